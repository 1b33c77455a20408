import { canonical } from '#platform/server/audit.ts';
import { signature, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  completenessOf,
  type FileFacts,
  type KeyUnitJudgement,
  type PremisesType,
  type Proposal,
  type SupervisionClass,
} from '../../contract/index.ts';
import { type Derivation, loadDerivation } from '../derivation/derivation.ts';
import { maySee } from '../premises.policy.ts';
import { createPremisesStore } from '../premises.store.ts';
import { dayBefore } from '../record.ts';
import { createProposalQueries } from './proposals.queries.ts';
import { createProposalStore } from './proposals.store.ts';

const perSweep = 1000;

/** Proposals of key-unit status by the criteria of the day; a named person confirms or rejects them. */
export function createKeyUnitService(work: Work) {
  const store = createProposalStore(work);
  const places = createPremisesStore(work);
  const queries = createProposalQueries(work);

  const judgePlace = (
    derivation: Derivation,
    row: {
      regionCode: string;
      types: string[];
      floorArea: number | null;
      height: number | null;
      storeys: number | null;
      attributes: unknown;
      isKeyUnit: boolean;
      status: string;
    },
  ) =>
    derivation.judge(
      { ...row, types: row.types as PremisesType[], attributes: row.attributes as Record<string, unknown> },
      row.regionCode,
    );

  /**
   * Compares places of a county with the criteria: proposes, renews and takes back. What a person has rejected is not
   * proposed again on the same figures.
   */
  async function propose(countyCode: string, ids: readonly string[], known?: Derivation) {
    const derivation = known ?? (await loadDerivation(work, countyCode));
    const rows = await store.judged(countyCode, ids);
    const earlier = await store.earlier(countyCode, ids);
    const byPlace = Map.groupBy(earlier, (one) => one.premisesId);
    const isSame = (one: (typeof earlier)[number], judgement: KeyUnitJudgement) =>
      one.direction === judgement.direction && canonical(one.metrics) === canonical(judgement.metrics);
    const lapsed: string[] = [];
    const fresh: { place: (typeof rows)[number]; judgement: KeyUnitJudgement }[] = [];
    for (const place of rows) {
      const judgement = judgePlace(derivation, place);
      const history = byPlace.get(place.id) ?? [];
      const open = history.find((one) => one.status === 'PROPOSED');
      if (open && judgement && isSame(open, judgement) && open.reason === judgement.reason) continue;
      if (open) lapsed.push(open.id);
      if (judgement && !history.some((one) => one.status === 'REJECTED' && isSame(one, judgement)))
        fresh.push({ place, judgement });
    }
    await store.lapse(countyCode, lapsed);
    await store.add(
      fresh.map(({ place, judgement }) => ({
        countyCode,
        id: work.newId(),
        regionCode: place.regionCode,
        premisesId: place.id,
        criterionId: judgement.criterionId,
        direction: judgement.direction,
        reason: judgement.reason,
        metrics: JSON.stringify(judgement.metrics),
        proposedAt: work.now,
      })),
    );
    return { proposed: fresh.length, lapsed: lapsed.length };
  }

  /** Puts a place on the list of key units or takes it off, by a person, with the reason. */
  async function designate(input: {
    countyCode: string;
    id: string;
    version?: number | undefined;
    isKeyUnit: boolean;
    reason: string;
  }) {
    const { countyCode, id, isKeyUnit } = input;
    const before = await places.mustLock(countyCode, id);
    if (!maySee(work.actor, before)) throw new AppError('not_found', '没有这个单位，或不在管辖范围内。');
    if (before.isKeyUnit === isKeyUnit)
      throw new AppError('conflict', isKeyUnit ? '该单位已是消防安全重点单位。' : '该单位不是消防安全重点单位。');
    if (isKeyUnit && (before.status === 'CLOSED' || before.status === 'DEMOLISHED'))
      throw new AppError('conflict', '该单位已关停或拆除，不能确定为消防安全重点单位。');
    const derivation = await loadDerivation(work, countyCode);
    const facts = {
      ...before,
      types: before.types as PremisesType[],
      attributes: before.attributes as Record<string, unknown>,
      isKeyUnit,
    };
    const { supervisionClass } = await derivation.derive(facts);
    const was = derivation.supervisorFor(before.supervisionClass as SupervisionClass, before.regionCode);
    const is = derivation.supervisorFor(supervisionClass, before.regionCode);
    // Key units are under the brigade's watch whoever had them before; back again only where nobody chose otherwise.
    const supervisorOrgId = isKeyUnit || before.supervisorOrgId === was ? is : before.supervisorOrgId;
    const holders = await places.holders(countyCode, id);
    const has = (kind: string) => holders.some((holder) => holder.kind === kind && holder.toOn === null);
    const fileFacts = {
      ...facts,
      supervisionClass,
      supervisorOrgId,
      hasResponsiblePerson: has('RESPONSIBLE_PERSON'),
      hasFireManager: has('FIRE_MANAGER'),
    } as unknown as FileFacts;
    await places.change(countyCode, id, input.version ?? before.version, {
      isKeyUnit,
      supervisionClass,
      supervisorOrgId,
      completeness: completenessOf(fileFacts).percent,
    });
    if (supervisorOrgId !== before.supervisorOrgId) {
      const running = await places.runningHolders(countyCode, [id], 'SUPERVISOR');
      await places.endHolders(
        countyCode,
        running.map((one) => one.id),
        dayBefore(derivation.day),
      );
      if (supervisorOrgId)
        await places.addHolders([
          {
            countyCode,
            id: work.newId(),
            regionCode: before.regionCode,
            premisesId: id,
            kind: 'SUPERVISOR',
            orgId: supervisorOrgId,
            fromOn: derivation.day,
          },
        ]);
    }
    const fields: Record<string, [unknown, unknown]> = {
      isKeyUnit: [before.isKeyUnit, isKeyUnit],
      supervisionClass: [before.supervisionClass, supervisionClass],
    };
    if (supervisorOrgId !== before.supervisorOrgId) fields.supervisorOrgId = [before.supervisorOrgId, supervisorOrgId];
    await places.addChanges([
      {
        countyCode,
        id: work.newId(),
        regionCode: before.regionCode,
        premisesId: id,
        at: work.now,
        accountId: work.actor.accountId,
        actor: signature(work),
        reason: input.reason,
        fields,
      },
    ]);
    work.audit(
      isKeyUnit ? 'premises.designate' : 'premises.withdraw',
      { kind: 'premises', id, countyCode },
      { name: before.name, reason: input.reason },
    );
    await work.publish({
      topic: 'premises.keyUnitDecided',
      regionCode: before.regionCode,
      payload: { id, countyCode, isKeyUnit },
    });
  }

  return {
    propose,
    get: queries.get,
    open: queries.open,
    list: queries.list,

    designate: async (input: Parameters<typeof designate>[0]) => {
      await designate(input);
      // What was proposed is decided by this act, or no longer fits.
      await propose(input.countyCode, [input.id]);
    },

    async decide(input: { countyCode: string; id: string; isConfirmed: boolean; reason: string }): Promise<Proposal> {
      const held = await store.lock(input.countyCode, input.id);
      if (!held) throw new AppError('not_found', '没有这条建议，或不在管辖范围内。');
      if (held.status !== 'PROPOSED')
        throw new AppError('conflict', '这条建议已处理或已失效，请刷新后查看。', { allowedActions: [] });
      await store.decide(input.countyCode, input.id, {
        status: input.isConfirmed ? 'CONFIRMED' : 'REJECTED',
        decidedBy: signature(work),
        decisionReason: input.reason,
      });
      work.audit(
        'premises.decideProposal',
        { kind: 'premises', id: held.premisesId, countyCode: input.countyCode },
        { proposal: input.id, isConfirmed: input.isConfirmed, reason: input.reason },
      );
      if (input.isConfirmed)
        await designate({
          countyCode: input.countyCode,
          id: held.premisesId,
          isKeyUnit: held.direction === 'DESIGNATE',
          reason: input.reason,
        });
      return queries.get(input.countyCode, input.id);
    },

    /** Compares a county's places with the criteria, a thousand at a time after the last id; undefined after the last. */
    async sweep(countyCode: string, after: string | undefined) {
      const ids = await store.idsAfter(countyCode, after, perSweep);
      const outcome = await propose(countyCode, ids);
      return { ...outcome, looked: ids.length, next: ids.length === perSweep ? ids.at(-1) : undefined };
    },
  };
}
