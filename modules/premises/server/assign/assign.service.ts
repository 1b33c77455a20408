import { signature, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type AssignField,
  completenessOf,
  type DutyKind,
  type FileFacts,
  industryNames,
  type PlaceKey,
  type PremisesFilter,
} from '../../contract/index.ts';
import { loadDerivation } from '../derivation/derivation.ts';
import { createReferences } from '../file/references.ts';
import { createPremisesQueries } from '../premises.queries.ts';
import { createPremisesStore, type NewHolder } from '../premises.store.ts';
import { dayBefore } from '../record.ts';

const most = 50_000;
const kindOf: Partial<Record<AssignField, DutyKind>> = {
  supervisorOrgId: 'SUPERVISOR',
  policeOrgId: 'POLICE_STATION',
  gridWorkerPostId: 'GRID_WORKER',
  industry: 'INDUSTRY_DEPT',
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One assignment for many places: each gets its history row and its duty-holder from today. */
export function createAssignService(work: Work) {
  const store = createPremisesStore(work);
  const queries = createPremisesQueries(work);
  const references = createReferences(work);
  const today = dayOf(work.now);

  /** What the new duty-holder is, checked for one county. */
  async function holderFor(
    field: AssignField,
    value: string | null,
    countyCode: string,
  ): Promise<Partial<NewHolder> | null> {
    if (value === null) return null;
    if (field === 'industry') {
      if (!(value in industryNames))
        throw new AppError('invalid', '行业主管部门不存在，请从列表中选择。', { fields: { value: '不存在' } });
      const derivation = await loadDerivation(work, countyCode);
      return { industry: value, orgId: derivation.industryOrg(value) };
    }
    if (!uuid.test(value))
      throw new AppError('invalid', '分派对象不存在，请从列表中选择。', { fields: { value: '不存在' } });
    if (field === 'gridId') {
      await references.requireGrid(value, countyCode);
      return null;
    }
    if (field === 'gridWorkerPostId') {
      const held = await references.requireGridWorker(value, today, countyCode);
      return { postId: value, orgId: held.orgId, personName: held.personName };
    }
    await references.requireBody(field, value, countyCode);
    return { orgId: value };
  }

  async function inCounty(
    countyCode: string,
    ids: readonly string[],
    field: AssignField,
    value: string | null,
    reason: string,
  ) {
    const kind = kindOf[field];
    const who = await holderFor(field, value, countyCode);
    const rows = await store.lockAll(countyCode, ids);
    const running = kind
      ? new Map((await store.runningHolders(countyCode, ids, kind)).map((holder) => [holder.premisesId, holder]))
      : new Map();
    const before = (row: (typeof rows)[number]) =>
      field === 'gridWorkerPostId' ? (running.get(row.id)?.postId ?? null) : row[field];
    const changed = rows.filter((row) => before(row) !== value);
    if (!changed.length) return { changed: 0, unchanged: rows.length };
    const changedIds = changed.map((row) => row.id);
    await store.changeAll(countyCode, changedIds, field === 'gridWorkerPostId' ? {} : { [field]: value });
    if (kind) {
      const ends = changedIds.flatMap((id) => running.get(id)?.id ?? []);
      await store.endHolders(countyCode, ends, dayBefore(today));
      if (who)
        await store.addHolders(
          changed.map((row) => ({
            countyCode,
            id: work.newId(),
            regionCode: row.regionCode,
            premisesId: row.id,
            kind,
            fromOn: today,
            ...who,
          })),
        );
    }
    await store.addChanges(
      changed.map((row) => ({
        countyCode,
        id: work.newId(),
        regionCode: row.regionCode,
        premisesId: row.id,
        at: work.now,
        accountId: work.actor.accountId,
        actor: signature(work),
        reason,
        fields:
          field === 'gridWorkerPostId'
            ? { 'duty.GRID_WORKER': [running.get(row.id)?.personName ?? null, who?.personName ?? null] }
            : { [field]: [before(row), value] },
      })),
    );
    // Filling or clearing a required field moves the completeness; places move together by what they have now.
    if (field !== 'gridWorkerPostId' && field !== 'policeOrgId') {
      const people = new Map<string, Set<string>>();
      for (const holder of [
        ...(await store.runningHolders(countyCode, changedIds, 'RESPONSIBLE_PERSON')),
        ...(await store.runningHolders(countyCode, changedIds, 'FIRE_MANAGER')),
      ])
        people.set(holder.premisesId, (people.get(holder.premisesId) ?? new Set()).add(holder.kind));
      const byPercent = Map.groupBy(
        changed,
        (row) =>
          completenessOf({
            ...row,
            [field]: value,
            hasResponsiblePerson: people.get(row.id)?.has('RESPONSIBLE_PERSON') ?? false,
            hasFireManager: people.get(row.id)?.has('FIRE_MANAGER') ?? false,
          } as unknown as FileFacts).percent,
      );
      for (const [percent, group] of byPercent) {
        const moved = group.filter((row) => row.completeness !== percent).map((row) => row.id);
        if (moved.length) await store.setCompleteness(countyCode, moved, percent);
      }
    }
    work.audit(
      'premises.assign',
      { kind: 'premises', id: countyCode, countyCode },
      { field, value, reason, count: changed.length },
    );
    await work.publish({
      topic: 'premises.assigned',
      regionCode: (work.actor.region.length > 6 ? work.actor.region : countyCode).padEnd(12, '0'),
      payload: { countyCode, field, value, count: changed.length },
    });
    return { changed: changed.length, unchanged: rows.length - changed.length };
  }

  return {
    /** Refuses where what is found now is not what the person confirmed. */
    async assign(input: {
      field: AssignField;
      value: string | null;
      selection?: PlaceKey[] | undefined;
      filter?: PremisesFilter | undefined;
      expectedCount: number;
      reason: string;
    }) {
      if (!input.selection === !input.filter) throw new AppError('invalid', '请勾选单位，或按条件全部分派，二者选一。');
      let keys: { countyCode: string; id: string }[];
      if (input.selection) {
        const distinct = new Map(input.selection.map((key) => [key.id, key]));
        // Seen through the list's own conditions, so that nothing is changed that this person would not see there.
        const seen = await queries.seen([...distinct.values()]);
        if (seen.length !== distinct.size)
          throw new AppError(
            'not_found',
            `勾选的 ${distinct.size} 个单位中有 ${distinct.size - seen.length} 个不在管辖范围内，请刷新后重新勾选。`,
          );
        keys = seen;
      } else {
        keys = await queries.ids(input.filter ?? {}, most + 1);
        if (keys.length > most)
          throw new AppError('too_large', `符合条件的单位超过 ${most} 个，请按乡镇或类别分次办理。`);
      }
      if (keys.length !== input.expectedCount)
        throw new AppError(
          'conflict',
          `符合条件的单位现有 ${keys.length} 个，与确认时的 ${input.expectedCount} 个不同，请核对后重新确认。`,
        );
      if (!keys.length) throw new AppError('invalid', '没有符合条件的单位，请调整条件。');
      let changed = 0;
      let unchanged = 0;
      // Counties in code order, so that two acts never wait for each other.
      for (const [countyCode, group] of [...Map.groupBy(keys, (key) => key.countyCode)].sort(([a], [b]) =>
        a < b ? -1 : 1,
      )) {
        const outcome = await inCounty(
          countyCode,
          group.map((key) => key.id).sort(),
          input.field,
          input.value,
          input.reason,
        );
        changed += outcome.changed;
        unchanged += outcome.unchanged;
      }
      return { changed, unchanged };
    },
    inCounty,
  };
}
