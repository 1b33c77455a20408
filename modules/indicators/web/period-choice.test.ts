import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#modules/regions/contract';
import { addMonths, changeKind, isAhead, periodAround, periodKinds, readPeriod, step } from './period-choice.ts';

const today = '2026-11-22';
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));
const anyKind = fc.constantFrom(...periodKinds);

describe('the period in the address', () => {
  test.each([
    ['2026-10', 'month', '2026-10-01', '2026-10-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-Q3', 'quarter', '2026-07-01', '2026-09-30'],
    ['2025-H2', 'half', '2025-07-01', '2025-12-31'],
    ['2025', 'year', '2025-01-01', '2025-12-31'],
    ['2026-01..2026-10', 'toDate', '2026-01-01', '2026-10-31'],
    // Of what is running nothing is known beyond today.
    ['2026-01..2026-11', 'toDate', '2026-01-01', '2026-11-22'],
    ['2026-11', 'month', '2026-11-01', '2026-11-22'],
    ['2026', 'year', '2026-01-01', '2026-11-22'],
    ['2027-Q1', 'quarter', '2027-01-01', '2027-03-31'],
    ['2016-01-01..2016-03-19', 'days', '2016-01-01', '2016-03-19'],
  ])('%s', (text, kind, from, to) => {
    expect(readPeriod(text, today)).toMatchObject({ kind, text, from, to });
  });

  test.each([
    undefined,
    '',
    '2026-13',
    '2026-Q5',
    '2026-H0',
    '2026-03-19..2026-01-01',
    '2026-02-30..2026-03-01',
    'soon',
  ])('%s is nothing usable: the running year up to today', (text) => {
    expect(readPeriod(text, today)).toMatchObject({ from: '2026-01-01', to: today });
  });

  test('whatever is chosen is read back as the same', () => {
    fc.assert(
      fc.property(anyKind, anyDay, (kind, day) => {
        const period = periodAround(kind, day, today);
        expect(readPeriod(period.text, today)).toEqual(period);
        expect(period.from <= day && day <= period.lastDay).toBe(true);
      }),
    );
  });
});

test('a step forth and back leads to the same period, without a gap between', () => {
  fc.assert(
    fc.property(anyKind, anyDay, (kind, day) => {
      const period = periodAround(kind, day, today);
      const before = step(period, -1, today);
      expect(step(before, 1, today)).toEqual(period);
      if (kind === 'toDate') expect(before.to.slice(0, 7)).toBe(addMonths(day.slice(0, 7), -1));
      else expect(before.lastDay).toBe(addDays(period.from, -1));
    }),
  );
});

test('another kind is about the same time', () => {
  expect(changeKind(readPeriod('2026', today), 'month', today).text).toBe('2026-11');
  expect(changeKind(readPeriod('2025', today), 'quarter', today).text).toBe('2025-Q4');
  expect(changeKind(readPeriod('2026-11', today), 'days', today).text).toBe('2026-11-01..2026-11-22');
});

test('what has not begun is ahead', () => {
  expect(isAhead(readPeriod('2026-12', today), today)).toBe(true);
  expect(isAhead(readPeriod('2026-Q4', today), today)).toBe(false);
});
