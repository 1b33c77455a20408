import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import { digitsOf, type Level } from './measure.queries.ts';

export interface FrozenSum {
  place: string;
  month: string;
  span: 'MONTH' | 'YEAR';
  indicatorId: string;
  numerator: number;
  denominator: number | null;
  records: number;
}

/**
 * Frozen figures of whole counties or of one township, summed at a level. One array a place, month and span: rows of
 * eighty indicators for twelve townships and two dozen months would take longer to parse than to read.
 */
export async function frozenSums(
  db: Kysely<Tables>,
  asked: {
    counties: readonly string[];
    prefix: string;
    level: Level;
    months: readonly string[];
    spans: readonly string[];
    indicators: readonly string[];
    scheme: Scheme;
  },
): Promise<FrozenSum[]> {
  const { counties, prefix, level, months, spans, indicators, scheme } = asked;
  const isTownship = level === 'TOWNSHIP';
  const place = sql`left(place, ${sql.lit(digitsOf[level])})`;
  const { rows } = await sql<{
    place: string;
    month: string;
    span: 'MONTH' | 'YEAR';
    ids: string[];
    numerators: number[];
    denominators: (number | null)[];
    records: number[];
  }>`
    select place, month, span, array_agg(indicator_id) as ids, array_agg(numerator) as numerators,
           array_agg(denominator) as denominators, array_agg(records) as records
    from (
      select ${place} as place, month, span, indicator_id, sum(numerator) as numerator, sum(denominator) as denominator,
             sum(records)::int as records
      from indicators.snapshot
      where county_code = any(${counties}) and span = any(${spans}) and month = any(${months}::date[]) and scheme = ${scheme}
        and indicator_id = any(${indicators})
        and length(place) = ${isTownship ? 9 : 6} and starts_with(place, ${prefix})
      group by 1, 2, 3, 4
    ) as one
    group by place, month, span`.execute(db);
  return rows.flatMap((row) =>
    row.ids.map((indicatorId, i) => ({
      place: row.place,
      month: row.month,
      span: row.span,
      indicatorId,
      numerator: row.numerators[i] as number,
      denominator: row.denominators[i] ?? null,
      records: row.records[i] as number,
    })),
  );
}
