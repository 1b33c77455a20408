import { alarmOf, chanceOfAtLeast, expectationFrom } from './expectation.ts';
import type { WatchRules } from './watch-rules.ts';
import { weekYearsBefore } from './weeks.ts';

/** Fires of a county by week: of each kind of place (a cut such as `place=RESIDENCE`), and of all together. */
export interface CountyWeeks {
  /** Number of the week that the counts begin with. */
  first: number;
  all: readonly number[];
  byCut: ReadonlyMap<string, readonly number[]>;
}

/** A week of one kind of place beside what its own years expect. */
export interface WatchedWeek {
  cut: string;
  week: number;
  observed: number;
  /** Years that it is compared with; fewer than the rules ask for: nothing is told. */
  years: number;
  expected: number | null;
  variance: number | null;
  /** The count from which on a week is reported, and how often chance reaches it. */
  alarmAt: number | null;
  alarmChance: number | null;
  /** How often chance reaches what was observed. */
  probability: number | null;
  isAlarm: boolean;
}

type Rules = Pick<WatchRules, 'threshold' | 'weeks' | 'years' | 'leastYears' | 'weeksAround'>;
const halfYear = 26;

/**
 * The weeks of the past that a week is compared with, year by year: the same week of each year before and those around it. A
 * year in which the county has no record at all is a year without records, not one without fires, and is left out.
 */
export function comparedWeeks(week: number, { first, all }: CountyWeeks, { years, weeksAround }: Rules): number[][] {
  const start = first + all.findIndex((count) => count > 0);
  return Array.from({ length: years }, (_, i) => weekYearsBefore(week, i + 1))
    .filter(
      (middle) =>
        middle - weeksAround >= start &&
        all.slice(Math.max(0, middle - halfYear - first), middle + halfYear - first).some((count) => count > 0),
    )
    .map((middle) => Array.from({ length: 2 * weeksAround + 1 }, (_, i) => middle - weeksAround + i));
}

/** Every kind of place in the weeks from `from` to `to`, judged by its own years. */
export function watchWeeks(county: CountyWeeks, from: number, to: number, rules: Rules): WatchedWeek[] {
  const watched: WatchedWeek[] = [];
  for (let week = from; week <= to; week++) {
    const compared = comparedWeeks(week, county, rules);
    const past = compared.flat();
    for (const [cut, counts] of county.byCut) {
      const at = (number: number) => counts[number - county.first] ?? 0;
      const observed = at(week);
      const base = { cut, week, observed, years: compared.length };
      if (compared.length < rules.leastYears) {
        const nothing = { expected: null, variance: null, alarmAt: null, alarmChance: null, probability: null };
        watched.push({ ...base, ...nothing, isAlarm: false });
        continue;
      }
      const expectation = expectationFrom(past.map(at));
      const alarm = alarmOf(expectation, rules.threshold);
      watched.push({
        ...base,
        expected: expectation.mean,
        variance: expectation.variance,
        alarmAt: alarm.count,
        alarmChance: alarm.chance,
        probability: chanceOfAtLeast(observed, expectation),
        isAlarm: observed >= alarm.count,
      });
    }
  }
  return watched;
}

/** How often a calm week is reported: as the distribution has it, and as it was in the weeks tried. */
export interface AlarmRate {
  tried: number;
  alarms: number;
  /** Alarms that chance alone would have made among those tried. */
  byChance: number;
}

export const rateOf = (watched: readonly WatchedWeek[]): AlarmRate => {
  const told = watched.filter(({ alarmAt }) => alarmAt !== null);
  return {
    tried: told.length,
    alarms: told.filter(({ isAlarm }) => isAlarm).length,
    byChance: told.reduce((sum, { alarmChance }) => sum + (alarmChance ?? 0), 0),
  };
};
export const addRates = (rates: readonly AlarmRate[]): AlarmRate => ({
  tried: rates.reduce((sum, one) => sum + one.tried, 0),
  alarms: rates.reduce((sum, one) => sum + one.alarms, 0),
  byChance: rates.reduce((sum, one) => sum + one.byChance, 0),
});

/** Weeks before the watched ones on which the rules are tried: as many years as a week is compared with. */
export const triedWeeks = (lastWeek: number, { weeks, years }: Rules): { from: number; to: number } => ({
  from: lastWeek - weeks - 52 * years + 1,
  to: lastWeek - weeks,
});
/** First week whose fires are needed to watch and to try. */
export const firstWeekNeeded = (lastWeek: number, rules: Rules): number =>
  weekYearsBefore(triedWeeks(lastWeek, rules).from, rules.years) - Math.max(halfYear, rules.weeksAround);
