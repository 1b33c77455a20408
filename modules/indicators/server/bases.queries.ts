import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { digitsOf, type Level } from './measure-sql.ts';

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
    async names(codes: readonly string[]): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('regions.division')
        .select(['code', 'name'])
        .where('code', 'in', [...codes])
        .execute();
      return new Map(rows.map(({ code, name }) => [code, name]));
    },
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
