/** The figures of bench/figures.ts as somebody would write them by hand: one statement a fact and day column, by month. */
import type pg from 'pg';
import { facts } from '#app/facts.ts';
import type { Condition, Indicator, Measure, Period } from '#modules/indicators/contract';
import type { Fact } from '#platform/shared/fact.ts';

const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
function conditionSql({ column, ...one }: Condition): string {
  switch (one.is) {
    case 'in':
      return `${column} in (${quoted(one.values)})`;
    case 'notIn':
      return `(${column} is null or ${column} not in (${quoted(one.values)}))`;
    case 'atLeast':
      return `${column} >= ${one.value}`;
    case 'atMost':
      return `${column} <= ${one.value}`;
    case 'true':
      return column;
    case 'false':
      return `not ${column}`;
    case 'known':
      return `${column} is not null`;
  }
}
const whereOf = ({ where }: Measure) => where.map(conditionSql).join(' and ') || 'true';

/** Whole months of a county by township. Answers the sum of every cell, to be held against the engine's. */
export function byHand(bare: pg.Client, indicators: readonly Indicator[], county: string, periods: readonly Period[]) {
  const measures = new Map<string, Measure>();
  const parts = indicators.map((indicator) => {
    const both = [indicator.numerator, indicator.denominator].filter((one) => one !== undefined) as Measure[];
    for (const one of both) measures.set(JSON.stringify(one), one);
    return { factor: indicator.factor, keys: both.map((one) => JSON.stringify(one)), hasDenominator: both.length > 1 };
  });
  const wanted = [...measures].flatMap(([key, measure]) => [
    { key, measure, day: measure.date, sign: 1 },
    ...(measure.until ? [{ key, measure, day: measure.until, sign: -1 }] : []),
  ]);
  const statements = [...Map.groupBy(wanted, ({ measure, day }) => `${measure.fact} ${day}`).values()].map((group) => {
    const [{ measure, day }] = group as [(typeof group)[number]];
    const columns = group.map(({ measure: one }, i) => {
      const what =
        one.aggregate === 'PLACES'
          ? 'count(distinct premises_id)'
          : one.aggregate === 'SUM'
            ? `sum(${one.value})`
            : 'count(*)';
      return `(${what} filter (where ${whereOf(one)}))::float8 as c${i}`;
    });
    const isStock = group.some(({ measure: one }) => one.until);
    const from = periods.map((period) => period.from).sort()[0];
    const to = periods
      .map((period) => period.to)
      .sort()
      .at(-1);
    return {
      group,
      text: `select township_code, to_char(${day}, 'YYYY-MM') as month, ${columns.join(', ')}
        from ${(facts.get(measure.fact) as Fact).id} where county_code = '${county}' and ${day} <= '${to}' ${isStock ? '' : `and ${day} >= '${from}'`}
        group by 1, 2`,
    };
  });
  return async () => {
    await bare.query('set jit = off');
    const cells = new Map<string, Map<string, Map<string, number>>>();
    const townships = new Set<string>();
    for (const { group, text } of statements) {
      const { rows } = await bare.query(text);
      for (const row of rows) {
        townships.add(row.township_code);
        group.forEach(({ key, sign }, i) => {
          const value = Number(row[`c${i}`] ?? 0) * sign;
          if (!value) return;
          const byPlace = cells.get(key) ?? new Map<string, Map<string, number>>();
          cells.set(key, byPlace);
          const byMonth = byPlace.get(row.township_code) ?? new Map<string, number>();
          byPlace.set(row.township_code, byMonth);
          byMonth.set(row.month, (byMonth.get(row.month) ?? 0) + value);
        });
      }
    }
    const cellOf = (key: string, township: string, period: Period) => {
      const byMonth = cells.get(key)?.get(township);
      if (!byMonth) return 0;
      const month = period.from.slice(0, 7);
      if (!measures.get(key)?.until) return byMonth.get(month) ?? 0;
      let stock = 0;
      for (const [one, value] of byMonth) if (one <= month) stock += value;
      return stock;
    };
    let sum = 0;
    for (const { factor, keys, hasDenominator } of parts)
      for (const township of townships)
        for (const period of periods) {
          const [top = 0, bottom] = keys.map((key) => cellOf(key, township, period));
          if (!hasDenominator) sum += top * factor;
          else if (bottom) sum += (top / bottom) * factor;
        }
    return sum;
  };
}
