import { sql } from 'kysely';
import { canonical } from '#platform/server/audit.ts';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  completenessOf,
  type FileFacts,
  type KeyUnitJudgement,
  type PremisesType,
  type Proposal,
  type SupervisionClass,
} from '../contract/index.ts';
import { type Derivation, loadDerivation } from './derivation.ts';
import { industryLimit, maySee } from './premises.policy.ts';
import { reachIn } from './premises.queries.ts';
import { createPremisesStore, type PremisesTables } from './premises.store.ts';

/** Proposals of key-unit status by the criteria of the day; a named person confirms or rejects them. */
export function createKeyUnitService(work: Work) {
  const db = tablesOf<PremisesTables>(work);
  const store = createPremisesStore(work);

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
    const rows = await db
      .selectFrom('premises.premises')
      .select(['id', 'regionCode', 'types', 'floorArea', 'height', 'storeys', 'attributes', 'isKeyUnit', 'status'])
      .where('countyCode', '=', countyCode)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    const earlier = await db
      .selectFrom('premises.keyUnitProposal')
      .select(['id', 'premisesId', 'direction', 'criterionId', 'metrics', 'status', 'reason'])
      .where('countyCode', '=', countyCode)
      .where('premisesId', '=', sql<string>`any(${ids}::uuid[])`)
      .where('status', 'in', ['PROPOSED', 'REJECTED'])
      .orderBy('proposedAt')
      .execute();
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
    if (lapsed.length)
      await db
        .updateTable('premises.keyUnitProposal')
        .set({ status: 'LAPSED', decidedAt: work.now })
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${lapsed}::uuid[])`)
        .execute();
    for (let start = 0; start < fresh.length; start += 1000)
      await db
        .insertInto('premises.keyUnitProposal')
        .values(
          fresh.slice(start, start + 1000).map(({ place, judgement }) => ({
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
        )
        .execute();
    return { proposed: fresh.length, lapsed: lapsed.length };
  }

  const shown = () =>
    db
      .selectFrom('premises.keyUnitProposal as q')
      .innerJoin('premises.premises as p', (join) =>
        join.onRef('p.countyCode', '=', 'q.countyCode').onRef('p.id', '=', 'q.premisesId'),
      )
      .select([
        'q.countyCode',
        'q.id',
        'q.premisesId',
        'p.name as premisesName',
        'p.regionCode',
        'p.types',
        'q.reason',
        'q.proposedAt',
        'q.decidedAt',
        'q.decidedBy',
        'q.decisionReason',
        sql<Proposal['direction']>`q.direction`.as('direction'),
        sql<Proposal['status']>`q.status`.as('status'),
      ]);

  async function get(countyCode: string, id: string): Promise<Proposal> {
    const found = await shown().where('q.countyCode', '=', countyCode).where('q.id', '=', id).executeTakeFirst();
    if (!found) throw new AppError('not_found', '没有这条建议，或不在管辖范围内。');
    return found;
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
    const before = await store.mustLock(countyCode, id);
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
    const holders = await store.holders(countyCode, id);
    const has = (kind: string) => holders.some((holder) => holder.kind === kind && holder.toOn === null);
    const fileFacts = {
      ...facts,
      supervisionClass,
      supervisorOrgId,
      hasResponsiblePerson: has('RESPONSIBLE_PERSON'),
      hasFireManager: has('FIRE_MANAGER'),
    } as unknown as FileFacts;
    await store.change(countyCode, id, input.version ?? before.version, {
      isKeyUnit,
      supervisionClass,
      supervisorOrgId,
      completeness: completenessOf(fileFacts).percent,
    });
    if (supervisorOrgId !== before.supervisorOrgId) {
      const running = await store.runningHolders(countyCode, [id], 'SUPERVISOR');
      await store.endHolders(
        countyCode,
        running.map((one) => one.id),
        dayBefore(derivation.day),
      );
      if (supervisorOrgId)
        await store.addHolders([
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
    await store.addChanges([
      {
        countyCode,
        id: work.newId(),
        regionCode: before.regionCode,
        premisesId: id,
        at: work.now,
        accountId: work.actor.accountId,
        actor: work.actor.organisation ? `${work.actor.name}（${work.actor.organisation.name}）` : work.actor.name,
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
    get,
    designate: async (input: Parameters<typeof designate>[0]) => {
      await designate(input);
      // What was proposed is decided by this act, or no longer fits.
      await propose(input.countyCode, [input.id]);
    },

    async open(countyCode: string, premisesId: string): Promise<Proposal | null> {
      return (
        (await shown()
          .where('q.countyCode', '=', countyCode)
          .where('q.premisesId', '=', premisesId)
          .where('q.status', '=', 'PROPOSED')
          .executeTakeFirst()) ?? null
      );
    },

    async decide(input: { countyCode: string; id: string; isConfirmed: boolean; reason: string }): Promise<Proposal> {
      const held = await db
        .selectFrom('premises.keyUnitProposal')
        .selectAll()
        .where('countyCode', '=', input.countyCode)
        .where('id', '=', input.id)
        .forUpdate()
        .executeTakeFirst();
      if (!held) throw new AppError('not_found', '没有这条建议，或不在管辖范围内。');
      if (held.status !== 'PROPOSED')
        throw new AppError('conflict', '这条建议已处理或已失效，请刷新后查看。', { allowedActions: [] });
      await db
        .updateTable('premises.keyUnitProposal')
        .set({
          status: input.isConfirmed ? 'CONFIRMED' : 'REJECTED',
          decidedAt: work.now,
          decidedBy: work.actor.organisation
            ? `${work.actor.name}（${work.actor.organisation.name}）`
            : work.actor.name,
          decisionReason: input.reason,
        })
        .where('countyCode', '=', input.countyCode)
        .where('id', '=', input.id)
        .execute();
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
      return get(input.countyCode, input.id);
    },

    async list(input: {
      regionCode?: string | undefined;
      status: string;
      direction?: string | undefined;
      premisesId?: string | undefined;
      limit: number;
      cursor?: string | undefined;
    }) {
      const reach = await reachIn(work, input.regionCode);
      const limit = industryLimit(work.actor);
      const after = decodeCursor(input.cursor, 2);
      if (
        after &&
        (typeof after[0] !== 'string' ||
          Number.isNaN(Date.parse(after[0])) ||
          !/^[0-9a-f-]{36}$/.test(String(after[1])))
      )
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      const matching = shown()
        .where('q.countyCode', '=', sql<string>`any(${reach.counties})`)
        .where('q.status', '=', input.status)
        .$if(!!reach.township, (q) => q.where('p.townshipCode', '=', reach.township as string))
        .$if(!!reach.village, (q) => q.where('p.regionCode', '=', reach.village as string))
        .$if(limit !== undefined, (q) => q.where('p.industry', '=', limit as string))
        .$if(!!input.direction, (q) => q.where('q.direction', '=', input.direction as string))
        .$if(!!input.premisesId, (q) => q.where('q.premisesId', '=', input.premisesId as string));
      const rows = await matching
        .$if(after !== undefined, (q) =>
          q.where(sql<boolean>`(q.proposed_at, q.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('q.proposedAt', 'desc')
        .orderBy('q.id', 'desc')
        .limit(input.limit + 1)
        .execute();
      const items: Proposal[] = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > input.limit && last ? encodeCursor([last.proposedAt, last.id]) : null,
        ...(await countUpTo(work, matching)),
      };
    },

    /** Compares a county's places with the criteria, a thousand at a time after the last id; undefined after the last. */
    async sweep(countyCode: string, after: string | undefined) {
      const rows = await db
        .selectFrom('premises.premises')
        .select('id')
        .where('countyCode', '=', countyCode)
        .$if(after !== undefined, (q) => q.where('id', '>', after as string))
        .orderBy('id')
        .limit(1000)
        .execute();
      const outcome = await propose(
        countyCode,
        rows.map((row) => row.id),
      );
      return { ...outcome, looked: rows.length, next: rows.length === 1000 ? rows.at(-1)?.id : undefined };
    },
  };
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
