import { describe, expect, test } from 'vitest';
import { addRates, type CountyWeeks, firstWeekNeeded, rateOf, triedWeeks, watchWeeks } from './watch.ts';
import { daysOfWeek, lastEndedWeek, weekOf, weekYearsBefore } from './weeks.ts';

const rules = { threshold: 0.005, weeks: 12, years: 5, leastYears: 3, weeksAround: 3 };
const last = weekOf('2026-11-09');
const first = firstWeekNeeded(last, rules);

/** Seeded draws, so that the rates below are the same in every run. */
function world(seed: number) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const poisson = (mean: number) => {
    let count = -1;
    for (let product = 1; product > Math.exp(-mean); count++) product *= random();
    return count;
  };
  return { random, poisson };
}

/** A county with the year's seasons and nothing unusual; `restless`: each week has a level of its own. */
function calmCounty(seed: number, means: readonly number[], restless = 0): CountyWeeks {
  const { poisson, random } = world(seed);
  const weeks = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const series = means.map((mean) =>
    weeks.map((week) => {
      const season = 1 + 0.4 * Math.cos((2 * Math.PI * week) / 52.18);
      return poisson(mean * season * (1 + restless * (2 * random() - 1)));
    }),
  );
  return {
    first,
    all: weeks.map((_, i) => series.reduce((sum, one) => sum + (one[i] ?? 0), 0)),
    byCut: new Map(series.map((counts, i) => [`place=P${i}`, counts])),
  };
}
const means = [0.02, 0.1, 0.3, 0.7, 1.5, 3, 6, 12];
const triedOf = (county: CountyWeeks) => {
  const { from, to } = triedWeeks(last, rules);
  return rateOf(watchWeeks(county, from, to, rules));
};

describe('weeks', () => {
  test('run from Monday to Sunday, and the last that has ended is not the running one', () => {
    expect(daysOfWeek(weekOf('2026-11-20'))).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(daysOfWeek(lastEndedWeek('2026-11-22'))).toEqual({ from: '2026-11-09', to: '2026-11-15' });
    expect(daysOfWeek(lastEndedWeek('2026-11-23'))).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  });

  test('the same week of another year does not drift from its days', () => {
    for (let years = 1; years <= 10; years++) {
      const { from } = daysOfWeek(weekYearsBefore(weekOf('2026-11-16'), years));
      const days = Math.abs(Date.parse(from) - Date.parse(`${2026 - years}-11-16`)) / 86_400_000;
      expect(days).toBeLessThanOrEqual(3);
    }
  });
});

describe('a calm county', () => {
  test('is reported about as often as the rules say, and more seldom than their threshold', () => {
    const rate = addRates(Array.from({ length: 12 }, (_, i) => triedOf(calmCounty(100 + i, means))));
    expect(rate.tried).toBe(12 * means.length * 52 * rules.years);
    expect(rate.byChance / rate.tried).toBeLessThan(rules.threshold);
    // Three standard deviations about what chance should make.
    expect(Math.abs(rate.alarms - rate.byChance)).toBeLessThan(3 * Math.sqrt(rate.byChance));
  });

  test('of a restless kind is not reported more often: what varies more is expected to', () => {
    const rate = addRates(Array.from({ length: 6 }, (_, i) => triedOf(calmCounty(300 + i, [3, 6, 12], 0.6))));
    expect(rate.alarms / rate.tried).toBeLessThan(2 * rules.threshold);
  });
});

describe('an unusual week', () => {
  const planted = (extra: number) => {
    const county = calmCounty(7, [2]);
    const counts = [...(county.byCut.get('place=P0') ?? [])];
    counts[last - first] = extra;
    return watchWeeks({ ...county, byCut: new Map([['place=P0', counts]]) }, last, last, rules)[0];
  };

  test('is found, with what was expected and from which count on', () => {
    const found = planted(14);
    expect(found).toMatchObject({ isAlarm: true, observed: 14, years: 5 });
    expect(found?.expected).toBeGreaterThan(1);
    expect(found?.expected).toBeLessThan(4);
    expect(found?.alarmAt).toBeLessThanOrEqual(9);
    expect(found?.probability).toBeLessThan(0.0005);
  });

  test('that is not so unusual is left alone', () => {
    expect(planted(4)).toMatchObject({ isAlarm: false });
  });
});

describe('a past that is too short', () => {
  const since = (day: string, gap?: { from: string; to: string }): CountyWeeks => {
    const county = calmCounty(9, [4]);
    const isKept = (i: number) => {
      const week = first + i;
      return week >= weekOf(day) && !(gap && week >= weekOf(gap.from) && week <= weekOf(gap.to));
    };
    const cut = (counts: readonly number[]) => counts.map((count, i) => (isKept(i) ? count : 0));
    return { first, all: cut(county.all), byCut: new Map([...county.byCut].map(([key, one]) => [key, cut(one)])) };
  };
  const lastOf = (county: CountyWeeks) => watchWeeks(county, last, last, rules)[0];

  test('tells nothing rather than guessing', () => {
    expect(lastOf(since('2024-09-01'))).toMatchObject({ years: 2, expected: null, alarmAt: null, isAlarm: false });
    expect(lastOf(since('2023-09-01'))).toMatchObject({ years: 3, isAlarm: false });
    expect(lastOf(since('2023-09-01'))?.expected).not.toBeNull();
  });

  test('with a year in between without any record does not take it for a year without fires', () => {
    const gap = { from: '2023-03-01', to: '2024-08-01' };
    expect(lastOf(since('2020-01-01', gap))?.years).toBe(4);
  });
});
