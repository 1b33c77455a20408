import { type SqlBool, sql } from 'kysely';
import { industryLimit } from '#modules/premises/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import type { FireFilter, FireRow } from '../contract/index.ts';

type Readable =
  | 'fires.fire'
  | 'fires.callout'
  | 'premises.place'
  | 'organisations.organisationName'
  | 'regions.division';

/** Of `organisations.organisationName as o`; a township's people do not see the stations of another that came to its fires. */
export const stationName = sql<string>`coalesce(o.name, '辖区外的消防站')`;

const sorts = {
  occurred: { expression: sql<string>`f.occurred_on`, cast: 'date' },
  changed: { expression: sql<string>`f.changed_at`, cast: 'timestamptz' },
} as const;

/** Read models of fire records. */
export function createFireQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const today = dayOf(work.now);
  const industry = industryLimit(work.actor);

  const matching = (filter: FireFilter) =>
    db
      .selectFrom('fires.fire as f')
      .where('f.countyCode', '=', filter.countyCode)
      .$if(work.actor.region.length >= 9, (q) => q.where('f.townshipCode', '=', work.actor.region.slice(0, 9)))
      // A sector department knows of fires at the premises of its own industry, as it knows of these premises.
      .$if(industry !== undefined, (q) =>
        q.where((eb) =>
          eb.exists(
            eb
              .selectFrom('premises.place as own')
              .select('own.id')
              .whereRef('own.countyCode', '=', 'f.countyCode')
              .whereRef('own.id', '=', 'f.premisesId')
              .where('own.industry', '=', industry as string),
          ),
        ),
      )
      .$if(!!filter.township?.length, (q) => q.where('f.townshipCode', 'in', filter.township as string[]))
      // Discarded drafts and voided records are shown only to who asks for them.
      .$if(!filter.status?.length, (q) => q.where('f.status', '!=', 'VOID'))
      .$if(!!filter.status?.length, (q) => q.where('f.status', 'in', filter.status as string[]))
      .$if(!!filter.stage?.length, (q) => q.where('f.stage', 'in', filter.stage as string[]))
      .$if(filter.isCounted === true, (q) => q.where('f.isCounted', '=', true))
      .$if(!!filter.from, (q) => q.where('f.occurredOn', '>=', filter.from as string))
      .$if(!!filter.to, (q) => q.where('f.occurredOn', '<=', filter.to as string))
      .$if(!!filter.place?.length, (q) => q.where('f.place', 'in', filter.place as string[]))
      .$if(!!filter.placeGroup?.length, (q) => q.where('f.placeGroup', 'in', filter.placeGroup as string[]))
      .$if(!!filter.areaType?.length, (q) => q.where('f.areaType', 'in', filter.areaType as string[]))
      .$if(!!filter.cause?.length, (q) => q.where('f.cause', 'in', filter.cause as string[]))
      .$if(!!filter.grade?.length, (q) => q.where('f.grade', 'in', filter.grade as string[]))
      .$if(filter.hourFrom !== undefined, (q) => q.where('f.hour', '>=', filter.hourFrom as number))
      .$if(filter.hourTo !== undefined, (q) => q.where('f.hour', '<=', filter.hourTo as number))
      .$if(filter.isFatal === true, (q) => q.where('f.deaths', '>=', 1))
      .$if(filter.isLate === true, (q) => q.where('f.isLate', '=', true))
      .$if(filter.isCorrected === true, (q) => q.where('f.correctionCount', '>', 0))
      .$if(filter.isReturned === true, (q) => q.where('f.returnCount', '>', 0))
      .$if(filter.owes === 'FOLLOW_UP', (q) =>
        q.where('f.followUpDueAt', 'is not', null).where('f.status', 'in', ['SUBMITTED', 'CONFIRMED']),
      )
      .$if(filter.owes === 'FINAL', (q) =>
        q.where('f.finalDueOn', 'is not', null).where('f.status', 'in', ['SUBMITTED', 'CONFIRMED']),
      )
      .$if(!!filter.doubt, (q) =>
        q.where(sql<SqlBool>`${filter.doubt} = any (f.doubts)`).where(sql<SqlBool>`f.doubts <> '{}'`),
      )
      .$if(!!filter.orgId, (q) => q.where('f.orgId', '=', filter.orgId as string))
      .$if(!!filter.premisesId, (q) => q.where('f.premisesId', '=', filter.premisesId as string))
      .$if((filter.search?.length ?? 0) > 0, (q) => q.where(sql<SqlBool>`f.search @> app.bigrams(${filter.search})`));

  const rows = (filter: FireFilter) =>
    matching(filter)
      .leftJoin('organisations.organisationName as o', 'o.id', 'f.orgId')
      .leftJoin('regions.division as d', (join) => join.on(sql<SqlBool>`d.code = f.township_code || '000'`))
      .leftJoin('premises.place as p', (join) =>
        join.onRef('p.countyCode', '=', 'f.countyCode').onRef('p.id', '=', 'f.premisesId'),
      )
      .select([
        'f.countyCode',
        'f.id',
        'f.number',
        'f.regionCode',
        'f.townshipCode',
        sql<string>`coalesce(d.name, '')`.as('townshipName'),
        'f.status',
        'f.stage',
        'f.occurredOn',
        'f.alarmAt',
        'f.address',
        'f.orgId',
        stationName.as('orgName'),
        'f.premisesId',
        'p.name as premisesName',
        'f.place',
        'f.placeGroup',
        'f.areaType',
        'f.cause',
        'f.burnedArea',
        'f.deaths',
        'f.injuries',
        'f.lossYuan',
        'f.grade',
        'f.minutesToArrival',
        'f.doubts',
        'f.hasDeathNotice',
        'f.followUpDueAt',
        'f.finalDueOn',
        'f.isLate',
        'f.correctionCount',
        'f.returnCount',
        'f.version',
        'f.changedAt',
      ]);

  /** Rows of one group of the desk, the most urgent first. */
  const waiting = (filter: FireFilter, orgId: string | undefined) => rows({ ...filter, ...(orgId ? { orgId } : {}) });

  return {
    async list(filter: FireFilter & { sort: keyof typeof sorts; cursor?: string | undefined; limit: number }) {
      const { expression, cast } = sorts[filter.sort];
      const after = decodeCursor(filter.cursor, 2);
      const found = await rows(filter)
        .$if(after !== undefined, (q) =>
          q.where(sql<SqlBool>`(${expression}, f.id) < (${after?.[0]}::${sql.raw(cast)}, ${after?.[1]}::uuid)`),
        )
        .orderBy(expression, 'desc')
        .orderBy('f.id', 'desc')
        .limit(filter.limit + 1)
        .execute();
      const items = found.slice(0, filter.limit) as FireRow[];
      const last = items.at(-1);
      const position = last && { occurred: last.occurredOn, changed: last.changedAt }[filter.sort];
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([position, last.id]) : null,
        ...(await countUpTo(work, matching(filter).select(sql`1`.as('one')))),
      };
    },
    async *all(filter: FireFilter, limit: number): AsyncGenerator<FireRow> {
      const found = await rows(filter).orderBy('f.occurredOn', 'desc').orderBy('f.id', 'desc').limit(limit).execute();
      for (const row of found) yield row as FireRow;
    },
    async count(filter: FireFilter): Promise<number> {
      const { n } = await matching(filter)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },
    row: async (countyCode: string, id: string) =>
      (await rows({ countyCode, status: ['DRAFT', 'SUBMITTED', 'RETURNED', 'CONFIRMED', 'VOID'] })
        .where('f.id', '=', id)
        .executeTakeFirst()) as FireRow | undefined,
    /** Reported records that others entered, the oldest first. */
    async toReview(countyCode: string, accountId: string, limit: number) {
      const query = waiting({ countyCode, status: ['SUBMITTED'] }, undefined)
        .where('f.enteredBy', '!=', accountId)
        .where((eb) => eb.or([eb('f.submittedBy', 'is', null), eb('f.submittedBy', '!=', accountId)]));
      return {
        fires: (await query.orderBy('f.changedAt').limit(limit).execute()) as FireRow[],
        count: await total(query),
        overdueCount: 0,
      };
    },
    async returned(countyCode: string, orgId: string | undefined, limit: number) {
      const query = waiting({ countyCode, status: ['RETURNED'] }, orgId);
      return {
        fires: (await query.orderBy('f.changedAt').limit(limit).execute()) as FireRow[],
        count: await total(query),
        overdueCount: 0,
      };
    },
    /** Records that owe a follow-up by tomorrow, or owed one. */
    async owingFollowUp(countyCode: string, orgId: string | undefined, limit: number) {
      const query = waiting({ countyCode, owes: 'FOLLOW_UP' }, orgId).where(
        sql<SqlBool>`f.follow_up_due_at < ${work.now}::timestamptz + interval '24 hours'`,
      );
      return {
        fires: (await query.orderBy('f.followUpDueAt').limit(limit).execute()) as FireRow[],
        count: await total(query),
        overdueCount: await total(query.where(sql<SqlBool>`f.follow_up_due_at < ${work.now}::timestamptz`)),
      };
    },
    /** Records whose final report is due within a week, or was. */
    async owingFinal(countyCode: string, orgId: string | undefined, limit: number) {
      const query = waiting({ countyCode, owes: 'FINAL' }, orgId).where(
        sql<SqlBool>`f.final_due_on <= ${today}::date + 7`,
      );
      return {
        fires: (await query.orderBy('f.finalDueOn').limit(limit).execute()) as FireRow[],
        count: await total(query),
        overdueCount: await total(query.where(sql<SqlBool>`f.final_due_on < ${today}::date`)),
      };
    },
    callouts: (countyCode: string, fireId: string) =>
      db
        .selectFrom('fires.callout as c')
        .leftJoin('organisations.organisationName as o', 'o.id', 'c.orgId')
        .select(['c.id', stationName.as('orgName'), 'c.alarmAt', 'c.vehicles', 'c.people'])
        .where('c.countyCode', '=', countyCode)
        .where('c.fireId', '=', fireId)
        .where('c.isVoid', '=', false)
        .orderBy('c.alarmAt')
        .execute(),
    body: (id: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['id', 'kind', 'name', 'regionCode', 'isActive'])
        .where('id', '=', id)
        .executeTakeFirst(),
  };

  async function total(query: ReturnType<typeof waiting>): Promise<number> {
    const { n } = await query
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  }
}
