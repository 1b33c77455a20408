import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';

/** Stations that a table of a county may name, its divisions, and the incidents that are there already. */
export function createIncidentQueries(work: Pick<Work, 'db'>, countyCode: string) {
  const db = tablesOf<'organisations.organisationName' | 'regions.division' | 'fires.fire' | 'fires.callout'>(work);
  const [from, to] = [`${countyCode}000000`, `${countyCode}999999`];
  return {
    stations: () =>
      db
        .selectFrom('organisations.organisationName')
        .select(['id', 'name', 'shortName'])
        .where('kind', 'in', ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'])
        .where('isActive', '=', true)
        .where('regionCode', '>=', from)
        .where('regionCode', '<=', to)
        .execute(),
    /** Codes of the county, also by the name of a township. */
    async divisions(): Promise<Map<string, string>> {
      const rows = await db
        .selectFrom('regions.division')
        .select(['code', 'name'])
        .where('code', '>=', from)
        .where('code', '<=', to)
        .execute();
      const townships = rows.filter(({ code }) => code.endsWith('000') && !code.endsWith('000000'));
      return new Map([
        ...townships.map(({ code, name }) => [name, code] as const),
        ...rows.map(({ code }) => [code, code] as const),
      ]);
    },
    /** Which of the references are there already, as fires or as turn-outs. */
    async existing(references: readonly string[]): Promise<Set<string>> {
      const among = (table: 'fires.fire' | 'fires.callout') =>
        db
          .selectFrom(table)
          .select('sourceRef')
          .where('countyCode', '=', countyCode)
          .where('sourceRef', '=', sql<string>`any(${references})`);
      const rows = await among('fires.fire').union(among('fires.callout')).execute();
      return new Set(rows.map(({ sourceRef }) => sourceRef as string));
    },
    /** One import of a county writes at a time; the second sees what the first has written. */
    async lock() {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`fires.import ${countyCode}`}, 0))`.execute(work.db);
    },
  };
}
