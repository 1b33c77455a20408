import { z } from 'zod';

/**
 * Time limits in working days. "自……之日起N个工作日": the start day is not counted, the last day is the N-th working
 * day, and a limit ends with that day in China. Which weekdays are off and which weekend days are worked is announced
 * year by year (国务院办公厅关于…年部分节假日安排的通知), so the calendar is a parameter.
 */
export const IsoDate = z.iso.date('日期不正确：应为“年-月-日”，如 2026-03-01。');
export type IsoDate = z.infer<typeof IsoDate>;

export const DayKind = z.enum(['HOLIDAY', 'WORKDAY']);
export type DayKind = z.infer<typeof DayKind>;

/** HOLIDAY: a day off although it may be a weekday. WORKDAY: a weekend day that is worked (调休). */
export type CalendarException = { day: IsoDate; kind: DayKind };

export type WorkdayCalendar = {
  /** By the notice where the year is published, otherwise Monday to Friday. */
  isWorkday(day: IsoDate): boolean;
  isPublished(year: number): boolean;
};

/** `provisional`: the count ran through days whose notice is not out yet, so the result may still change. */
export type WorkdayResult = { day: IsoDate; provisional: boolean };
export type WorkdayCount = { days: number; provisional: boolean };

const millisecondsPerDay = 86_400_000;
const shanghaiOffset = 8 * 3_600_000; // China has had no summer time since 1991.

/**
 * @param exceptions in any order; those of an unpublished year are ignored, so that a half-entered year moves no limit
 * @param publishedYears years whose notice is entered completely
 * @throws RangeError if a day is no date or is entered as both holiday and workday
 */
export function createWorkdayCalendar(
  exceptions: Iterable<CalendarException>,
  publishedYears: Iterable<number>,
): WorkdayCalendar {
  const published = new Set(publishedYears);
  const kinds = new Map<IsoDate, DayKind>();
  for (const { day, kind } of exceptions) {
    dayNumber(day);
    if ((kinds.get(day) ?? kind) !== kind) throw new RangeError(`${day} is entered as both holiday and workday`);
    kinds.set(day, kind);
  }
  const isPublished = (year: number) => published.has(year);
  return {
    isPublished,
    isWorkday(day) {
      const kind = isPublished(yearOf(day)) ? kinds.get(day) : undefined;
      return kind === undefined ? !isWeekend(dayNumber(day)) : kind === 'WORKDAY';
    },
  };
}

/**
 * The last day of a limit of `n` working days that starts on `startDay`; the start day itself for n = 0.
 * @throws RangeError if n is negative or no integer
 */
export function addWorkdays(calendar: WorkdayCalendar, startDay: IsoDate, n: number): WorkdayResult {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`number of working days: ${n}`);
  let day = startDay;
  let provisional = false;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    provisional ||= !isSettled(calendar, day);
    if (calendar.isWorkday(day)) left -= 1;
  }
  return { day, provisional };
}

/**
 * Working days after `from` up to and including `to`; negative if `to` is earlier. For n ≥ 0 it undoes `addWorkdays`:
 * today and the due day give the days left, or, negative, the days overdue.
 */
export function workdaysBetween(calendar: WorkdayCalendar, from: IsoDate, to: IsoDate): WorkdayCount {
  if (to < from) {
    const back = workdaysBetween(calendar, to, from);
    return { ...back, days: back.days === 0 ? 0 : -back.days };
  }
  let days = 0;
  let provisional = false;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    provisional ||= !isSettled(calendar, day);
    if (calendar.isWorkday(day)) days += 1;
  }
  return { days, provisional };
}

/** Natural days (自然日) later; earlier if negative. */
export function addDays(day: IsoDate, days: number): IsoDate {
  if (!Number.isInteger(days)) throw new RangeError(`number of days: ${days}`);
  return new Date((dayNumber(day) + days) * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The last millisecond of a day in Asia/Shanghai. */
export function endOfLocalDay(day: IsoDate): Date {
  return new Date((dayNumber(day) + 1) * millisecondsPerDay - shanghaiOffset - 1);
}

/** The day it is in Asia/Shanghai at a moment. */
export function localDayOf(moment: Date): IsoDate {
  return new Date(moment.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

/** For limits in hours, which run through nights and holidays. */
export function addHours(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000);
}

/** The notice of a year has moved days as early as 29 December before it (2007, 2018). */
function isSettled(calendar: WorkdayCalendar, day: IsoDate): boolean {
  const year = yearOf(day);
  return calendar.isPublished(year) && (day.slice(5) < '12-29' || calendar.isPublished(year + 1));
}

function yearOf(day: IsoDate): number {
  return Number(day.slice(0, 4));
}

function dayNumber(day: IsoDate): number {
  const number = Date.parse(`${day}T00:00:00Z`) / millisecondsPerDay;
  const isDay = Number.isInteger(number) && new Date(number * millisecondsPerDay).toISOString().slice(0, 10) === day;
  if (!isDay) throw new RangeError(`not a date: ${JSON.stringify(day)}`);
  return number;
}

/** Day 0, 1 January 1970, was a Thursday. */
function isWeekend(number: number): boolean {
  return ((((number + 4) % 7) + 7) % 7) % 6 === 0;
}
