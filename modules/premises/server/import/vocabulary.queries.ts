import { parentPrefixes } from '#modules/regions/contract';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { createBodyFinder, createDivisionFinder, createGridFinder } from './places.ts';
import type { Vocabulary } from './read-row.ts';

/** Divisions, bodies and grids of a county by the words of a file. */
export async function loadVocabulary(work: Work, countyCode: string): Promise<Vocabulary> {
  const db = tablesOf<'regions.division' | 'organisations.organisationName' | 'regions.gridName'>(work);
  const county = `${countyCode}000000`;
  const aboveCodes = [...parentPrefixes(county).map((prefix) => prefix.padEnd(12, '0')), county];
  const above = await db
    .selectFrom('regions.division')
    .select(['code', 'name'])
    .where('code', 'in', aboveCodes)
    .orderBy('code')
    .execute();
  const divisions = await db
    .selectFrom('regions.division')
    .select(['code', 'name'])
    .where('code', '>', county)
    .where('code', '<=', `${countyCode}999999`)
    .where('level', 'in', ['TOWNSHIP', 'VILLAGE'])
    .orderBy('code')
    .execute();
  const bodies = await db
    .selectFrom('organisations.organisationName')
    .select(['id', 'kind', 'name', 'shortName'])
    .where('regionCode', '>=', county)
    .where('regionCode', '<=', `${countyCode}999999`)
    .where('isActive', '=', true)
    .execute();
  const grids = await db
    .selectFrom('regions.gridName')
    .select(['id', 'code', 'name'])
    .where('countyCode', '=', countyCode)
    .where('isActive', '=', true)
    .execute();
  return {
    division: createDivisionFinder(
      above.map(({ name }) => name),
      divisions,
    ),
    body: createBodyFinder(bodies),
    grid: createGridFinder(grids),
  };
}
