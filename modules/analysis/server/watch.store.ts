import type { Insertable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { insertRecords } from '#platform/server/recordset.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

type NewAlert = Omit<
  Insertable<Tables['analysis.alert']>,
  'conclusion' | 'note' | 'checkedAt' | 'checkedBy' | 'version'
>;

const alertColumns = {
  countyCode: 'text',
  id: 'uuid',
  regionCode: 'text',
  week: 'date',
  cut: 'text',
  status: 'text',
  observed: 'integer',
  expected: 'float8',
  variance: 'float8',
  alarmAt: 'integer',
  probability: 'float8',
  years: 'smallint',
  threshold: 'float8',
  foundAt: 'timestamptz',
  countedAt: 'timestamptz',
} as const satisfies Record<keyof NewAlert, string>;

/** Alerts, and how each county was last watched. */
export function createWatchStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<'analysis.alert' | 'analysis.watch'>(work);
  return {
    /** Alerts of a county from a week on, kept from others until the commit. */
    heldFrom: (countyCode: string, monday: string) =>
      db
        .selectFrom('analysis.alert')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('week', '>=', monday)
        .forUpdate()
        .execute(),
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('analysis.alert')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    addAlerts: (alerts: readonly NewAlert[]) => insertRecords(db, 'analysis.alert', alertColumns, alerts),
    /** @returns whether the version was still the one that was read */
    async changeAlert(
      { countyCode, id, version }: { countyCode: string; id: string; version: number },
      changes: Omit<Updateable<Tables['analysis.alert']>, 'countyCode' | 'id' | 'version'>,
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('analysis.alert')
        .set({ ...changes, version: version + 1 })
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async putWatch(watch: Insertable<Tables['analysis.watch']>) {
      const { countyCode: _county, regionCode: _region, ...changes } = watch;
      await db
        .insertInto('analysis.watch')
        .values(watch)
        .onConflict((on) => on.column('countyCode').doUpdateSet(changes))
        .execute();
    },
  };
}
