import { tablesOf, type Work } from '#platform/server/work.ts';

/** A month alone, or the year up to it. */
export type Span = 'MONTH' | 'YEAR';

export interface FrozenRow {
  span: Span;
  /** Six digits of a county or nine of a township. */
  place: string;
  /** By indicator: numerator, denominator, records. */
  figures: Readonly<Record<string, readonly [number, number | null, number]>>;
}
export interface Freeze {
  countyCode: string;
  month: string;
  scheme: string;
  cutOff: string;
  frozenBy: string;
  ruleVersion: string;
  /** Indicators that nobody had reported for the county. */
  silent: Readonly<Record<Span, readonly string[]>>;
}

/** Writes and reads of frozen months; what is frozen is never changed. */
export function createSnapshotStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<'indicators.frozenMonth' | 'indicators.snapshot'>(work);
  return {
    /** @returns false where the month of the county is frozen already */
    async freeze(
      { countyCode, month, scheme, cutOff, frozenBy, ruleVersion, silent }: Freeze,
      rows: readonly FrozenRow[],
    ) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('indicators.frozenMonth')
        .values({
          countyCode,
          month,
          scheme,
          regionCode: `${countyCode}000000`,
          cutOff,
          frozenBy,
          ruleVersion,
          silent: JSON.stringify(silent),
        })
        .onConflict((on) => on.columns(['countyCode', 'month', 'scheme']).doNothing())
        .executeTakeFirst();
      if (!numInsertedOrUpdatedRows) return false;
      await db
        .insertInto('indicators.snapshot')
        .values(
          rows.map(({ span, place, figures }) => ({
            countyCode,
            month,
            scheme,
            span,
            place,
            regionCode: place.padEnd(12, '0'),
            figures: JSON.stringify(figures),
          })),
        )
        .execute();
      return true;
    },
    /** Frozen months of a county, newest first. */
    frozenOf: (countyCode: string) =>
      db
        .selectFrom('indicators.frozenMonth')
        .select(['month', 'scheme', 'cutOff', 'frozenBy', 'ruleVersion', 'silent'])
        .where('countyCode', '=', countyCode)
        .orderBy('month', 'desc')
        .orderBy('scheme')
        .execute(),
    freezes: (counties: readonly string[], months: readonly string[], scheme: string) =>
      db
        .selectFrom('indicators.frozenMonth')
        .select(['countyCode', 'month', 'scheme', 'cutOff', 'frozenBy', 'ruleVersion', 'silent'])
        .where('countyCode', 'in', [...counties])
        .where('month', 'in', [...months])
        .where('scheme', '=', scheme)
        .execute(),
  };
}
