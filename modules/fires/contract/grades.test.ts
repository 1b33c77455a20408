import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countPeople,
  deathWindowDays,
  type Grade,
  gradeBy,
  gradeFire,
  gradeRank,
  type Harm,
  lastDeathDay,
  type Scheme,
  schemeOn,
} from './grades.ts';

const harm = (given: Partial<Harm>): Harm => ({
  deaths: 0,
  seriousInjuries: 0,
  minorInjuries: 0,
  lossYuan: 5000,
  ...given,
});

/** Written out from 06-fire-statistics §1: “以上” includes the number, any one criterion suffices. */
const vectors: [Scheme, Partial<Harm>, Grade][] = [
  ['FIRE_STAT_2025', { deaths: 2 }, 'GENERAL'],
  ['FIRE_STAT_2025', { deaths: 3 }, 'LARGER'],
  ['FIRE_STAT_2025', { deaths: 9 }, 'LARGER'],
  ['FIRE_STAT_2025', { deaths: 10 }, 'MAJOR'],
  ['FIRE_STAT_2025', { deaths: 29 }, 'MAJOR'],
  ['FIRE_STAT_2025', { deaths: 30 }, 'EXTRAORDINARY'],
  ['FIRE_STAT_2025', { seriousInjuries: 9 }, 'GENERAL'],
  ['FIRE_STAT_2025', { seriousInjuries: 10 }, 'LARGER'],
  ['FIRE_STAT_2025', { seriousInjuries: 50 }, 'MAJOR'],
  ['FIRE_STAT_2025', { seriousInjuries: 100 }, 'EXTRAORDINARY'],
  ['FIRE_STAT_2025', { lossYuan: 29_999_999 }, 'GENERAL'],
  ['FIRE_STAT_2025', { lossYuan: 30_000_000 }, 'LARGER'],
  ['FIRE_STAT_2025', { lossYuan: 100_000_000 }, 'MAJOR'],
  ['FIRE_STAT_2025', { lossYuan: 300_000_000 }, 'EXTRAORDINARY'],
  ['FIRE_STAT_2025', { lossYuan: 999.99 }, 'MINOR'],
  ['FIRE_STAT_2025', { lossYuan: 1000 }, 'GENERAL'],
  ['FIRE_STAT_2025', { lossYuan: 0, minorInjuries: 1 }, 'GENERAL'],
  ['FIRE_STAT_2025', { lossYuan: null }, 'GENERAL'],
  ['FIRE_STAT_2025', { lossYuan: 0, deaths: null }, 'GENERAL'],
  ['FIRE_STAT_2007', { lossYuan: 0 }, 'GENERAL'],
  ['FIRE_STAT_2007', { lossYuan: 9_999_999 }, 'GENERAL'],
  ['FIRE_STAT_2007', { lossYuan: 10_000_000 }, 'LARGER'],
  ['FIRE_STAT_2007', { lossYuan: 50_000_000 }, 'MAJOR'],
  ['FIRE_STAT_2007', { lossYuan: 100_000_000 }, 'EXTRAORDINARY'],
  ['WORK_SAFETY_493', { lossYuan: 10_000_000 }, 'LARGER'],
  ['WORK_SAFETY_493', { lossYuan: 0 }, 'GENERAL'],
];

test.each(vectors)('%s judges %j as %s', (scheme, given, grade) => {
  expect(gradeBy(scheme, harm(given))).toBe(grade);
});

test('more harm never means a lower grade', () => {
  const amount = fc.record({
    deaths: fc.nat(40),
    seriousInjuries: fc.nat(120),
    minorInjuries: fc.nat(5),
    lossYuan: fc.nat(400_000_000),
  });
  fc.assert(
    fc.property(fc.constantFrom<Scheme>('FIRE_STAT_2025', 'FIRE_STAT_2007'), amount, amount, (scheme, a, b) => {
      const sum = {
        deaths: a.deaths + b.deaths,
        seriousInjuries: a.seriousInjuries + b.seriousInjuries,
        minorInjuries: a.minorInjuries + b.minorInjuries,
        lossYuan: a.lossYuan + b.lossYuan,
      };
      expect(gradeRank[gradeBy(scheme, sum)]).toBeGreaterThanOrEqual(gradeRank[gradeBy(scheme, a)]);
    }),
  );
});

describe('the rule of the fire’s own date', () => {
  test.each([
    ['2025-04-30', 'FIRE_STAT_2007', 7, '2025-05-07'],
    ['2025-05-01', 'FIRE_STAT_2025', 30, '2025-05-31'],
    ['2016-02-25', 'FIRE_STAT_2007', 7, '2016-03-03'],
  ])('a fire of %s is judged by %s, deaths count for %i days, until %s', (day, scheme, days, until) => {
    expect([schemeOn(day), deathWindowDays(day), lastDeathDay(day)]).toEqual([scheme, days, until]);
  });

  const given = (more: object = {}) => ({
    deaths: 0,
    seriousInjuries: 0,
    minorInjuries: 0,
    lossYuan: 12_000_000,
    disposalYuan: 0,
    casualtyYuan: 0,
    ...more,
  });

  test('twelve million yuan of loss is 较大 the day before the change and 一般 from it on; accidents keep their own limits', () => {
    const before = gradeFire('2025-04-30', given(), []);
    const after = gradeFire('2025-05-01', given(), []);
    expect([before.grade, before.gradeOld, before.gradeNew, before.accidentGrade]).toEqual([
      'LARGER',
      'LARGER',
      'GENERAL',
      'LARGER',
    ]);
    expect([after.grade, after.gradeOld, after.gradeNew, after.accidentGrade]).toEqual([
      'GENERAL',
      'LARGER',
      'GENERAL',
      'LARGER',
    ]);
  });

  test('accidents are graded by the economic loss, fires by the property loss', () => {
    const { grade, accidentGrade, economicLossYuan } = gradeFire(
      '2024-01-01',
      given({ lossYuan: 9_000_000, disposalYuan: 400_000, casualtyYuan: 600_000 }),
      [],
    );
    expect([grade, accidentGrade, economicLossYuan]).toEqual(['GENERAL', 'LARGER', 10_000_000]);
  });

  test.each([
    ['2025-04-30', '2025-05-07', 1, 1, 1],
    ['2025-04-30', '2025-05-08', 0, 0, 1],
    ['2025-05-01', '2025-05-09', 1, 0, 1],
    ['2025-05-01', '2025-05-31', 1, 0, 1],
    ['2025-05-01', '2025-06-01', 0, 0, 0],
  ])(
    'of a fire of %s a person who died on %s counts as %i dead (7 days: %i, 30 days: %i)',
    (day, diedOn, deaths, week, month) => {
      const figures = gradeFire(day, given({ deaths: 1 }), [{ outcome: 'DEAD', diedOn }]);
      expect([figures.deaths, figures.deathsInWeek, figures.deathsInMonth]).toEqual([deaths, week, month]);
      expect(figures.seriousInjuries).toBe(1 - deaths);
    },
  );
});

const people = fc.array(
  fc.record({
    outcome: fc.constantFrom('DEAD' as const, 'SERIOUS' as const, 'MINOR' as const),
    after: fc.option(fc.nat(60), { nil: null }),
  }),
  { maxLength: 30 },
);
const dated = (day: string, list: { outcome: 'DEAD' | 'SERIOUS' | 'MINOR'; after: number | null }[]) =>
  list.map(({ outcome, after }) => ({
    outcome,
    diedOn: outcome === 'DEAD' && after !== null ? lastDeathDay(day, after) : null,
  }));

test('whatever the window, nobody is lost and nobody counted twice: dead, seriously and slightly injured are all listed persons', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(7, 30), (list, days) => {
      const persons = dated('2025-05-01', list);
      const counted = countPeople('2025-05-01', days, { deaths: 0, seriousInjuries: 0, minorInjuries: 0 }, persons);
      expect((counted.deaths ?? 0) + (counted.seriousInjuries ?? 0) + (counted.minorInjuries ?? 0)).toBe(
        persons.length,
      );
    }),
  );
});

test('a longer window never counts fewer dead', () => {
  fc.assert(
    fc.property(people, fc.nat(5), (list, extra) => {
      const persons = dated('2025-05-01', list);
      const told = {
        deaths: persons.filter((one) => one.outcome === 'DEAD').length + extra,
        seriousInjuries: 0,
        minorInjuries: 0,
      };
      const week = countPeople('2025-05-01', 7, told, persons).deaths ?? 0;
      const month = countPeople('2025-05-01', 30, told, persons).deaths ?? 0;
      expect(week).toBeLessThanOrEqual(month);
      expect(month).toBeLessThanOrEqual(told.deaths);
    }),
  );
});

test('what nobody told stays unknown and is no zero', () => {
  expect(countPeople('2025-05-01', 30, { deaths: null, seriousInjuries: null, minorInjuries: null }, [])).toEqual({
    deaths: null,
    seriousInjuries: null,
    minorInjuries: null,
  });
});
