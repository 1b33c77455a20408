import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Criterion, IndustryAssignment, SmallPlaceLimit } from '../../contract/index.ts';

type Readable =
  | 'premises.industryAssignment'
  | 'premises.keyUnitCriterion'
  | 'premises.smallPlaceLimit'
  | 'organisations.organisationName'
  | 'app.setting';

export async function loadCriteria(work: Work): Promise<Criterion[]> {
  const rows = await tablesOf<Readable>(work).selectFrom('premises.keyUnitCriterion').selectAll().execute();
  // Category 10 comes after category 9.
  return rows.sort(
    (a, b) => Number(a.category) - Number(b.category) || a.object.localeCompare(b.object),
  ) as Criterion[];
}

/** What the facts of places are judged by in one county: class → department map, limits, criteria, bodies, settings. */
export async function loadRules(work: Work, countyCode: string) {
  const db = tablesOf<Readable>(work);
  return {
    map: (await db.selectFrom('premises.industryAssignment').selectAll().execute()) as IndustryAssignment[],
    limits: (await db.selectFrom('premises.smallPlaceLimit').selectAll().execute()) as SmallPlaceLimit[],
    criteria: await loadCriteria(work),
    bodies: await db
      .selectFrom('organisations.organisationName')
      .select(['id', 'kind', 'regionCode', 'industry'])
      .where('regionCode', '>=', `${countyCode}000000`)
      .where('regionCode', '<=', `${countyCode}999999`)
      .where('isActive', '=', true)
      .orderBy('regionCode')
      .orderBy('id')
      .execute(),
    settings: await db
      .selectFrom('app.setting')
      .select(['regionPrefix', 'value'])
      .where('key', '=', 'premises.supervisors')
      .execute(),
  };
}
