import type { DatedSetting } from '#platform/shared/dated-setting.ts';
import { tablesOf, type Work } from './work.ts';

/** The dated values of a setting in `app.setting`, one row a division. */
export function createDatedSettings<Value extends { validFrom: string }>(work: Pick<Work, 'db'>, key: string) {
  const db = tablesOf<'app.setting'>(work);
  const rows = () => db.selectFrom('app.setting').where('key', '=', key);
  /** All values of a division, in place of those it had. */
  async function replace(regionPrefix: string, values: readonly Value[], source: string, now: string) {
    const value = JSON.stringify(values);
    await db
      .insertInto('app.setting')
      .values({ regionPrefix, key, value, source, changedAt: now })
      .onConflict((on) => on.columns(['regionPrefix', 'key']).doUpdateSet({ value, source, changedAt: now }))
      .execute();
  }
  return {
    replace,
    /** Of every division that the actor may see: above and below the own one. */
    async all(): Promise<DatedSetting<Value>[]> {
      const found = await rows().select(['regionPrefix', 'value']).orderBy('regionPrefix').execute();
      return found.map(({ regionPrefix, value }) => ({ regionPrefix, values: value as unknown as Value[] }));
    },
    /**
     * Adds a value, in place of one from the same day; kept from others until the commit, so that two administrators do not
     * overwrite one another.
     * @returns the value whose place it took
     */
    async put(regionPrefix: string, value: Value, source: string, now: string): Promise<Value | undefined> {
      const held = await rows().select('value').where('regionPrefix', '=', regionPrefix).forUpdate().executeTakeFirst();
      const before = (held?.value ?? []) as unknown as Value[];
      const isOfTheDay = ({ validFrom }: Value) => validFrom === value.validFrom;
      const after = [...before.filter((one) => !isOfTheDay(one)), value];
      after.sort((a, b) => a.validFrom.localeCompare(b.validFrom));
      await replace(regionPrefix, after, source, now);
      return before.find(isOfTheDay);
    },
  };
}
