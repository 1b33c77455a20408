import { describe, expect, test } from 'vitest';
import { organisationKinds } from './kinds.ts';
import { type PowerAction, powerActions, powerOf } from './powers.ts';

/**
 * What each kind of body may do in its own name, written down again by hand from the law, not from the matrix:
 * F full, L police scope, D once delegated, P proposes, A assists, R files, T transfers, - nothing. Order of `powerActions`.
 */
const county = '330481000000';
const township = '330481101000';
const expected: [kind: string, regionCode: string, industry: string | null, letters: string][] = [
  //                                                    selfCheck gridPatrol safetyCheck inspection immediate deadline seal penalty stop major listed interview opening design cause keyUnit product
  ['PEOPLES_GOVERNMENT', county, null, '--F-----A-FF---R-'],
  ['PEOPLES_GOVERNMENT', township, null, '-FFDDD-D--PF-----'],
  ['SUBDISTRICT_OFFICE', township, null, '-FFDDD-D--PF-----'],
  ['DEV_ZONE_COMMITTEE', township, null, '-FFDDD-D--PF-----'],
  ['TOWN_FIRE_STATION_OFFICE', township, null, '-FFDDD-D--PF-----'],
  ['FIRE_SAFETY_COMMITTEE', county, null, '-----------F-----'],
  ['FSC_OFFICE', county, null, '-----------F-----'],
  ['TOWN_FIRE_COMMITTEE', township, null, '-----------F-----'],
  ['EMERGENCY_DEPT', county, 'EMERGENCY', '--F-------PF-----'],
  ['INDUSTRY_DEPT', county, 'EDUCATION', '--F-------PF-----'],
  ['INDUSTRY_DEPT', county, 'HOUSING_URBAN_RURAL', '--F-------PF-F---'],
  ['INDUSTRY_DEPT', county, 'MARKET_REGULATION', '--F-------PF----F'],
  ['NFRA', county, null, '---FFFFFFFPFF-FFT'],
  ['FIRE_CORPS', county, null, '---FFFFFFFPFF-FFT'],
  ['FIRE_DETACHMENT', county, null, '---FFFFFFFPFF-FFT'],
  ['FIRE_BRIGADE', county, null, '---FFFFFFFPFF-FFT'],
  ['FIRE_STATION', township, null, '--------------A--'],
  ['GOV_FULLTIME_TEAM', township, null, '--------------A--'],
  ['VOLUNTEER_TEAM', township, null, '--------------A--'],
  ['MICRO_STATION_COMMUNITY', township, null, '--------------A--'],
  ['POLICE_STATION', township, null, '---LLL-P------A--'],
  ['VILLAGE_COMMITTEE', township, null, '-F---------------'],
  ['UNIT_FULLTIME_TEAM', township, null, 'F----------------'],
  ['MICRO_STATION_UNIT', township, null, 'F----------------'],
  ['PROPERTY_SERVICE', township, null, 'F----------------'],
  ['PREMISES_UNIT', township, null, 'F----------------'],
  ['TECH_SERVICE_ORG', county, null, '-----------------'],
  ['MONITORING_CENTRE', county, null, '-----------------'],
];
const limits = {
  F: 'FULL',
  L: 'POLICE_SCOPE',
  D: 'DELEGATED',
  P: 'PROPOSE',
  A: 'ASSIST',
  R: 'FILING',
  T: 'TRANSFER',
  '-': 'NONE',
} as const;
type Letter = keyof typeof limits;

const delegation = (action: string, fromOn = '2026-01-01', toOn: string | null = null) => ({
  action,
  legalBasis: '行政处罚法第二十四条',
  documentNo: '浙政发〔2025〕1号',
  fromOn,
  toOn,
});
const day = '2026-11-20';

describe('who may do what', () => {
  test('the table covers every kind of body and every act', () => {
    expect(new Set(expected.map(([kind]) => kind))).toEqual(new Set(organisationKinds.map(({ id }) => id)));
    for (const [kind, , , letters] of expected) expect([kind, letters.length]).toEqual([kind, powerActions.length]);
  });

  test.each(expected)('%s in %s (%s)', (kind, regionCode, industry, letters) => {
    for (const [index, action] of powerActions.entries()) {
      const letter = letters[index] as Letter;
      const holder = { kind, industry, regionCode };
      const bare = powerOf(holder, action, [], day);
      const delegated = powerOf(holder, action, [delegation(action)], day);
      const limit = limits[letter];
      expect([action, bare.limit, bare.may]).toEqual([action, letter === 'D' ? 'NONE' : limit, 'FL'.includes(letter)]);
      // A delegation adds power only where the law lets one be delegated.
      expect([action, delegated.limit, delegated.may]).toEqual([action, limit, 'FLD'.includes(letter)]);
      expect(bare.reasonZh).toMatch(/[。]$/);
      expect(bare.basis).not.toBe('');
    }
  });

  test.each([
    ['the day before it begins', '2026-02-28', false, /自 2026-03-01 起生效/],
    ['its first day', '2026-03-01', true, /浙政发〔2025〕1号/],
    ['its last day', '2026-11-30', true, /浙政发〔2025〕1号/],
    ['the day after its end', '2026-12-01', false, /已于 2026-11-30 到期/],
  ])('a delegation counts by its own dates: %s', (_, on, may, words) => {
    const power = powerOf(
      { kind: 'SUBDISTRICT_OFFICE', industry: null, regionCode: township },
      'penalty' as PowerAction,
      [delegation('penalty', '2026-03-01', '2026-11-30')],
      on,
    );
    expect(power.may).toBe(may);
    expect(power.reasonZh).toMatch(words);
  });

  test('a delegation for one act gives no other', () => {
    expect(
      powerOf(
        { kind: 'SUBDISTRICT_OFFICE', industry: null, regionCode: township },
        'adminInspection',
        [delegation('penalty')],
        day,
      ).may,
    ).toBe(false);
  });
});
