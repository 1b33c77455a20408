import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateWords, dayOf, daysBetween, deadlineWords } from './days.ts';

test('a deadline is overdue from the day after, due soon up to three days before', () => {
  expect(deadlineWords('2026-11-18', '2026-11-21')).toEqual({ words: '逾期3天', tone: 'overdue' });
  expect(deadlineWords('2026-11-21', '2026-11-21')).toEqual({ words: '今天到期', tone: 'due' });
  expect(deadlineWords('2026-11-24', '2026-11-21')).toEqual({ words: '剩3天', tone: 'due' });
  expect(deadlineWords('2026-11-25', '2026-11-21')).toEqual({ words: '剩4天', tone: 'plain' });
});

test('working days of the calendar take the place of calendar days, but never hide that a deadline has passed', () => {
  expect(deadlineWords('2026-11-24', '2026-11-21', 2)).toEqual({ words: '剩2个工作日', tone: 'due' });
  expect(deadlineWords('2026-11-20', '2026-11-21', 0)).toEqual({ words: '逾期1天', tone: 'overdue' });
});

test('days and minutes are those of Asia/Shanghai wherever the browser stands', () => {
  expect(dayOf('2026-11-20T16:30:00Z')).toBe('2026-11-21');
  expect(dateWords('2026-11-20T16:30:00Z')).toBe('2026-11-21 00:30');
  expect(dateWords('2026-11-21')).toBe('2026-11-21');
});

test('days between two days are whole and change sign with their order', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, (a, b) => {
      const n = daysBetween(a, b);
      expect(Number.isInteger(n)).toBe(true);
      expect(n + daysBetween(b, a)).toBe(0);
    }),
  );
});
