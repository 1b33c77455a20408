import { tablesOf, type Work } from '#platform/server/work.ts';

/** Bodies of a county that may stand in a table, and the divisions that a table names. */
export function createVocabularyQueries(work: Work) {
  const db = tablesOf<'organisations.organisationName' | 'regions.division'>(work);
  return {
    stations: (countyCode: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['id', 'kind', 'name', 'shortName'])
        .where('kind', 'in', ['FIRE_STATION', 'GOV_FULLTIME_TEAM', 'FIRE_BRIGADE'])
        .where('isActive', '=', true)
        .where('regionCode', '>=', `${countyCode}000000`)
        .where('regionCode', '<=', `${countyCode}999999`)
        .execute(),
    async divisions(countyCode: string): Promise<Set<string>> {
      const rows = await db
        .selectFrom('regions.division')
        .select('code')
        .where('code', '>=', `${countyCode}000000`)
        .where('code', '<=', `${countyCode}999999`)
        .execute();
      return new Set(rows.map(({ code }) => code));
    },
  };
}
