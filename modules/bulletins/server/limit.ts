import type { Cut, Indicator, Measure } from '#modules/indicators/contract';
import { isBase, measuresOf } from '#modules/indicators/contract';
import type { Facts } from '#modules/indicators/server';

/** Column by which every figure of a bulletin can be limited to classes of places. */
const column = 'premises_type';

/** Whether everything that an indicator counts knows of which class its place is. */
export const isLimitable = (facts: Facts, indicator: Indicator): boolean =>
  !isBase(indicator.denominator) &&
  measuresOf(indicator).every(({ fact }) => facts.get(fact)?.columns[column] !== undefined);

/** The same indicator of places of these classes alone. */
export function limitedTo(classes: readonly string[], indicator: Indicator): Indicator {
  if (!classes.length) return indicator;
  const limit = (measure: Measure): Measure => ({
    ...measure,
    where: [...measure.where, { column, is: 'in', values: [...classes] }],
  });
  const { denominator } = indicator;
  return {
    ...indicator,
    numerator: limit(indicator.numerator),
    ...(denominator && !isBase(denominator) ? { denominator: limit(denominator) } : {}),
  };
}

/** What opens the records of figures that were limited so. */
export const cutsOf = (classes: readonly string[]): Cut[] => classes.map((code) => ({ column, code }));
