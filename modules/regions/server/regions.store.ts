import type { Insertable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

type Writable = 'regions.grid' | 'regions.calendarYear' | 'regions.calendarException';

/** Writes grids and, as the job role, the calendar. */
export function createRegionStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<Writable>(work);
  return {
    /** Whether the row was new; a repeated id writes nothing. */
    async addGrid(row: Insertable<Tables['regions.grid']>) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('regions.grid')
        .values(row)
        .onConflict((on) => on.columns(['countyCode', 'id']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    /** Whether the version was still the one that the editor saw. */
    async changeGrid(countyCode: string, id: string, version: number, changes: Updateable<Tables['regions.grid']>) {
      const { numUpdatedRows } = await db
        .updateTable('regions.grid')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    gridsByCode: (countyCode: string, codes: readonly string[]) =>
      db
        .selectFrom('regions.grid')
        .select(['id', 'code', 'regionCode', 'version'])
        .where('countyCode', '=', countyCode)
        .where('code', 'in', [...codes])
        .execute(),
    async publishYear(row: Insertable<Tables['regions.calendarYear']>) {
      await db
        .insertInto('regions.calendarYear')
        .values(row)
        .onConflict((on) => on.column('year').doUpdateSet({ source: row.source, changedAt: row.changedAt }))
        .execute();
    },
    async removeDays(from: string, to: string) {
      await db.deleteFrom('regions.calendarException').where('day', '>=', from).where('day', '<=', to).execute();
    },
    async addDays(rows: Insertable<Tables['regions.calendarException']>[]) {
      if (rows.length) await db.insertInto('regions.calendarException').values(rows).execute();
    },
  };
}
