import { tablesOf, type Work } from '#platform/server/work.ts';
import type { Indicator } from '../contract/index.ts';

/** Writes of definitions. */
export function createIndicatorStore(work: Pick<Work, 'db' | 'now'>) {
  const db = tablesOf<'indicators.indicator'>(work);
  return {
    add: (regionPrefix: string, indicator: Indicator, by: string, sort = 0) =>
      db
        .insertInto('indicators.indicator')
        .values({
          regionPrefix,
          id: indicator.id,
          definition: JSON.stringify(indicator),
          sort,
          changedAt: work.now,
          changedBy: by,
        })
        .execute(),
    /** @returns whether the version was still the one that was read */
    async change(
      regionPrefix: string,
      id: string,
      version: number,
      changes: { definition?: Indicator; isActive?: boolean },
      by: string,
    ) {
      const { numUpdatedRows } = await db
        .updateTable('indicators.indicator')
        .set({
          ...(changes.definition ? { definition: JSON.stringify(changes.definition) } : {}),
          ...(changes.isActive === undefined ? {} : { isActive: changes.isActive }),
          version: version + 1,
          changedAt: work.now,
          changedBy: by,
        })
        .where('regionPrefix', '=', regionPrefix)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    /** The shipped definitions, in place of those of the edition before. */
    async replaceShipped(indicators: readonly Indicator[], by: string) {
      await db.deleteFrom('indicators.indicator').where('regionPrefix', '=', '00').execute();
      await db
        .insertInto('indicators.indicator')
        .values(
          indicators.map((indicator, sort) => ({
            regionPrefix: '00',
            id: indicator.id,
            definition: JSON.stringify(indicator),
            sort,
            changedAt: work.now,
            changedBy: by,
          })),
        )
        .execute();
    },
  };
}
