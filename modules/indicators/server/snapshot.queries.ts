import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import type { Scheme } from '#platform/shared/fact.ts';
import type { Level } from './measure.queries.ts';
import type { Span } from './snapshot.store.ts';

/** By indicator: numerator, denominator, records; what is not named was zero. */
export type FrozenFigures = Readonly<Record<string, readonly [number, number | null, number]>>;

export interface FrozenPlace {
  countyCode: string;
  /** Six digits of a county or nine of a township. */
  place: string;
  month: string;
  span: Span;
  figures: FrozenFigures;
}

/**
 * What was frozen of counties, and of townships for that level. One row a place, month and span holds all
 * indicators: a row each would take longer to parse than to read.
 */
export async function frozenPlaces(
  db: Kysely<Tables>,
  asked: {
    counties: readonly string[];
    prefix: string;
    level: Level;
    wanted: readonly { month: string; span: Span }[];
    scheme: Scheme;
  },
): Promise<FrozenPlace[]> {
  const { counties, prefix, level, wanted, scheme } = asked;
  const { rows } = await sql<FrozenPlace>`
    select county_code, place, month, span, figures
    from indicators.snapshot
    where county_code = any(${counties}) and scheme = ${scheme}
      and (span, month) in (select * from unnest(${wanted.map(({ span }) => span)}::text[], ${wanted.map(({ month }) => month)}::date[]))
      and length(place) = any(${level === 'TOWNSHIP' ? [6, 9] : [6]}) and (starts_with(place, ${prefix}) or starts_with(${prefix}, place))`.execute(
    db,
  );
  return rows;
}
