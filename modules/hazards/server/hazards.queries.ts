import { type SqlBool, sql } from 'kysely';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import type { HazardFilter, HazardRow, HazardSort, HazardStatus } from '../contract/index.ts';
import { allowedActions } from './hazards.policy.ts';
import type { HazardTables } from './hazards.store.ts';

type Readable = HazardTables | 'premises.place' | 'organisations.organisationName' | 'organisations.heldPost';

/** `age`: natural days from finding to today, or to the day it was closed. */
const sortsOn = (today: string) =>
  ({
    due: { expression: sql<string>`coalesce(h.due_on, '9999-12-31'::date)`, cast: 'date', direction: 'asc' },
    '-due': { expression: sql<string>`coalesce(h.due_on, '0001-01-01'::date)`, cast: 'date', direction: 'desc' },
    age: {
      expression: sql<number>`coalesce(h.closed_on, ${today}::date) - h.found_on`,
      cast: 'integer',
      direction: 'asc',
    },
    '-age': {
      expression: sql<number>`coalesce(h.closed_on, ${today}::date) - h.found_on`,
      cast: 'integer',
      direction: 'desc',
    },
    registered: { expression: sql<string>`h.registered_at`, cast: 'timestamptz', direction: 'asc' },
    '-registered': { expression: sql<string>`h.registered_at`, cast: 'timestamptz', direction: 'desc' },
    changed: { expression: sql<string>`h.changed_at`, cast: 'timestamptz', direction: 'asc' },
    '-changed': { expression: sql<string>`h.changed_at`, cast: 'timestamptz', direction: 'desc' },
  }) as const satisfies Record<HazardSort, unknown>;

/** Read models of the ledger. */
export function createHazardQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const today = dayOf(work.now);
  const sorts = sortsOn(today);

  const matching = (filter: HazardFilter) =>
    db
      .selectFrom('hazards.hazard as h')
      .where('h.countyCode', '=', filter.countyCode)
      .$if(!!filter.township?.length, (q) => q.where('h.townshipCode', 'in', filter.township as string[]))
      .$if(!!filter.premisesId, (q) => q.where('h.premisesId', '=', filter.premisesId as string))
      .$if(!!filter.inspectionId, (q) => q.where('h.inspectionId', '=', filter.inspectionId as string))
      .$if(!!filter.orgId, (q) => q.where('h.orgId', '=', filter.orgId as string))
      .$if(!!filter.handlerId, (q) => q.where('h.handlerId', '=', filter.handlerId as string))
      // Whoever holds no post looks after nothing.
      .$if(filter.isMine === true, (q) => q.where('h.handlerId', '=', work.actor.personId ?? work.actor.accountId))
      .$if(!!filter.ids?.length, (q) => q.where('h.id', 'in', filter.ids as string[]))
      .$if(!!filter.status?.length, (q) => q.where('h.status', 'in', filter.status as string[]))
      .$if(filter.isOpen !== undefined, (q) => q.where('h.isOpen', '=', filter.isOpen as boolean))
      .$if(filter.isOverdue === true, (q) =>
        q.where('h.isOpen', '=', true).where(sql<string>`coalesce(h.due_on, '9999-12-31'::date)`, '<', today),
      )
      .$if(filter.isOverdue === false, (q) =>
        q.where((eb) => eb.or([eb('h.isOpen', '=', false), eb('h.dueOn', 'is', null), eb('h.dueOn', '>=', today)])),
      )
      .$if(!!filter.severity?.length, (q) => q.where('h.severity', 'in', filter.severity as string[]))
      .$if(!!filter.source?.length, (q) => q.where('h.source', 'in', filter.source as string[]))
      .$if(!!filter.premisesType?.length, (q) => q.where('h.premisesType', 'in', filter.premisesType as string[]))
      .$if(!!filter.itemId, (q) => q.where('h.itemId', '=', filter.itemId as string))
      .$if(!!filter.outcome?.length, (q) => q.where('h.outcome', 'in', filter.outcome as string[]))
      .$if(!!filter.foundFrom, (q) => q.where('h.foundOn', '>=', filter.foundFrom as string))
      .$if(!!filter.foundTo, (q) => q.where('h.foundOn', '<=', filter.foundTo as string))
      .$if(!!filter.closedFrom, (q) => q.where('h.closedOn', '>=', filter.closedFrom as string))
      .$if(!!filter.closedTo, (q) => q.where('h.closedOn', '<=', filter.closedTo as string))
      .$if(!!filter.dueFrom, (q) => q.where('h.dueOn', '>=', filter.dueFrom as string))
      .$if(!!filter.dueTo, (q) => q.where('h.dueOn', '<=', filter.dueTo as string))
      .$if(!!filter.openOn, (q) =>
        q
          .where('h.foundOn', '<=', filter.openOn as string)
          .where((eb) => eb.or([eb('h.isOpen', '=', true), eb('h.closedOn', '>', filter.openOn as string)])),
      )
      .$if(filter.isFixedOnTime === true, (q) =>
        q.where('h.outcome', '=', 'FIXED').where('h.reinspectionCount', '<=', 1),
      )
      .$if(filter.isFixedOnTime === false, (q) =>
        q.where((eb) =>
          eb.or([eb('h.outcome', 'is', null), eb('h.outcome', '!=', 'FIXED'), eb('h.reinspectionCount', '>', 1)]),
        ),
      )
      .$if((filter.search?.length ?? 0) > 0, (q) =>
        q.where((eb) =>
          eb.exists(
            eb
              .selectFrom('premises.place as s')
              .select(sql`1`.as('one'))
              .whereRef('s.countyCode', '=', 'h.countyCode')
              .whereRef('s.id', '=', 'h.premisesId')
              .where('s.countyCode', '=', filter.countyCode)
              .where(sql<SqlBool>`s.search @> app.bigrams(${filter.search})`),
          ),
        ),
      );

  const rows = (filter: HazardFilter) =>
    matching(filter)
      .innerJoin('premises.place as p', (join) =>
        join.onRef('p.countyCode', '=', 'h.countyCode').onRef('p.id', '=', 'h.premisesId'),
      )
      .innerJoin('organisations.organisationName as o', 'o.id', 'h.orgId')
      .select([
        'h.countyCode',
        'h.id',
        'h.regionCode',
        'h.townshipCode',
        'h.premisesId',
        'p.name as premisesName',
        'h.premisesType',
        'h.itemId',
        'h.place',
        'h.description',
        'h.severity',
        'h.correctionMode',
        'h.nature',
        'h.source',
        'h.status',
        'h.isOpen',
        'h.orgId',
        'o.name as orgName',
        'h.handlerId',
        'h.handlerName',
        'h.inspectionId',
        'h.foundOn',
        'h.registeredAt',
        'h.dueOn',
        'h.deskOn',
        'h.outcome',
        'h.closedOn',
        'h.reinspectionCount',
        'h.version',
        'h.changedAt',
        sql<number>`coalesce(h.closed_on, ${today}::date) - h.found_on`.as('ageDays'),
      ]);

  /** Rows with what decides what this person may do with them. */
  const rowsWithFacts = (filter: HazardFilter) =>
    rows(filter).select((eb) => [
      'h.transferredFromOrgId',
      'h.transferCount',
      'h.fixedByAccount',
      'h.reopenOf',
      eb
        .selectFrom('hazards.extension as e')
        .select('e.requestedBy')
        .whereRef('e.countyCode', '=', 'h.countyCode')
        .whereRef('e.hazardId', '=', 'h.id')
        .where('e.countyCode', '=', filter.countyCode)
        .where('e.status', '=', 'REQUESTED')
        .limit(1)
        .as('extensionRequestedBy'),
    ]);

  const shown = (found: Awaited<ReturnType<ReturnType<typeof rowsWithFacts>['execute']>>[number]): HazardRow => {
    const {
      changedAt: _,
      transferredFromOrgId,
      transferCount,
      fixedByAccount,
      reopenOf,
      extensionRequestedBy,
      ...row
    } = found;
    const facts = {
      status: row.status as HazardStatus,
      nature: row.nature,
      orgId: row.orgId,
      premisesId: row.premisesId,
      inspectionId: row.inspectionId,
      transferredFromOrgId,
      transferCount,
      fixedByAccount,
      reopenOf,
      hasOpenExtension: extensionRequestedBy !== null,
      extensionRequestedBy,
    };
    return { ...row, allowedActions: allowedActions(facts, work.actor) } as HazardRow;
  };

  return {
    async list(filter: HazardFilter & { sort: HazardSort; cursor?: string | undefined; limit: number }) {
      const { expression, cast, direction } = sorts[filter.sort];
      const after = decodeCursor(filter.cursor, 2);
      const comparison = direction === 'asc' ? sql`>` : sql`<`;
      const found = await rowsWithFacts(filter)
        .$if(after !== undefined, (q) =>
          q.where(
            sql<SqlBool>`(${expression}, h.id) ${comparison} (${after?.[0]}::${sql.raw(cast)}, ${after?.[1]}::uuid)`,
          ),
        )
        .orderBy(expression, direction)
        .orderBy('h.id', direction)
        .limit(filter.limit + 1)
        .execute();
      const items = found.slice(0, filter.limit);
      const last = items.at(-1);
      const position =
        last &&
        {
          due: last.dueOn ?? '9999-12-31',
          '-due': last.dueOn ?? '0001-01-01',
          age: last.ageDays,
          '-age': last.ageDays,
          registered: last.registeredAt,
          '-registered': last.registeredAt,
          changed: last.changedAt,
          '-changed': last.changedAt,
        }[filter.sort];
      return {
        items: items.map(shown),
        next: found.length > filter.limit && last ? encodeCursor([position, last.id]) : null,
        ...(await countUpTo(work, matching(filter).select(sql`1`.as('one')))),
      };
    },
    /** Every matching hazard in the order of the list. */
    async *all(filter: HazardFilter & { sort: HazardSort }, limit: number) {
      const { expression, direction } = sorts[filter.sort];
      const found = await rows(filter).orderBy(expression, direction).orderBy('h.id', direction).limit(limit).execute();
      for (const row of found) yield row as unknown as Omit<HazardRow, 'allowedActions'>;
    },
    count: async (filter: HazardFilter) =>
      (
        await matching(filter)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    async row(countyCode: string, id: string): Promise<HazardRow | undefined> {
      const found = await rowsWithFacts({ countyCode }).where('h.id', '=', id).executeTakeFirst();
      return found && shown(found);
    },
    /** Open hazards that lie on a body's desk, in the groups of what must be done. */
    async deskCounts(countyCode: string, orgId: string, isMine?: boolean | undefined) {
      return matching({ countyCode, orgId, isOpen: true, ...(isMine ? { isMine } : {}) })
        .select((eb) => [
          'h.status',
          eb.fn.countAll<number>().as('count'),
          sql<number>`count(*) filter (where h.desk_on < ${today}::date)`.as('overdueCount'),
        ])
        .groupBy('h.status')
        .execute();
    },
    async desk(
      countyCode: string,
      orgId: string,
      statuses: readonly string[],
      limit: number,
      isMine?: boolean | undefined,
    ) {
      const found = await rowsWithFacts({ countyCode, orgId, isOpen: true, ...(isMine ? { isMine } : {}) })
        .where('h.status', 'in', [...statuses])
        .orderBy('h.deskOn', (order) => order.asc().nullsLast())
        .orderBy('h.id')
        .limit(limit)
        .execute();
      return found.map(shown);
    },
    /** Open hazards of a premises, what is due first. */
    async ownDesk(countyCode: string, premisesId: string, statuses: readonly string[]) {
      const found = await rowsWithFacts({ countyCode, premisesId, isOpen: true })
        .where('h.status', 'in', [...statuses])
        .orderBy('h.dueOn')
        .orderBy('h.id')
        .limit(200)
        .execute();
      return found.map(shown);
    },
    /** Hazards with an extension that waits for a decision of this body, not asked for by this account. */
    async extensionDesk(countyCode: string, orgId: string, accountId: string, limit: number) {
      const found = await rowsWithFacts({ countyCode, orgId })
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('hazards.extension as e')
              .select(sql`1`.as('one'))
              .whereRef('e.countyCode', '=', 'h.countyCode')
              .whereRef('e.hazardId', '=', 'h.id')
              .where('e.countyCode', '=', countyCode)
              .where('e.status', '=', 'REQUESTED')
              .where('e.requestedBy', '!=', accountId),
          ),
        )
        .orderBy('h.dueOn')
        .limit(limit)
        .execute();
      return found.map(shown);
    },
    /** What a re-inspection saw, in the order in which it was found. */
    async reinspected(countyCode: string, inspectionId: string, premisesId: string) {
      const found = await rowsWithFacts({ countyCode, premisesId })
        .innerJoin('hazards.hazardEvent as v', (join) =>
          join.onRef('v.countyCode', '=', 'h.countyCode').onRef('v.hazardId', '=', 'h.id'),
        )
        .where('v.countyCode', '=', countyCode)
        .where('v.action', 'in', ['reinspectPass', 'reinspectFail', 'closeOtherwise'])
        .where(sql<SqlBool>`v.detail ->> 'inspectionId' = ${inspectionId}`)
        .select(['v.id as eventId', 'v.reason as note', sql<string>`v.detail ->> 'result'`.as('result')])
        .orderBy('h.foundOn')
        .orderBy('h.id')
        .execute();
      return found.map(({ eventId, note, result, ...row }) => ({ hazard: shown(row), eventId, note, result }));
    },
    /** People of a body who visit premises on the day, by the permission of their post. */
    people: (orgId: string, roles: readonly string[]) =>
      db
        .selectFrom('organisations.heldPost')
        .select(['personId', 'personName as name', 'title'])
        .where('orgId', '=', orgId)
        .where('role', 'in', [...roles])
        .where('fromOn', '<=', today)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', today)]))
        .orderBy('title')
        .orderBy('personName')
        .execute(),
    address: async (countyCode: string, premisesId: string) =>
      (
        await db
          .selectFrom('premises.place')
          .select('address')
          .where('countyCode', '=', countyCode)
          .where('id', '=', premisesId)
          .executeTakeFirst()
      )?.address ?? '',
    body: (id: string) =>
      db.selectFrom('organisations.organisationName').selectAll().where('id', '=', id).executeTakeFirst(),
    committeeOffice: (region: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['id', 'name'])
        .where('kind', '=', 'FSC_OFFICE')
        .where('isActive', '=', true)
        .where(
          (eb) => eb.val(region),
          'like',
          (eb) => eb(eb.ref('regionPrefix'), '||', '%'),
        )
        .orderBy((eb) => eb.fn('length', ['regionPrefix']), 'desc')
        .limit(1)
        .executeTakeFirst(),
  };
}
