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
  /** Of a stock, reckoned back from its last day: what began later was not there yet, what ended later still was. */
  isStock: boolean;
  sign: 1 | -1;
}

/**
 * Counts measures by place and period. Each fact is read once for each day column, whatever the number of measures and
 * periods: days fall into the intervals between all the periods' ends, and periods are sums of intervals. A stock is counted
 * once, on the last day of all, and reckoned back from there: its history before the first period is not read. PLACES
 * cannot be summed and is counted period by period.
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
  const found = new Set<string>();
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
  const stocks: { measure: Measure; fact: Fact }[] = [];
  const places: { measure: Measure; fact: Fact }[] = [];
  for (const measure of distinct.values()) {
    const fact = factOf(facts, measure.fact);
    const { date, until } = measure;
    if (measure.aggregate === 'PLACES') places.push({ measure, fact });
    else if (until === undefined) series.push({ measure, fact, date, isStock: false, sign: 1 });
    else {
      stocks.push({ measure, fact });
      series.push(
        { measure, fact, date, isStock: true, sign: -1 },
        { measure, fact, date: until, isStock: true, sign: 1 },
      );
    }
  }

  const after = starts.at(-1) as string;
  for (const group of Map.groupBy(
    stocks,
    ({ measure }) => `${measure.fact} ${measure.date} ${measure.until}`,
  ).values()) {
    const [{ measure: one, fact }] = group as [(typeof group)[number], ...typeof group];
    const [day, until] = [dayColumn(fact, one.date), dayColumn(fact, one.until as string)];
    const { rows } = await sql<Record<string, number> & { place: string }>`
      select ${placeOf(level)} as place, ${sql.join(columnsOf(group, scheme))} from ${view(fact)}
      where ${withinScope(scope)} and ${day} < ${after}::date and (${until} is null or ${until} >= ${after}::date) group by 1`.execute(
      db,
    );
    for (const row of rows) {
      found.add(row.place);
      group.forEach(({ measure }, i) => {
        const { value, records } = countIn(row, measure, i);
        for (const place of [row.place, whole])
          for (const count of at(keyOf(measure), place)) {
            count.value += value;
            count.records += records;
          }
      });
    }
  }

  const groups = Map.groupBy(series, ({ fact, date }) => `${fact.id} ${date}`);
  for (const group of groups.values()) {
    const [{ fact, date }] = group as [Series, ...Series[]];
    const day = dayColumn(fact, date);
    const columns = columnsOf(group, scheme);
    const { rows } = await sql<Record<string, number> & { place: string; interval: number }>`
      select ${placeOf(level)} as place, width_bucket(${day}, ${starts}::date[]) as "interval", ${sql.join(columns)}
      from ${view(fact)} where ${withinScope(scope)} and ${day} >= ${starts[0]}::date and ${day} < ${starts.at(-1)}::date group by 1, 2`.execute(
      db,
    );
    for (const row of rows) {
      found.add(row.place);
      group.forEach(({ measure, sign, isStock }, i) => {
        const { value, records } = countIn(row, measure, i);
        if (!records) return;
        for (const place of [row.place, whole]) {
          const counts = at(keyOf(measure), place);
          spans.forEach(({ first, end }, period) => {
            const isIn = isStock ? row.interval >= end : row.interval >= first && row.interval < end;
            const count = counts[period];
            if (!isIn || !count) return;
            count.value += sign * value;
            count.records += sign * records;
          });
        }
      });
    }
  }

  for (const { measure, fact } of places) {
    const day = dayColumn(fact, measure.date);
    const { rows } = await sql<{ place: string | null; period: number; places: number; isWhole: boolean }>`
      select p.ord::int as period, ${placeOf(level)} as place, count(distinct f.premises_id)::int as places, grouping(${placeOf(level)}) = 1 as is_whole
      from unnest(${periods.map((one) => one.from)}::date[], ${periods.map((one) => one.to)}::date[]) with ordinality as p (first, last, ord)
      join ${view(fact)} on ${day} between p.first and p.last
      where ${withinScope(scope)} and f.premises_id is not null and ${conditionsOf(fact, measure, scheme)}
      group by grouping sets ((p.ord, ${placeOf(level)}), (p.ord))`.execute(db);
    for (const row of rows) {
      const place = row.isWhole ? whole : (row.place as string);
      if (!row.isWhole) found.add(place);
      at(keyOf(measure), place)[row.period - 1] = { value: row.places, records: row.places };
    }
  }

  return {
    places: found,
    of: (measure, place, period) => results.get(keyOf(measure))?.get(place)?.[period] ?? nothing,
  };
}

/** Sum and number of the records of each measure, as `v0` and `n0`. */
const columnsOf = (group: readonly { measure: Measure; fact: Fact }[], scheme: Scheme) =>
  group.flatMap(({ measure, fact }, i) => {
    const isPlain = measure.where.length === 0 && measure.aggregate !== 'SUM';
    const when = isPlain ? sql`` : sql`filter (where ${conditionsOf(fact, measure, scheme)})`;
    const records = sql`(count(*) ${when})::float8 as ${sql.id(`n${i}`)}`;
    if (measure.aggregate !== 'SUM') return [records];
    return [records, sql`coalesce(sum(${summed(fact, measure, scheme)}) ${when}, 0)::float8 as ${sql.id(`v${i}`)}`];
  });

const countIn = (row: Readonly<Record<string, unknown>>, { aggregate }: Measure, i: number): Count => {
  const records = row[`n${i}`] as number;
  return { records, value: aggregate === 'SUM' ? (row[`v${i}`] as number) : records };
};
