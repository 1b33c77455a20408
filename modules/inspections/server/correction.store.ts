import { tablesOf, type Work } from '#platform/server/work.ts';
import { type CorrectionPeriod, type CorrectionSetting, correctionSettingKey } from '../contract/index.ts';

/** Correction periods in `app.setting`, one row a division. */
export function createCorrectionStore(work: Work) {
  const db = tablesOf<'app.setting'>(work);
  const rows = () => db.selectFrom('app.setting').where('key', '=', correctionSettingKey);
  return {
    /** Every setting that the actor may see: above and below the own division. */
    async settings(): Promise<CorrectionSetting[]> {
      const found = await rows().select(['regionPrefix', 'value']).orderBy('regionPrefix').execute();
      return found.map(({ regionPrefix, value }) => ({
        regionPrefix,
        periods: value as unknown as CorrectionPeriod[],
      }));
    },
    /** Kept from others until the commit, so that two administrators do not overwrite one another. */
    async lock(regionPrefix: string): Promise<CorrectionPeriod[] | undefined> {
      const found = await rows()
        .select('value')
        .where('regionPrefix', '=', regionPrefix)
        .forUpdate()
        .executeTakeFirst();
      return found?.value as unknown as CorrectionPeriod[] | undefined;
    },
    async put(regionPrefix: string, periods: readonly CorrectionPeriod[], source: string) {
      const value = JSON.stringify(periods);
      await db
        .insertInto('app.setting')
        .values({ regionPrefix, key: correctionSettingKey, value, source, changedAt: work.now })
        .onConflict((on) => on.columns(['regionPrefix', 'key']).doUpdateSet({ value, source, changedAt: work.now }))
        .execute();
    },
  };
}
