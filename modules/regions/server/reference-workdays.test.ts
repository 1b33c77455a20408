import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, addWorkdays, createWorkdayCalendar, type WorkdayCalendar } from '../contract/workdays.ts';
import { type PublishedWorkdays, readPublishedWorkdays } from './reference-workdays.ts';

let published: PublishedWorkdays;
let calendar: WorkdayCalendar;

beforeAll(async () => {
  published = await readPublishedWorkdays();
  calendar = createWorkdayCalendar(
    published.exceptions,
    published.years.map(({ year }) => year),
  );
});

const days = (from: string, to: string) => {
  const list = [];
  for (let day = from; day <= to; day = addDays(day, 1)) list.push(day);
  return list;
};

describe('the published calendar', () => {
  test('holds the notices of 2015 to 2026, each with the address of its text', () => {
    expect(published.years.map(({ year }) => year)).toEqual(Array.from({ length: 12 }, (_, i) => 2015 + i));
    for (const { urls } of published.years) expect(urls[0]).toMatch(/^https?:\/\/www\.gov\.cn\//);
  });

  test.each([
    ['春节 2026', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
    ['国庆节 2026', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
    ['国庆节、中秋节 2025', '2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']],
    ['春节 2025', '2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']],
    ['春节 2024', '2024-02-10', '2024-02-17', ['2024-02-04', '2024-02-18']],
    ['国庆节 2023', '2023-09-29', '2023-10-06', ['2023-10-07', '2023-10-08']],
    ['延长的春节 2020', '2020-01-24', '2020-02-02', ['2020-01-19']],
    ['元旦 2019', '2018-12-30', '2019-01-01', ['2018-12-29']],
    ['抗战胜利纪念日 2015', '2015-09-03', '2015-09-05', ['2015-09-06']],
  ])('%s: off from %s to %s, worked on %j', (_, from, to, worked) => {
    expect(days(from, to).filter((day) => calendar.isWorkday(day))).toEqual([]);
    expect(worked.filter((day) => !calendar.isWorkday(day))).toEqual([]);
  });

  test.each([
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 2, '2026-02-24'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2025-09-26', 3, '2025-09-30'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2020-01-23', 1, '2020-02-03'],
  ])('a limit that starts on %s and has %i working days ends on %s', (start, n, end) => {
    expect(addWorkdays(calendar, start, n)).toEqual({ day: end, provisional: false });
  });

  test('gives as many days as the regulation on holidays: 11, from 2025 on 13, and the extra ones of 2015 and 2020', () => {
    const given = published.years.map(({ year }) =>
      published.exceptions
        .filter((exception) => exception.year === year)
        .reduce((sum, { kind }) => sum + (kind === 'HOLIDAY' ? 1 : -1), 0),
    );
    expect(given).toEqual([12, 11, 11, 11, 11, 13, 11, 11, 11, 11, 13, 13]);
  });
});
