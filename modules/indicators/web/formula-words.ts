import {
  baseWords,
  type Condition,
  type FactRow,
  type Indicator,
  isBase,
  type Measure,
} from '#modules/indicators/contract';

const few = 6;

/** The codes of a column; of one that names none, those of the column of the same name that does. */
export function codesOf(
  facts: readonly FactRow[],
  fact: FactRow | undefined,
  column: string,
): FactRow['columns'][number]['values'] {
  const own = fact?.columns.find(({ name }) => name === column)?.values ?? [];
  if (own.length) return own;
  const others = facts.flatMap((one) => one.columns).filter(({ name }) => name === column);
  return others.find(({ values }) => values.length)?.values ?? [];
}

function conditionWords(fact: FactRow | undefined, condition: Condition): string {
  const column = fact?.columns.find(({ name }) => name === condition.column);
  const label = column?.label ?? condition.column;
  const unit = column?.unit ?? '';
  const list = (codes: readonly string[]) =>
    codes
      .slice(0, few)
      .map((code) => column?.values.find((one) => one.code === code)?.label ?? code)
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
      return label;
    case 'false':
      return `非${label}`;
    case 'known':
      return `有${label}`;
  }
}

/** What a measure counts, while it is still being chosen: the server's words of what was saved, held together by a test. */
export function measureWords(facts: readonly FactRow[], measure: Measure): string {
  const fact = facts.find(({ id }) => id === measure.fact);
  const day = (name: string) => fact?.dates.find((one) => one.name === name)?.label ?? '日期';
  const which = measure.until
    ? `期末前（${day(measure.date)}）已发生、期末时（${day(measure.until)}）尚未终止`
    : `${day(measure.date)}在期内`;
  const what = [which, ...measure.where.map((condition) => conditionWords(fact, condition))].join('，');
  const label = fact?.label ?? measure.fact;
  if (measure.aggregate === 'SUM')
    return `${label}（${what}）的${fact?.columns.find(({ name }) => name === measure.value)?.label ?? '数值'}之和`;
  if (measure.aggregate === 'PLACES') return `有${label}（${what}）的单位（场所）家数`;
  return `${label}（${what}）的${fact?.unit ?? ''}数`;
}

export function formulaWords(
  facts: readonly FactRow[],
  { numerator, denominator, factor }: Pick<Indicator, 'numerator' | 'denominator' | 'factor'>,
): string {
  const top = measureWords(facts, numerator);
  if (!denominator) return factor === 1 ? top : `${top}×${factor}`;
  const bottom = isBase(denominator) ? baseWords[denominator.base] : measureWords(facts, denominator);
  return `${top} ÷ ${bottom}${factor === 1 ? '' : ` × ${Number(factor.toPrecision(6))}`}`;
}
