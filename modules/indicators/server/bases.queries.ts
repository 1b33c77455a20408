import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Period } from '../contract/index.ts';
import { digitsOf, type Level } from './measure.queries.ts';

/** Divisions and the figures of yearbooks that rates are divided by. */
export function createBaseQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<'regions.division' | 'indicators.baseValue'>(work);
  return {
    /** Divisions of a level within a prefix, by as many digits as the level has. */
    async placesWithin(prefix: string, level: Level): Promise<{ code: string; name: string }[]> {
      const rows = await db
        .selectFrom('regions.division')
        .select([sql<string>`left(code, ${sql.lit(digitsOf[level])})`.as('code'), 'name'])
        .where('level', '=', level)
        .where('code', '>=', prefix.padEnd(12, '0'))
        .where('code', '<=', prefix.padEnd(12, '9'))
        .orderBy('code')
        .execute();
      return rows;
    },
    /** Counties that have any place on the register. */
    async countiesInUse(): Promise<string[]> {
      const { rows } = await sql<{ code: string }>`
        with recursive county as (
          (select county_code as code from premises.place order by county_code limit 1)
          union all
          select (select p.county_code from premises.place p where p.county_code > c.code order by p.county_code limit 1)
          from county c where c.code is not null)
        select code from county where code is not null`.execute(work.db);
      return rows.map(({ code }) => code);
    },
    /** Published totals of exactly these places and periods. */
    async published(view: string, measures: readonly string[], places: readonly string[], periods: readonly Period[]) {
      const { rows } = measures.length
        ? await sql<{ regionCode: string; from: string; to: string; measure: string; value: number }>`
            select region_code, from_on as "from", to_on as "to", measure, value::float8 as value from ${sql.table(view)}
            where measure = any(${measures}) and region_code = any(${places})
              and (from_on, to_on) in (select * from unnest(${periods.map(({ from }) => from)}::date[], ${periods.map(({ to }) => to)}::date[]))`.execute(
            work.db,
          )
        : { rows: [] };
      const key = (...parts: string[]) => parts.join(' ');
      const held = new Map(rows.map((row) => [key(row.measure, row.regionCode, row.from, row.to), row.value]));
      return (measure: string, place: string, { from, to }: Period): number | undefined =>
        held.get(key(measure, place.padEnd(12, '0'), from, to));
    },
    async names(codes: readonly string[]): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('regions.division')
        .select(['code', 'name'])
        .where('code', 'in', [...codes])
        .execute();
      return new Map(rows.map(({ code, name }) => [code, name]));
    },
    /** Every year's value of places, the latest first. */
    baseYears: (kind: string, places: readonly string[]) =>
      db
        .selectFrom('indicators.baseValue')
        .select(['regionPrefix', 'year', 'value', 'source', 'changedAt', 'changedBy'])
        .where('kind', '=', kind)
        .where('regionPrefix', 'in', [...places])
        .orderBy('year', 'desc')
        .execute(),
    /** The value for a place and a day: of the latest year that is not after the day. */
    async bases(kinds: readonly string[], places: readonly string[]) {
      const rows = kinds.length
        ? await db
            .selectFrom('indicators.baseValue')
            .select(['kind', 'regionPrefix', 'year', 'value'])
            .where('kind', 'in', [...kinds])
            .where('regionPrefix', 'in', [...places])
            .orderBy('year', 'desc')
            .execute()
        : [];
      return (kind: string, place: string, day: string): number | undefined =>
        rows.find((row) => row.kind === kind && row.regionPrefix === place && row.year <= Number(day.slice(0, 4)))
          ?.value;
    },
  };
}
