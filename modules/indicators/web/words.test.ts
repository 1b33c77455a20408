import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, type Figure } from '#modules/indicators/contract';
import { changeWords, valueWords } from './words.ts';

const anyFigure: fc.Arbitrary<Figure> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 5000 }).map((value) => ({ value, state: 'RECORDED' as const })) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 500_000 }).map((n) => ({ value: n / 100, state: 'RECORDED' as const })),
  },
  fc.constant({ value: null, state: 'UNREPORTED' as const }),
  fc.constant({ value: null, state: 'NOTHING' as const }),
);
const count = { fact: 'a.b', aggregate: 'COUNT' as const, date: 'occurred_on', where: [] };
const anyIndicator = fc.constantFrom(
  { unit: '起', decimals: 0, denominator: undefined },
  { unit: '万元', decimals: 2, denominator: undefined },
  { unit: '%', decimals: 1, denominator: count },
  { unit: '元', decimals: 0, denominator: count },
);

test('a change reads on the screen as the engine words it', () => {
  fc.assert(
    fc.property(anyFigure, anyFigure, anyIndicator, (now, before, indicator) => {
      const isRate = indicator.denominator !== undefined && indicator.unit.includes('%');
      const change = compare(now, before, { ...indicator, better: 'LESS', baseWord: '去年同期', isRate });
      expect(changeWords(change, indicator, '去年同期', now, before)).toBe(change.words);
    }),
    { numRuns: 1000 },
  );
});

test('a value has the decimals of its indicator', () => {
  expect(valueWords(1234.5, 2)).toBe('1,234.50');
  expect(valueWords(2.345, 2)).toBe('2.35');
  expect(valueWords(0, 0)).toBe('0');
});
