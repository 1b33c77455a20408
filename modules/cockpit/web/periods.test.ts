import { expect, test } from 'vitest';
import { periodChoices, readPeriod } from './periods.ts';

test('months, quarters and years end with their last day, also in February and December', () => {
  const of = (today: string) =>
    Object.fromEntries(periodChoices(today).map(({ key, from, to }) => [key, `${from}..${to}`]));
  expect(of('2026-11-21')).toEqual({
    month: '2026-11-01..2026-11-30',
    'last-month': '2026-10-01..2026-10-31',
    quarter: '2026-10-01..2026-12-31',
    year: '2026-01-01..2026-12-31',
    'last-year': '2025-01-01..2025-12-31',
  });
  expect(of('2028-01-05')).toMatchObject({
    month: '2028-01-01..2028-01-31',
    'last-month': '2027-12-01..2027-12-31',
    quarter: '2028-01-01..2028-03-31',
  });
  expect(of('2028-03-01')['last-month']).toBe('2028-02-01..2028-02-29');
});

test('a period in the address is read, and nonsense becomes this month', () => {
  expect(readPeriod('2026-01-01..2026-03-31', '2026-11-21')).toMatchObject({ from: '2026-01-01', to: '2026-03-31' });
  expect(readPeriod('year', '2026-11-21').from).toBe('2026-01-01');
  for (const text of [undefined, 'x', '2026-03-31..2026-01-01', '2026-01-01..', '..'])
    expect(readPeriod(text, '2026-11-21').key).toBe('month');
});
