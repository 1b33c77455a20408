import { baseWords, type Condition, type Indicator, isBase, type Measure } from '../contract/index.ts';
import { type Facts, factOf } from './measure.queries.ts';

const few = 6;

/** A condition in words: 起火场所为住宅、宿舍. */
function conditionWords(
  columns: Readonly<Record<string, { label: string; unit?: string; values?: Readonly<Record<string, string>> }>>,
  condition: Condition,
): string {
  const { label = condition.column, unit = '', values = {} } = columns[condition.column] ?? {};
  const list = (codes: readonly string[]) =>
    codes
      .slice(0, few)
      .map((code) => values[code] ?? code)
      .join('、') + (codes.length > few ? `等${codes.length}项` : '');
  switch (condition.is) {
    case 'in':
      return `${label}为${list(condition.values)}`;
    case 'notIn':
      return `${label}不为${list(condition.values)}`;
    case 'atLeast':
      return `${label}不小于${condition.value}${unit}`;
    case 'atMost':
      return `${label}不大于${condition.value}${unit}`;
    case 'true':
      return `${label}`;
    case 'false':
      return `非${label}`;
    case 'known':
      return `有${label}`;
  }
}

/** What a measure counts, from its own definition: so that words and statement cannot drift apart. */
export function measureWords(facts: Facts, measure: Measure): string {
  const fact = factOf(facts, measure.fact);
  const conditions = measure.where.map((condition) => conditionWords(fact.columns, condition));
  const which = measure.until
    ? `期末前（${fact.dates[measure.date] ?? '日期'}）已发生、期末时（${fact.dates[measure.until] ?? '日期'}）尚未终止`
    : `${fact.dates[measure.date] ?? '日期'}在期内`;
  const what = [which, ...conditions].join('，');
  if (measure.aggregate === 'SUM')
    return `${fact.label}（${what}）的${fact.columns[measure.value ?? '']?.label ?? '数值'}之和`;
  if (measure.aggregate === 'PLACES') return `有${fact.label}（${what}）的单位（场所）家数`;
  return `${fact.label}（${what}）的${fact.unit}数`;
}

export function formulaOf(facts: Facts, { numerator, denominator, factor }: Indicator): string {
  const top = measureWords(facts, numerator);
  if (!denominator) return factor === 1 ? top : `${top}×${factor}`;
  const bottom = isBase(denominator) ? baseWords[denominator.base] : measureWords(facts, denominator);
  return `${top} ÷ ${bottom}${factor === 1 ? '' : ` × ${Number(factor.toPrecision(6))}`}`;
}
