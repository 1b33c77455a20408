import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#modules/regions/contract';
import { monthOf, monthsBetween, periodBefore, periodWords, yearBefore } from './periods.ts';

const p = (from: string, to: string) => ({ from, to });
const days = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));

describe('the same days of the year before', () => {
  test.each([
    [p('2016-01-01', '2016-03-19'), p('2015-01-01', '2015-03-19')],
    [p('2024-02-01', '2024-02-29'), p('2023-02-01', '2023-02-28')],
    // A whole February is compared with a whole February.
    [p('2025-02-01', '2025-02-28'), p('2024-02-01', '2024-02-29')],
    [p('2024-01-15', '2024-02-29'), p('2023-01-15', '2023-02-28')],
    [p('2025-01-15', '2025-02-28'), p('2024-01-15', '2024-02-28')],
  ])('%o → %o', (period, before) => {
    expect(yearBefore(period)).toEqual(before);
  });
});

describe('the period before', () => {
  test.each([
    [p('2026-03-01', '2026-03-31'), p('2026-02-01', '2026-02-28')],
    [p('2026-01-01', '2026-03-31'), p('2025-10-01', '2025-12-31')],
    [p('2026-01-01', '2026-12-31'), p('2025-01-01', '2025-12-31')],
    [p('2026-03-10', '2026-03-19'), p('2026-02-28', '2026-03-09')],
  ])('%o → %o', (period, before) => {
    expect(periodBefore(period)).toEqual(before);
  });

  test('it ends the day before, and is as long unless both are months', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const period = p(from, addDays(from, length));
        const before = periodBefore(period);
        expect(before.to).toBe(addDays(period.from, -1));
        if (!period.from.endsWith('-01')) expect(days(before)).toBe(days(period));
      }),
    );
  });
});

test('periods are named as officials name them', () => {
  expect(periodWords(p('2026-01-01', '2026-12-31'))).toBe('2026年');
  expect(periodWords(p('2026-02-01', '2026-02-28'))).toBe('2026年2月');
  expect(periodWords(p('2026-04-01', '2026-06-30'))).toBe('2026年第二季度');
  expect(periodWords(p('2026-01-01', '2026-06-30'))).toBe('2026年上半年');
  expect(periodWords(p('2026-01-01', '2026-10-31'))).toBe('2026年1至10月');
  expect(periodWords(p('2016-01-01', '2016-03-19'))).toBe('2016年1月1日至3月19日');
  expect(periodWords(p('2025-12-20', '2026-01-03'))).toBe('2025年12月20日至2026年1月3日');
});

test('months between', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthOf('2024-02')).toEqual(p('2024-02-01', '2024-02-29'));
});
