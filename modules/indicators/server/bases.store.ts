import { tablesOf, type Work } from '#platform/server/work.ts';

/** Writes of the figures of yearbooks. */
export function createBaseStore(work: Pick<Work, 'db' | 'now'>) {
  const db = tablesOf<'indicators.baseValue'>(work);
  return {
    /** @returns whether anything changed; a value of null takes the entry away */
    async set(
      entry: { regionPrefix: string; kind: string; year: number; value: number | null; source: string },
      by: string,
    ): Promise<boolean> {
      const { regionPrefix, kind, year, value, source } = entry;
      if (value === null) {
        const { numDeletedRows } = await db
          .deleteFrom('indicators.baseValue')
          .where('regionPrefix', '=', regionPrefix)
          .where('kind', '=', kind)
          .where('year', '=', year)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }
      const changed = { value, source, changedAt: work.now, changedBy: by };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('indicators.baseValue')
        .values({ regionPrefix, kind, year, ...changed })
        .onConflict((on) =>
          on
            .columns(['regionPrefix', 'kind', 'year'])
            .doUpdateSet(changed)
            .where((eb) =>
              eb.or([eb('indicators.baseValue.value', '<>', value), eb('indicators.baseValue.source', '<>', source)]),
            ),
        )
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}
