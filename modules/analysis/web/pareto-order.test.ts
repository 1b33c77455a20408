import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paretoOrder, vitalFew } from './pareto-order.ts';

const part = fc.record({
  code: fc.option(fc.string(), { nil: null }),
  label: fc.string(),
  value: fc.nat(500),
  yearBefore: fc.nat(500),
  isUnknown: fc.boolean(),
});

test('no part is lost: they sum to the whole and the last cumulates to a hundred percent', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), (parts) => {
      const ranked = paretoOrder(parts);
      const whole = parts.reduce((sum, { value }) => sum + value, 0);
      expect(ranked.reduce((sum, { value }) => sum + value, 0)).toBe(whole);
      if (whole > 0) expect(ranked.at(-1)?.cumulative).toBeCloseTo(100, 9);
    }),
  );
});

test('known parts descend, and what is not known stands behind them', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const ranked = paretoOrder(parts);
      const firstUnknown = ranked.findIndex(({ isUnknown }) => isUnknown);
      if (firstUnknown >= 0) expect(ranked.slice(firstUnknown).every(({ isUnknown }) => isUnknown)).toBe(true);
      const known = ranked.filter(({ isUnknown }) => !isUnknown).map(({ value }) => value);
      expect(known).toEqual([...known].sort((a, b) => b - a));
    }),
  );
});

test('the vital few are the fewest that reach eighty percent', () => {
  const of = (value: number, isUnknown = false) => ({
    code: `c${value}`,
    label: `c${value}`,
    value,
    yearBefore: 0,
    isUnknown,
  });
  expect(vitalFew(paretoOrder([of(5), of(50), of(15), of(30)])).map(({ value }) => value)).toEqual([50, 30]);
  expect(vitalFew(paretoOrder([of(50), of(49), of(1)])).map(({ value }) => value)).toEqual([50, 49]);
  // Half of it is not known: the known parts never reach eighty percent, and nothing is claimed.
  expect(vitalFew(paretoOrder([of(50), of(60, true)]))).toEqual([]);
});
