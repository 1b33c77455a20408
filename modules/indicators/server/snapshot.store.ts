import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';

export interface FrozenFigure {
  span: 'MONTH' | 'YEAR';
  indicatorId: string;
  /** Six digits of a county or nine of a township. */
  place: string;
  numerator: number;
  denominator: number | null;
  records: number;
}
export interface Freeze {
  countyCode: string;
  month: string;
  scheme: string;
  cutOff: string;
  frozenBy: string;
  ruleVersion: string;
  /** Indicators that nobody had reported for the county. */
  silent: Readonly<Record<FrozenFigure['span'], readonly string[]>>;
}

/** Writes and reads of frozen months; what is frozen is never changed. */
export function createSnapshotStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<'indicators.frozenMonth' | 'indicators.snapshot'>(work);
  return {
    /** @returns false where the month of the county is frozen already */
    async freeze(
      { countyCode, month, scheme, cutOff, frozenBy, ruleVersion, silent }: Freeze,
      figures: readonly FrozenFigure[],
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
      const column = (key: keyof FrozenFigure) => figures.map((figure) => figure[key]);
      await sql`insert into indicators.snapshot (county_code, month, scheme, span, indicator_id, place, region_code, numerator, denominator, records)
        select ${countyCode}, ${month}::date, ${scheme}, * from unnest(${column('span')}::text[], ${column('indicatorId')}::text[],
          ${column('place')}::text[], ${figures.map(({ place }) => place.padEnd(12, '0'))}::text[], ${column('numerator')}::float8[], ${column('denominator')}::float8[], ${column('records')}::int[])`.execute(
        work.db,
      );
      return true;
    },
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
