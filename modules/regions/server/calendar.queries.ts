import { tablesOf, type Work } from '#platform/server/work.ts';
import { createWorkdayCalendar, type WorkdayCalendar } from '../contract/index.ts';

/** The working-day calendar as it stands in the database. */
export async function calendarOf(work: Work): Promise<WorkdayCalendar> {
  const db = tablesOf<'regions.calendarYear' | 'regions.calendarException'>(work);
  const years = await db.selectFrom('regions.calendarYear').select('year').execute();
  const exceptions = await db.selectFrom('regions.calendarException').select(['day', 'kind']).execute();
  return createWorkdayCalendar(
    exceptions as { day: string; kind: 'HOLIDAY' | 'WORKDAY' }[],
    years.map((row) => row.year),
  );
}
