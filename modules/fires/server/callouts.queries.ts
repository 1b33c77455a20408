import { type SqlBool, sql } from 'kysely';
import { industryLimit } from '#modules/premises/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { CalloutFilter, CalloutRow } from '../contract/index.ts';
import { stationName } from './fires.queries.ts';

type Readable =
  | 'fires.callout'
  | 'fires.fire'
  | 'premises.place'
  | 'organisations.organisationName'
  | 'regions.division';

/** Read models of call-outs. */
export function createCalloutQueries(work: Work) {
  const db = tablesOf<Readable>(work);

  const industry = industryLimit(work.actor);

  const matching = (filter: CalloutFilter) =>
    db
      .selectFrom('fires.callout as c')
      .where('c.countyCode', '=', filter.countyCode)
      .where('c.isVoid', '=', filter.isVoid ?? false)
      .$if(work.actor.region.length >= 9, (q) => q.where('c.townshipCode', '=', work.actor.region.slice(0, 9)))
      // A sector department knows of turn-outs to the premises of its own industry, named by themselves or by the fire.
      .$if(industry !== undefined, (q) =>
        q.where((eb) =>
          eb.exists(
            eb
              .selectFrom('premises.place as own')
              .select('own.id')
              .whereRef('own.countyCode', '=', 'c.countyCode')
              .where('own.industry', '=', industry as string)
              .where('own.id', '=', (id) =>
                id.fn.coalesce(
                  'c.premisesId',
                  id
                    .selectFrom('fires.fire as f')
                    .select('f.premisesId')
                    .whereRef('f.countyCode', '=', 'c.countyCode')
                    .whereRef('f.id', '=', 'c.fireId'),
                ),
              ),
          ),
        ),
      )
      .$if(!!filter.township?.length, (q) => q.where('c.townshipCode', 'in', filter.township as string[]))
      .$if(!!filter.kind?.length, (q) => q.where('c.kind', 'in', filter.kind as string[]))
      .$if(!!filter.from, (q) => q.where('c.occurredOn', '>=', filter.from as string))
      .$if(!!filter.to, (q) => q.where('c.occurredOn', '<=', filter.to as string))
      .$if(!!filter.orgId, (q) => q.where('c.orgId', '=', filter.orgId as string))
      .$if(!!filter.fireId, (q) => q.where('c.fireId', '=', filter.fireId as string))
      .$if((filter.search?.length ?? 0) > 0, (q) => q.where(sql<SqlBool>`c.search @> app.bigrams(${filter.search})`));

  const joined = (query: ReturnType<typeof matching>) =>
    query
      .leftJoin('organisations.organisationName as o', 'o.id', 'c.orgId')
      .leftJoin('regions.division as d', (join) => join.on(sql<SqlBool>`d.code = c.township_code || '000'`))
      .leftJoin('premises.place as p', (join) =>
        join.onRef('p.countyCode', '=', 'c.countyCode').onRef('p.id', '=', 'c.premisesId'),
      )
      .select([
        'c.countyCode',
        'c.id',
        'c.regionCode',
        sql<string>`coalesce(d.name, '')`.as('townshipName'),
        'c.kind',
        'c.orgId',
        stationName.as('orgName'),
        'c.alarmAt',
        'c.turnoutAt',
        'c.arrivedAt',
        'c.leftAt',
        'c.occurredOn',
        'c.turnoutSeconds',
        'c.arrivalSeconds',
        'c.vehicles',
        'c.people',
        'c.rescued',
        'c.evacuated',
        'c.savedYuan',
        'c.fireId',
        'c.premisesId',
        'p.name as premisesName',
        'c.address',
        'c.lng',
        'c.lat',
        'c.note',
        'c.isVoid',
        'c.voidReason',
        'c.version',
      ]);

  return {
    async list(filter: CalloutFilter & { cursor?: string | undefined; limit: number }) {
      const after = decodeCursor(filter.cursor, 2);
      const found = await joined(matching(filter))
        .$if(after !== undefined, (q) =>
          q.where(sql<SqlBool>`(c.occurred_on, c.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
        )
        .orderBy('c.occurredOn', 'desc')
        .orderBy('c.id', 'desc')
        .limit(filter.limit + 1)
        .execute();
      const items = found.slice(0, filter.limit) as CalloutRow[];
      const last = items.at(-1);
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([last.occurredOn, last.id]) : null,
        ...(await countUpTo(work, matching(filter).select(sql`1`.as('one')))),
      };
    },
    async *all(filter: CalloutFilter, limit: number): AsyncGenerator<CalloutRow> {
      const found = await joined(matching(filter))
        .orderBy('c.occurredOn', 'desc')
        .orderBy('c.id', 'desc')
        .limit(limit)
        .execute();
      for (const row of found) yield row as CalloutRow;
    },
    async count(filter: CalloutFilter): Promise<number> {
      const { n } = await matching(filter)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },
    async row(countyCode: string, id: string): Promise<CalloutRow | undefined> {
      for (const isVoid of [false, true]) {
        const found = await joined(matching({ countyCode, isVoid })).where('c.id', '=', id).executeTakeFirst();
        if (found) return found as CalloutRow;
      }
      return undefined;
    },
    fire: (countyCode: string, id: string) =>
      db
        .selectFrom('fires.fire')
        .select(['id', 'number', 'status', 'regionCode'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
  };
}
