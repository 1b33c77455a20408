import { addDays, addWorkdays, type WorkdayCalendar } from '#modules/regions/contract';
import type { Environment } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { createIds, type Random } from './random.ts';

/** An instant of the working day in China: `at('2026-03-02', '09:30')`. */
export const at = (day: string, time: string) => `${day}T${time}:00+08:00`;

/**
 * The year (or what is since `firstDay`) that a demo world lives through, up to the moment of loading. Acts are put on it in any order and done in
 * the order of time, each with its own clock, so that numbers, chains and events follow one another as in real work.
 * What would lie after the present is never done.
 */
export function createTimeline(given: Environment, calendar: WorkdayCalendar, random: Random, firstDay?: string) {
  const end = given.now();
  const today = dayOf(end);
  let clock = new Date(`${firstDay ?? addDays(today, -400)}T00:00:00+08:00`);
  const now = () => clock;
  const environment: Environment = {
    database: given.database,
    subscribers: given.subscribers,
    now,
    newId: createIds(random, now),
  };

  interface Act {
    instant: number;
    order: number;
    task: () => Promise<unknown>;
  }
  const waiting: Act[] = [];
  let order = 0;

  const isWorkday = (day: string) => calendar.isWorkday(day);
  /** The day itself, or the working day after it. */
  const workdayFrom = (day: string): string => (isWorkday(day) ? day : workdayFrom(addDays(day, 1)));
  /** The day itself, or the working day before it. */
  const workdayUntil = (day: string): string => (isWorkday(day) ? day : workdayUntil(addDays(day, -1)));

  return {
    environment,
    today,
    end,
    now: () => clock.toISOString(),
    daysAgo: (days: number) => addDays(today, -days),
    isWorkday,
    workdayFrom,
    workdayUntil,
    workdaysAfter: (day: string, days: number) => addWorkdays(calendar, day, days).day,
    /** Puts an act on the line; true where it lies before the present and will be done. */
    plan(instant: string, task: () => Promise<unknown>): boolean {
      const moment = Date.parse(instant);
      if (moment > end.getTime()) return false;
      const act = { instant: Math.max(moment, clock.getTime()), order: order++, task };
      let low = 0;
      let high = waiting.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = waiting[middle] as Act;
        if (other.instant < act.instant || (other.instant === act.instant && other.order < act.order)) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, act);
      return true;
    },
    /** Moves the clock without an act, for what is set up at once. */
    moveTo(instant: string) {
      clock = new Date(Math.max(Date.parse(instant), clock.getTime()));
    },
    async run() {
      for (let act = waiting.shift(); act; act = waiting.shift()) {
        clock = new Date(act.instant);
        await act.task();
      }
      clock = end;
    },
  };
}
export type Timeline = ReturnType<typeof createTimeline>;
