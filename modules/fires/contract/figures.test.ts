import { describe, expect, test } from 'vitest';
import { fireCauses, firePlaces } from './codes.ts';
import { clockOf, contradictions, dayOfFire, doubtsOf, facilityStateOf, figuresOf, missingFor } from './figures.ts';
import { FireContent, type Victim } from './fires.schema.ts';
import { reportingDefaults } from './rules.ts';

const content = (given: Partial<FireContent> = {}): FireContent =>
  FireContent.parse({
    regionCode: '330481101201',
    address: '某路1号',
    orgId: '01890000-0000-7000-8000-000000000000',
    alarmAt: '2026-03-01T16:30:00Z',
    place: 'RESIDENCE',
    areaType: 'RURAL',
    deaths: 0,
    seriousInjuries: 0,
    minorInjuries: 0,
    lossYuan: 500,
    ...given,
  });
const person = (given: Partial<Victim>): Victim => ({
  id: '01890000-0000-7000-8000-000000000001',
  outcome: 'SERIOUS',
  sex: null,
  age: null,
  states: [],
  diedOn: null,
  deathCause: null,
  ...given,
});
const doubts = (given: Partial<FireContent>, stage: 'INITIAL' | 'FINAL' = 'FINAL') => {
  const told = content(given);
  return doubtsOf(told, figuresOf(told), stage, reportingDefaults).map(({ id }) => id);
};

test('there are 27 kinds of places in three groups and 14 causes', () => {
  expect(firePlaces).toHaveLength(27);
  const inGroup = (group: string) => firePlaces.filter((one) => one.group === group).length;
  expect([inGroup('BUILDING'), inGroup('VEHICLE'), inGroup('OUTDOOR')]).toEqual([17, 4, 6]);
  expect(fireCauses).toHaveLength(14);
});

test('the day, hour and weekday of a fire are those of Shanghai, by the ignition where it is known', () => {
  expect(dayOfFire(content())).toBe('2026-03-02');
  expect(dayOfFire(content({ ignitedAt: '2026-03-01T15:59:00Z' }))).toBe('2026-03-01');
  expect(clockOf('2026-03-01T16:30:00Z')).toEqual({ hour: 0, weekday: 1 });
  expect(clockOf('2026-03-01T15:59:00Z')).toEqual({ hour: 23, weekday: 7 });
});

test.each([
  [[], null],
  [[{ isPresent: false, result: null }], 'NONE'],
  [
    [
      { isPresent: true, result: 'WORKED' },
      { isPresent: false, result: null },
    ],
    'WORKED',
  ],
  [[{ isPresent: true, result: 'FAILED' }], 'FAILED'],
  [
    [
      { isPresent: true, result: 'FAILED' },
      { isPresent: true, result: 'WORKED' },
    ],
    'PARTLY',
  ],
  [[{ isPresent: true, result: null }], 'UNKNOWN'],
] as const)('facilities %j are %s in one word', (facilities, state) => {
  expect(facilityStateOf(facilities.map((one) => ({ kind: 'ALARM', whyNot: null, ...one })))).toBe(state);
});

describe('oddities', () => {
  test.each([
    ['a small building fire over 100 m²', { burnedArea: 101 }, 'BUILDING_MINOR_AREA'],
    ['a small outdoor fire over 500 m²', { place: 'HAYSTACK', burnedArea: 501 }, 'OUTDOOR_MINOR_AREA'],
    ['handled on site at no cost', { arrivedAt: '2026-03-01T16:40:00Z', disposalYuan: 0 }, 'NO_DISPOSAL_COST'],
    ['persons that do not sum', { seriousInjuries: 2, victims: [person({})] }, 'NOT_SUMMED'],
    ['storeys of a car', { place: 'CAR', storeys: 2 }, 'NOT_A_BUILDING'],
    ['households of a haystack', { place: 'HAYSTACK', households: 1 }, 'HOUSEHOLDS_OUTDOORS'],
    [
      'a settled cause that is under investigation',
      { cause: 'UNDER_INVESTIGATION', causeStage: 'DETERMINED' },
      'CAUSE_UNSETTLED',
    ],
    ['a child of 40', { seriousInjuries: 1, victims: [person({ age: 40, states: ['CHILD'] })] }, 'AGE_AND_STATE'],
    ['an arrival after three hours', { arrivedAt: '2026-03-01T19:31:00Z' }, 'SLOW_ARRIVAL'],
    ['a burnt building without loss', { burnedArea: 11, lossYuan: 0 }, 'NO_LOSS'],
  ] as [string, Partial<FireContent>, string][])('%s is found', (_, given, id) => {
    expect(doubts(given)).toEqual([id]);
  });

  test.each([
    ['100 m² of a building', { burnedArea: 100 }],
    ['500 m² outdoors', { place: 'HAYSTACK', burnedArea: 500 }],
    ['101 m² with a loss that is not small', { burnedArea: 101, lossYuan: 1000 }],
    ['no cost where nobody turned out', { disposalYuan: 0 }],
    ['persons that sum', { seriousInjuries: 1, victims: [person({})] }],
  ] as [string, Partial<FireContent>][])('%s is not', (_, given) => {
    expect(doubts(given)).toEqual([]);
  });

  test('a first report need not list the persons yet', () => {
    expect(doubts({ seriousInjuries: 2 }, 'INITIAL')).toEqual([]);
    expect(doubts({ seriousInjuries: 2 }, 'FINAL')).toEqual(['NOT_SUMMED']);
  });
});

test('times must follow one another, equal ones may stand', () => {
  const now = '2026-03-05T00:00:00Z';
  expect(
    contradictions(content({ ignitedAt: '2026-03-01T16:30:00Z', arrivedAt: '2026-03-01T16:30:00Z' }), now),
  ).toEqual({});
  expect(Object.keys(contradictions(content({ arrivedAt: '2026-03-01T16:29:00Z' }), now))).toEqual(['arrivedAt']);
});

test('a first report asks for little, the final one for cause, area, loss and every person', () => {
  const told = content({ lossYuan: null, deaths: 1 });
  expect(missingFor('INITIAL', told)).toEqual({});
  expect(Object.keys(missingFor('FINAL', told)).sort()).toEqual([
    'burnedArea',
    'cause',
    'causeStage',
    'lossYuan',
    'victims',
  ]);
});
