import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addHours,
  addWorkdays,
  type CalendarException,
  createWorkdayCalendar,
  endOfLocalDay,
  IsoDate,
  localDayOf,
  workdaysBetween,
} from './workdays.ts';

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const years = [2023, 2024, 2025, 2026];
const anyDay = fc
  .integer({ min: 0, max: 1400 })
  .map((n) => new Date(Date.UTC(2023, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const anyExceptions = fc.uniqueArray(
  fc.record({ day: anyDay, kind: fc.constantFrom('HOLIDAY' as const, 'WORKDAY' as const) }),
  { selector: ({ day }) => day, maxLength: 200 },
);
const anyCalendar = fc
  .tuple(anyExceptions, fc.subarray(years))
  .map(([exceptions, published]) => createWorkdayCalendar(exceptions, published));
const anyCount = fc.integer({ min: 0, max: 60 });

const plain = createWorkdayCalendar([], years);

describe('a limit in working days', () => {
  test('does not count the start day: one working day from Monday ends on Tuesday', () => {
    expect(addWorkdays(plain, '2026-03-02', 1)).toEqual({ day: '2026-03-03', provisional: false });
  });

  test('runs over the weekend: three working days from Thursday end on Tuesday', () => {
    expect(addWorkdays(plain, '2026-03-05', 3).day).toBe('2026-03-10');
  });

  test('may start on a day off: one working day from Saturday ends on Monday', () => {
    expect(addWorkdays(plain, '2026-03-07', 1).day).toBe('2026-03-09');
  });

  test('of no days ends on the start day', () => {
    expect(addWorkdays(plain, '2026-03-07', 0)).toEqual({ day: '2026-03-07', provisional: false });
  });

  test.each([-1, 1.5, Number.NaN])('of %s days is refused', (n) => {
    expect(() => addWorkdays(plain, '2026-03-07', n)).toThrow(RangeError);
  });

  test('never ends on a day off, and exactly n working days lie after its start', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyCount, (calendar, start, n) => {
        const { day } = addWorkdays(calendar, start, n);
        if (n > 0) expect(calendar.isWorkday(day)).toBe(true);
        let counted = 0;
        for (let d = start; d < day; ) {
          d = addDays(d, 1);
          if (calendar.isWorkday(d)) counted += 1;
        }
        expect(counted).toBe(n);
      }),
    );
  });

  test('ends later with every further day, and no earlier for a later start', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyCount, anyCount, (calendar, start, n, later) => {
        expect(addWorkdays(calendar, start, n).day < addWorkdays(calendar, start, n + 1).day).toBe(true);
        const shifted = addWorkdays(calendar, addDays(start, later), n).day;
        expect(addWorkdays(calendar, start, n).day <= shifted).toBe(true);
      }),
    );
  });

  test('may be counted in two parts', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyCount, anyCount, (calendar, start, first, second) => {
        const half = addWorkdays(calendar, start, first);
        const rest = addWorkdays(calendar, half.day, second);
        const whole = addWorkdays(calendar, start, first + second);
        expect(whole).toEqual({ day: rest.day, provisional: half.provisional || rest.provisional });
      }),
    );
  });
});

describe('the working days between two days', () => {
  test('give back the length of the limit', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyCount, (calendar, start, n) => {
        const { day, provisional } = addWorkdays(calendar, start, n);
        expect(workdaysBetween(calendar, start, day)).toEqual({ days: n, provisional });
      }),
    );
  });

  test('are the same number, negative, when a limit is overdue', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, (calendar, from, to) => {
        const there = workdaysBetween(calendar, from, to).days;
        expect(workdaysBetween(calendar, to, from).days + there).toBe(0);
      }),
    );
    expect(workdaysBetween(plain, '2026-03-10', '2026-03-05').days).toBe(-3);
  });
});

describe('the calendar', () => {
  test('does not depend on the order in which the days are entered', () => {
    fc.assert(
      fc.property(
        anyExceptions,
        fc.subarray(years),
        anyDay,
        fc.infiniteStream(fc.nat()),
        (list, published, day, random) => {
          const shuffled = list
            .map((exception) => ({ exception, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ exception }) => exception);
          const [a, b] = [
            createWorkdayCalendar(list, published),
            createWorkdayCalendar(shuffled, [...published].reverse()),
          ];
          expect(b.isWorkday(day)).toBe(a.isWorkday(day));
          expect(addWorkdays(b, day, 20)).toEqual(addWorkdays(a, day, 20));
        },
      ),
    );
  });

  test('knows weekends where nothing is entered', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(plain.isWorkday(day)).toBe(![0, 6].includes(weekday(day)));
      }),
    );
    expect(['1969-12-27', '1969-12-28', '1969-12-29'].map((day) => plain.isWorkday(day))).toEqual([false, false, true]);
  });

  test('ignores what is entered for a year that is not published, and says that the result is provisional', () => {
    const holiday: CalendarException = { day: '2027-01-04', kind: 'HOLIDAY' };
    const draft = createWorkdayCalendar([holiday], [2026]);
    expect(draft.isPublished(2027)).toBe(false);
    expect(addWorkdays(draft, '2027-01-01', 1)).toEqual({ day: '2027-01-04', provisional: true });
    const published = createWorkdayCalendar([holiday], [2026, 2027]);
    expect(addWorkdays(published, '2027-01-01', 1)).toEqual({ day: '2027-01-05', provisional: false });
  });

  test('is provisional from 29 December until the next notice, which has moved such days before', () => {
    expect(addWorkdays(plain, '2026-12-24', 2)).toEqual({ day: '2026-12-28', provisional: false });
    expect(addWorkdays(plain, '2026-12-24', 3)).toEqual({ day: '2026-12-29', provisional: true });
    expect(addWorkdays(plain, '2025-12-24', 3)).toEqual({ day: '2025-12-29', provisional: false });
  });

  test('refuses a day entered as both holiday and workday, and a day that does not exist', () => {
    const twice: CalendarException[] = [
      { day: '2026-02-14', kind: 'WORKDAY' },
      { day: '2026-02-14', kind: 'HOLIDAY' },
    ];
    expect(() => createWorkdayCalendar(twice, years)).toThrow(RangeError);
    expect(() => createWorkdayCalendar([{ day: '2026-02-30', kind: 'HOLIDAY' }], years)).toThrow(RangeError);
  });
});

describe('days and moments', () => {
  test('a day ends at midnight in China, whatever the zone of the machine', () => {
    expect(endOfLocalDay('2026-03-02').toISOString()).toBe('2026-03-02T15:59:59.999Z');
  });

  test('the end of a day is the last moment of that day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const end = endOfLocalDay(day);
        expect(localDayOf(end)).toBe(day);
        expect(localDayOf(new Date(end.getTime() + 1))).toBe(addDays(day, 1));
      }),
    );
  });

  test('24 hours run through a holiday', () => {
    expect(addHours(new Date('2026-02-15T01:00:00Z'), 24).toISOString()).toBe('2026-02-16T01:00:00.000Z');
  });

  test('thirty natural days run over the end of February', () => {
    expect(addDays('2026-02-10', 30)).toBe('2026-03-12');
    expect(addDays('2024-02-10', 30)).toBe('2024-03-11');
    expect(addDays('2026-03-12', -30)).toBe('2026-02-10');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-3-1', '20260301', '2026-03-01T00:00:00Z', ''])(
    '%j is no day',
    (text) => {
      expect(IsoDate.safeParse(text).success).toBe(false);
      expect(() => addDays(text, 1)).toThrow(RangeError);
    },
  );
});
