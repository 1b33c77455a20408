import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { addDays } from '#modules/regions/contract';
import type { Tables } from '#platform/server/database.ts';
import type { Fact, Scheme } from '#platform/shared/fact.ts';
import type { Measure, Period } from '../contract/index.ts';
import {
  conditionsOf,
  dayColumn,
  type Facts,
  factOf,
  type Level,
  placeOf,
  type Scope,
  summed,
  view,
  withinScope,
} from './measure.queries.ts';

/** Sum and number of records of a measure at a place in a period. */
export interface Count {
  value: number;
  records: number;
}
const nothing: Count = { value: 0, records: 0 };
/** The whole scope, whatever its places. */
export const whole = '';
export const keyOf = (measure: Measure): string => JSON.stringify(measure);

export interface Counted {
  of(measure: Measure, place: string, period: number): Count;
  /** Places that have any record. */
  places: ReadonlySet<string>;
}

interface Series {
  measure: Measure;
  fact: Fact;
  date: string;
  /** Of a stock: what begins adds for all time after, what ends takes away. */
  isStock: boolean;
  sign: 1 | -1;
}

/**
 * Counts measures by place and period. Each fact is read once for each day column, whatever the number of measures and
 * periods: days fall into the intervals between all the periods' ends, and periods are sums of intervals. PLACES cannot be
 * summed and is counted period by period.
 */
export async function countMeasures(
  db: Kysely<Tables>,
  facts: Facts,
  measures: readonly Measure[],
  scope: Scope,
  level: Level,
  periods: readonly Period[],
  scheme: Scheme,
): Promise<Counted> {
  const results = new Map<string, Map<string, Count[]>>();
  const places = new Set<string>();
  const at = (measure: string, place: string): Count[] => {
    const byPlace = results.get(measure) ?? new Map<string, Count[]>();
    results.set(measure, byPlace);
    const counts = byPlace.get(place) ?? periods.map(() => ({ ...nothing }));
    byPlace.set(place, counts);
    return counts;
  };

  const distinct = new Map(measures.map((measure) => [keyOf(measure), measure]));
  const starts = [...new Set(periods.flatMap(({ from, to }) => [from, addDays(to, 1)]))].sort();
  const indexOf = new Map(starts.map((day, i) => [day, i + 1]));
  /** Intervals of a period: those from its first day to the one before the day after its last. */
  const spans = periods.map(({ from, to }) => ({
    first: indexOf.get(from) as number,
    end: indexOf.get(addDays(to, 1)) as number,
  }));

  const series: Series[] = [];
  const counted: Series[] = [];
  for (const measure of distinct.values()) {
    const fact = factOf(facts, measure.fact);
    const flow = { measure, fact, date: measure.date, isStock: measure.until !== undefined, sign: 1 as const };
    if (measure.aggregate === 'PLACES') counted.push(flow);
    else {
      series.push(flow);
      if (measure.until) series.push({ ...flow, date: measure.until, sign: -1 });
    }
  }

  const groups = Map.groupBy(series, ({ fact, date }) => `${fact.id} ${date}`);
  for (const group of groups.values()) {
    const [{ fact, date }] = group as [Series, ...Series[]];
    const day = dayColumn(fact, date);
    const columns = group.flatMap(({ measure }, i) => {
      const when = conditionsOf(fact, measure, scheme);
      const isPlain = measure.where.length === 0 && measure.aggregate !== 'SUM';
      const records = isPlain ? sql`count(*)` : sql`count(*) filter (where ${when})`;
      const value =
        measure.aggregate === 'SUM'
          ? sql`coalesce(sum(${summed(fact, measure, scheme)}) ${isPlain ? sql`` : sql`filter (where ${when})`}, 0)`
          : undefined;
      return [
        sql`${records}::float8 as ${sql.id(`n${i}`)}`,
        ...(value ? [sql`${value}::float8 as ${sql.id(`v${i}`)}`] : []),
      ];
    });
    // A stock is made of all that ever began: interval 0 holds what lies before the first period.
    const limits = group.some(({ isStock }) => isStock)
      ? sql`${day} < ${starts.at(-1)}::date`
      : sql`${day} >= ${starts[0]}::date and ${day} < ${starts.at(-1)}::date`;
    const { rows } = await sql<Record<string, number> & { place: string; interval: number }>`
      select ${placeOf(level)} as place, width_bucket(${day}, ${starts}::date[]) as "interval", ${sql.join(columns)}
      from ${view(fact)} where ${withinScope(scope)} and ${limits} group by 1, 2`.execute(db);
    for (const row of rows) {
      places.add(row.place);
      group.forEach(({ measure, sign, isStock }, i) => {
        const records = row[`n${i}`] as number;
        if (!records) return;
        const value = measure.aggregate === 'SUM' ? (row[`v${i}`] as number) : records;
        for (const place of [row.place, whole]) {
          const counts = at(keyOf(measure), place);
          spans.forEach(({ first, end }, period) => {
            const isIn = isStock ? row.interval < end : row.interval >= first && row.interval < end;
            const count = counts[period];
            if (!isIn || !count) return;
            count.value += sign * value;
            count.records += sign * records;
          });
        }
      });
    }
  }

  for (const { measure, fact } of counted) {
    const day = dayColumn(fact, measure.date);
    const { rows } = await sql<{ place: string | null; period: number; places: number; isWhole: boolean }>`
      select p.ord::int as period, ${placeOf(level)} as place, count(distinct f.premises_id)::int as places, grouping(${placeOf(level)}) = 1 as is_whole
      from unnest(${periods.map((one) => one.from)}::date[], ${periods.map((one) => one.to)}::date[]) with ordinality as p (first, last, ord)
      join ${view(fact)} on ${day} between p.first and p.last
      where ${withinScope(scope)} and f.premises_id is not null and ${conditionsOf(fact, measure, scheme)}
      group by grouping sets ((p.ord, ${placeOf(level)}), (p.ord))`.execute(db);
    for (const row of rows) {
      const place = row.isWhole ? whole : (row.place as string);
      if (!row.isWhole) places.add(place);
      at(keyOf(measure), place)[row.period - 1] = { value: row.places, records: row.places };
    }
  }

  return { places, of: (measure, place, period) => results.get(keyOf(measure))?.get(place)?.[period] ?? nothing };
}
