import { tablesOf, type Work } from '#platform/server/work.ts';
import { mergeRules, type ReportingRules } from '../contract/index.ts';

/** Times of reporting and limits of the data checks that hold in a county. */
export async function reportingRules(work: Pick<Work, 'db'>, countyCode: string): Promise<ReportingRules> {
  const rows = await tablesOf<'app.setting'>(work)
    .selectFrom('app.setting')
    .select(['regionPrefix', 'value'])
    .where('key', '=', 'fires.reporting')
    .where('regionPrefix', 'in', ['00', countyCode.slice(0, 2), countyCode.slice(0, 4), countyCode])
    // The nation's own row is the least specific although it has two digits.
    .orderBy((eb) => eb('regionPrefix', '!=', '00'))
    .execute();
  return mergeRules(rows);
}
