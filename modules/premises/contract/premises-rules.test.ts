import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import domain from '#db/reference/premises/premises.json' with { type: 'json' };
import scope from '#db/reference/premises/scope.json' with { type: 'json' };
import {
  adminLevelRank,
  attributeProblems,
  type Criterion,
  classFields,
  codeFrom,
  completenessOf,
  criteriaInForce,
  defaultSupervisionClass,
  doubtsAbout,
  type FileFacts,
  fieldsOf,
  industryFor,
  judgeKeyUnit,
  type PlaceFacts,
  type PremisesType,
  premisesTypeIds,
  premisesTypes,
  readCode,
  type SmallPlaceLimit,
} from './index.ts';

const facts = (types: PremisesType[], given: Partial<PlaceFacts> = {}) => ({
  types,
  floorArea: null,
  height: null,
  storeys: null,
  attributes: {},
  isKeyUnit: false,
  status: 'OPERATING',
  ...given,
});

const national: Criterion[] = scope.criteria.map((about, i) => {
  const row = domain.keyUnitCriteria[i] as (typeof domain.keyUnitCriteria)[number];
  const level = row.metric === 'adminLevel' ? adminLevelRank(row.value) : undefined;
  return {
    id: `c${about.no}`,
    regionPrefix: '00',
    category: row.cat,
    categoryName: row.catZh ?? '',
    types: about.types,
    kinds: about.kinds as Criterion['kinds'],
    object: row.objectZh,
    metric: row.metric,
    operator: row.op,
    threshold: level ?? (row.value === 'true' ? 1 : Number.isFinite(Number(row.value)) ? Number(row.value) : null),
    thresholdText: null,
    unit: row.unit,
    source: row.source,
    needsCheck: about.needsCheck,
    validFrom: '2002-05-01',
    validTo: null,
  };
});
const haining = '330481101201';
const today = '2026-11-20';
const inForce = criteriaInForce(national, haining, today);

describe('the classes', () => {
  test('every class of the domain table has its fields declared, and no other', () => {
    expect([...premisesTypeIds].sort()).toEqual(domain.premisesTypes.map((row) => row.id).sort());
  });
  test('a field key means the same in every class', () => {
    const known = new Map<string, unknown>();
    for (const field of Object.values(classFields).flat()) {
      expect(known.get(field.key) ?? field).toEqual(field);
      known.set(field.key, field);
    }
  });
  test('what gathers the public is crowded as well (消防法73(四))', () => {
    for (const type of premisesTypes) if (type.isPublicAssembly) expect(type).toMatchObject({ isCrowded: true });
  });
});

/** One line a criterion of the domain table: a place that meets it, and one that just does not (null: no such). */
const table: [number, PlaceFacts, PlaceFacts | null][] = [
  [1, facts(['MALL'], { floorArea: 1000 }), facts(['MALL'], { floorArea: 999.9 })],
  [2, facts(['HOTEL'], { attributes: { guestRooms: 50 } }), facts(['HOTEL'], { attributes: { guestRooms: 49 } })],
  [3, facts(['STADIUM']), null],
  [4, facts(['ENTERTAINMENT'], { floorArea: 200 }), facts(['ENTERTAINMENT'], { floorArea: 199 })],
  [5, facts(['HOSPITAL'], { attributes: { beds: 50 } }), facts(['HOSPITAL'], { attributes: { beds: 49 } })],
  [6, facts(['ELDERLY_CARE'], { attributes: { beds: 50 } }), facts(['ELDERLY_CARE'], { attributes: { beds: 49 } })],
  [
    7,
    facts(['SCHOOL'], { attributes: { boardingBeds: 100 } }),
    facts(['SCHOOL'], { attributes: { boardingBeds: 99 } }),
  ],
  [
    8,
    facts(['KINDERGARTEN'], { attributes: { boardingBeds: 50 } }),
    facts(['KINDERGARTEN'], { attributes: { boardingBeds: 49 } }),
  ],
  [
    9,
    facts(['GOV_OFFICE'], { attributes: { adminLevel: 'COUNTY' }, height: 10 }),
    facts(['GOV_OFFICE'], { attributes: { adminLevel: 'TOWNSHIP' }, height: 10 }),
  ],
  [
    10,
    facts(['TELECOM_POWER'], { attributes: { infrastructureKind: 'BROADCASTING' } }),
    facts(['TELECOM_POWER'], { attributes: { infrastructureKind: 'OTHER' } }),
  ],
  [
    11,
    facts(['TRANSPORT_HUB'], { floorArea: 500, attributes: { hubKind: 'COACH_STATION' } }),
    facts(['TRANSPORT_HUB'], { floorArea: 499, attributes: { hubKind: 'COACH_STATION' } }),
  ],
  [
    12,
    facts(['TRANSPORT_HUB'], { attributes: { hubKind: 'AIRPORT' } }),
    facts(['TRANSPORT_HUB'], { attributes: { hubKind: 'OTHER' } }),
  ],
  [
    13,
    facts(['LIBRARY_MUSEUM'], { floorArea: 2000, attributes: { venueKind: 'LIBRARY' } }),
    facts(['LIBRARY_MUSEUM'], { floorArea: 1999, attributes: { venueKind: 'LIBRARY' } }),
  ],
  [
    14,
    facts(['LIBRARY_MUSEUM'], { floorArea: 10, attributes: { venueKind: 'MUSEUM' } }),
    facts(['CULTURAL_RELIC'], { attributes: { protectionLevel: 'NONE' } }),
  ],
  [15, facts(['TELECOM_POWER'], { attributes: { infrastructureKind: 'POWER_PLANT' } }), null],
  [16, facts(['FUEL_STATION']), null],
  [
    17,
    facts(['LABOUR_INTENSIVE'], { attributes: { employees: 100 } }),
    facts(['LABOUR_INTENSIVE'], { attributes: { employees: 99 } }),
  ],
  [
    19,
    facts(['HIGHRISE_PUBLIC']),
    facts(['GOV_OFFICE'], { height: 24, storeys: 6, attributes: { adminLevel: 'TOWNSHIP' } }),
  ],
];

describe('key-unit proposals', () => {
  test.each(table)(
    'criterion %i: what meets it is proposed, with figure and source; what just does not is not',
    (no, meets, misses) => {
      const judgement = judgeKeyUnit(facts(meets.types as PremisesType[], meets), inForce);
      expect(judgement).toMatchObject({ direction: 'DESIGNATE', criterionId: `c${no}` });
      expect(judgement?.reason).toMatch(/建议列为消防安全重点单位/);
      expect(judgement?.reason).toContain('公通字〔2001〕97号');
      if (misses) expect(judgeKeyUnit(facts(misses.types as PremisesType[], misses), inForce)).toBeNull();
    },
  );

  test('criterion 18 is left to the province: the nation proposes nobody by it', () => {
    expect(inForce.find((one) => one.id === 'c18')).toMatchObject({ metric: 'local', types: [] });
  });

  test('the reason names class, figure, standard and doubt', () => {
    expect(judgeKeyUnit(facts(['HOTEL'], { attributes: { guestRooms: 62 } }), inForce)?.reason).toBe(
      '宾馆（旅馆、饭店）客房数 62 间，达到第1类“宾馆（旅馆、饭店）”的标准 50 间。依据：公通字〔2001〕97号。建议列为消防安全重点单位。',
    );
    expect(judgeKeyUnit(facts(['LABOUR_INTENSIVE'], { attributes: { employees: 300 } }), inForce)?.reason).toContain(
      '该标准数值需核实',
    );
  });

  test('a key unit that fell below every standard is proposed for withdrawal; one with a figure missing never', () => {
    const below = { ...facts(['HOTEL'], { attributes: { guestRooms: 30 } }), isKeyUnit: true };
    expect(judgeKeyUnit(below, inForce)).toMatchObject({ direction: 'WITHDRAW', criterionId: 'c2' });
    expect(judgeKeyUnit({ ...below, attributes: {} }, inForce)).toBeNull();
    expect(judgeKeyUnit({ ...below, types: ['HOTEL', 'MALL'] }, inForce)).toBeNull();
    // Designated on grounds that no criterion names.
    expect(judgeKeyUnit({ ...facts(['WAREHOUSE_LOGISTICS']), isKeyUnit: true }, inForce)).toBeNull();
  });

  test('a place that is closed for good is proposed for withdrawal and never designated', () => {
    expect(judgeKeyUnit({ ...facts(['STADIUM']), status: 'DEMOLISHED' }, inForce)).toBeNull();
    expect(judgeKeyUnit({ ...facts(['STADIUM']), status: 'CLOSED', isKeyUnit: true }, inForce)).toMatchObject({
      direction: 'WITHDRAW',
      reason: expect.stringContaining('已关停'),
    });
  });

  test('a province replaces the number of one object and leaves the others', () => {
    const fujian: Criterion = {
      ...(national[0] as Criterion),
      id: 'fj',
      regionPrefix: '35',
      threshold: 3000,
      source: '闽消〔2019〕1号',
      validFrom: '2019-01-01',
    };
    const rows = [...national, fujian];
    const mall = facts(['MALL'], { floorArea: 2000 });
    const hotel = facts(['HOTEL'], { attributes: { guestRooms: 50 } });
    expect(judgeKeyUnit(mall, criteriaInForce(rows, '350102001001', today))).toBeNull();
    expect(judgeKeyUnit(hotel, criteriaInForce(rows, '350102001001', today))).toMatchObject({ criterionId: 'c2' });
    expect(judgeKeyUnit(mall, criteriaInForce(rows, haining, today))).toMatchObject({ criterionId: 'c1' });
    expect(judgeKeyUnit(mall, criteriaInForce(rows, '350102001001', '2018-12-31'))).toMatchObject({
      criterionId: 'c1',
    });
  });

  test('a number counts from its first day to its last', () => {
    const [first] = national as [Criterion];
    const rows = [
      { ...first, id: 'old', validTo: '2026-06-30' },
      { ...first, id: 'new', threshold: 5000, validFrom: '2026-07-01' },
    ];
    const mall = facts(['MALL'], { floorArea: 2000 });
    expect(judgeKeyUnit(mall, criteriaInForce(rows, haining, '2026-06-30'))).toMatchObject({ criterionId: 'old' });
    expect(judgeKeyUnit(mall, criteriaInForce(rows, haining, '2026-07-01'))).toBeNull();
    expect(criteriaInForce(rows, haining, '2002-04-30')).toEqual([]);
  });

  test('at the threshold and above a place is proposed, below it never, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (value, threshold) => {
        const rows = [{ ...(national[1] as Criterion), threshold }];
        const judgement = judgeKeyUnit(facts(['HOTEL'], { attributes: { guestRooms: value } }), rows);
        expect(judgement !== null).toBe(value >= threshold);
      }),
    );
  });

  test('nobody is put on the list and taken off it by the same facts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...premisesTypeIds), { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null }),
        fc.record(
          {
            guestRooms: fc.integer({ min: 0, max: 100 }),
            beds: fc.integer({ min: 0, max: 200 }),
            boardingBeds: fc.integer({ min: 0, max: 200 }),
          },
          { requiredKeys: [] },
        ),
        (types, floorArea, attributes) => {
          const place = facts(types, { floorArea, attributes });
          const on = judgeKeyUnit(place, inForce);
          const off = judgeKeyUnit({ ...place, isKeyUnit: true }, inForce);
          expect(on === null || off === null).toBe(true);
          if (on) expect(on.direction).toBe('DESIGNATE');
          if (off) expect(off.direction).toBe('WITHDRAW');
        },
      ),
    );
  });
});

describe('the class of supervision', () => {
  const limits: SmallPlaceLimit[] = scope.limits.map((limit) => ({
    regionPrefix: '00',
    kind: limit.kind,
    name: '',
    types: limit.types,
    metric: limit.metric,
    threshold: limit.value,
    unit: limit.unit,
    unlessUnknown: limit.unlessUnknown ?? false,
    validFrom: '2002-05-01',
    validTo: null,
  }));
  const classOf = (types: PremisesType[], given: Partial<PlaceFacts> = {}) =>
    defaultSupervisionClass(facts(types, given), limits, haining, today);

  test.each([
    ['CATERING', { attributes: { seats: 100 } }, 'SMALL'],
    ['CATERING', { attributes: { seats: 101 } }, 'GENERAL'],
    ['CATERING', {}, 'GENERAL'],
    ['MALL', { floorArea: 300 }, 'SMALL'],
    ['MALL', { floorArea: 301 }, 'GENERAL'],
    ['SCHOOL', { attributes: { pupils: 500 } }, 'SMALL'],
    ['SCHOOL', { attributes: { pupils: 500, boardingBeds: 51 } }, 'GENERAL'],
    ['KINDERGARTEN', { attributes: { pupils: 101 } }, 'GENERAL'],
    ['HAZCHEM', { floorArea: 1 }, 'GENERAL'],
    ['RENTAL_HOUSING', {}, 'HOUSEHOLD'],
  ] as const)('%s with %o is %s', (type, given, expected) => {
    expect(classOf([type], given as Partial<PlaceFacts>)).toBe(expected);
  });

  test('a place of several classes is small only where it is small in each', () => {
    expect(classOf(['CATERING', 'HOTEL'], { attributes: { seats: 20, beds: 10 } })).toBe('SMALL');
    expect(classOf(['CATERING', 'HOTEL'], { attributes: { seats: 20, beds: 60 } })).toBe('GENERAL');
    expect(classOf(['CATERING', 'FUEL_STATION'], { attributes: { seats: 20 } })).toBe('GENERAL');
  });

  test('a county replaces the limits of one kind', () => {
    const own = {
      ...(limits.find((one) => one.kind === 'SMALL_CATERING') as SmallPlaceLimit),
      regionPrefix: '330481',
      threshold: 40,
    };
    expect(
      defaultSupervisionClass(facts(['CATERING'], { attributes: { seats: 60 } }), [...limits, own], haining, today),
    ).toBe('GENERAL');
    expect(
      defaultSupervisionClass(
        facts(['CATERING'], { attributes: { seats: 60 } }),
        [...limits, own],
        '330482101202',
        today,
      ),
    ).toBe('SMALL');
  });
});

describe('the department of a class', () => {
  const row = (given: object) => ({
    regionPrefix: '00',
    premisesType: 'CONFINEMENT_CENTRE',
    leadIndustry: 'HEALTH',
    coIndustries: [],
    documentNo: null,
    validFrom: '2002-05-01',
    validTo: null,
    ...given,
  });
  test('the most specific division in force wins, and the next class stands in where the first has none', () => {
    const map = [
      row({}),
      row({ regionPrefix: '3304', leadIndustry: 'MARKET_REGULATION', validFrom: '2026-01-01' }),
      row({ regionPrefix: '330481', leadIndustry: 'COMMERCE', validFrom: '2026-10-01', validTo: '2026-10-31' }),
    ];
    expect(industryFor(map, ['CONFINEMENT_CENTRE'], haining, '2025-12-31')).toBe('HEALTH');
    expect(industryFor(map, ['CONFINEMENT_CENTRE'], haining, '2026-10-31')).toBe('COMMERCE');
    expect(industryFor(map, ['CONFINEMENT_CENTRE'], haining, '2026-11-01')).toBe('MARKET_REGULATION');
    expect(industryFor(map, ['CONFINEMENT_CENTRE'], '110108001001', '2026-11-01')).toBe('HEALTH');
    expect(industryFor(map, ['OTHER', 'CONFINEMENT_CENTRE'], '110108001001', '2026-11-01')).toBe('HEALTH');
    expect(industryFor(map, ['OTHER'], haining, today)).toBeNull();
  });
});

describe('completeness', () => {
  const file: fc.Arbitrary<FileFacts> = fc.record({
    name: fc.constantFrom('', '甲'),
    regionCode: fc.constant(haining),
    address: fc.constantFrom('', '乙'),
    types: fc.constantFrom([], ['HOTEL']),
    supervisionClass: fc.constantFrom('GENERAL', 'KEY_UNIT'),
    status: fc.constant('OPERATING' as const),
    isKeyUnit: fc.boolean(),
    isPublicAssembly: fc.boolean(),
    gridId: fc.constantFrom(null, 'g'),
    industry: fc.constantFrom(null, 'HEALTH'),
    supervisorOrgId: fc.constantFrom(null, 'o'),
    buildingId: fc.constantFrom(null, 'b'),
    storeys: fc.constantFrom(null, 2),
    floorArea: fc.constantFrom(null, 100),
    attributes: fc.record(
      {
        keyParts: fc.constant('厨房'),
        openingPermit: fc.constant('文号'),
        hasControlRoom: fc.boolean(),
        facilities: fc.constantFrom([], ['ALARM'], ['EXTINGUISHERS']),
        maintenanceContract: fc.constant('公司'),
      },
      { requiredKeys: [] },
    ),
    hasResponsiblePerson: fc.boolean(),
    hasFireManager: fc.boolean(),
  }) as fc.Arbitrary<FileFacts>;

  test('it is whole percent, and 100 exactly where nothing is missing', () => {
    fc.assert(
      fc.property(file, (one) => {
        const { percent, missing } = completenessOf(one);
        expect(Number.isInteger(percent) && percent >= 0 && percent <= 100).toBe(true);
        expect(percent === 100).toBe(missing.length === 0);
      }),
    );
  });

  test('filling a field never lowers it', () => {
    fc.assert(
      fc.property(
        file,
        fc.constantFrom<Partial<FileFacts>>(
          { gridId: 'g' },
          { name: '甲' },
          { industry: 'HEALTH' },
          { hasResponsiblePerson: true },
          { buildingId: 'b' },
          { hasFireManager: true },
        ),
        (one, filled) => {
          expect(completenessOf({ ...one, ...filled }).percent).toBeGreaterThanOrEqual(completenessOf(one).percent);
        },
      ),
    );
  });

  test('what is required follows from what the place is', () => {
    const bare = {
      name: '甲',
      regionCode: haining,
      address: '乙',
      types: ['HOTEL'],
      supervisionClass: 'GENERAL',
      status: 'OPERATING',
      isKeyUnit: false,
      isPublicAssembly: false,
      gridId: 'g',
      industry: 'HEALTH',
      supervisorOrgId: 'o',
      buildingId: 'b',
      storeys: null,
      floorArea: null,
      attributes: {},
      hasResponsiblePerson: true,
      hasFireManager: false,
    } as FileFacts;
    const missing = (given: Partial<FileFacts>) =>
      completenessOf({ ...bare, ...given }).missing.map((one) => one.field);
    expect(missing({})).toEqual([]);
    expect(missing({ isKeyUnit: true })).toEqual(['fireManager', 'keyParts']);
    expect(missing({ isPublicAssembly: true })).toEqual(['openingPermit']);
    expect(missing({ attributes: { hasControlRoom: true } })).toEqual(['controlRoomOperators']);
    expect(missing({ attributes: { facilities: ['SPRINKLER'] } })).toEqual(['maintenanceContract']);
    expect(missing({ attributes: { facilities: ['EXTINGUISHERS'] } })).toEqual([]);
  });
});

describe('the readable code', () => {
  const code = fc.bigInt({ min: 0n, max: 1n << 64n }).map(codeFrom);
  test('is read back whatever case and spaces, and has no character that is mistaken for another', () => {
    fc.assert(
      fc.property(code, (one) => {
        expect(one).toMatch(/^[2-9A-HJKMNP-TV-Y]{7}$/);
        expect(readCode(` ${one.slice(0, 3)} ${one.slice(3).toLowerCase()}`)).toBe(one);
      }),
    );
  });
  test('one wrong character, or two neighbours exchanged, is always noticed', () => {
    fc.assert(
      fc.property(code, fc.nat(6), fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTVWXY'), (one, at, other) => {
        fc.pre(one[at] !== other);
        expect(readCode(one.slice(0, at) + other + one.slice(at + 1))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(code, fc.nat(4), (one, at) => {
        fc.pre(one[at] !== one[at + 1]);
        expect(readCode(one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2))).toBeUndefined();
      }),
    );
  });
});

describe('fields of a class', () => {
  test('each kind of field takes its values and refuses others in words', () => {
    const types: PremisesType[] = ['HOTEL', 'WAREHOUSE_LOGISTICS', 'ENERGY_STORAGE'];
    const good = {
      guestRooms: 0,
      hasColdStorage: true,
      storageHazard: 'A',
      capacityMWh: 1.5,
      facilities: ['ALARM', 'GAS'],
      maintenanceUntil: '2026-12-31',
      keyParts: '配电房',
    };
    expect(attributeProblems(types, good)).toEqual({});
    const bad: Record<string, unknown> = {
      guestRooms: 1.5,
      hasColdStorage: '是',
      storageHazard: 'Z',
      capacityMWh: -1,
      facilities: ['ALARM', 'ALARM'],
      maintenanceUntil: '2026-02-30',
      keyParts: ' ',
      pupils: 1,
    };
    expect(Object.keys(attributeProblems(types, bad))).toEqual(Object.keys(bad));
  });
  test('anything at all is refused or taken, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...fieldsOf(premisesTypeIds).map((field) => field.key), 'facilities', '__proto__', 'x'),
          fc.jsonValue() as fc.Arbitrary<unknown>,
        ),
        (attributes) => void attributeProblems(premisesTypeIds, attributes),
      ),
    );
  });
  test('doubts are said with cause and remedy, and facts without doubt get none', () => {
    const place = {
      ...facts(['HOTEL'], { floorArea: 500, height: 12, storeys: 4, attributes: { guestRooms: 20, beds: 35 } }),
      name: '平安宾馆',
      address: '许村镇人民路1号',
      staffCount: 10,
      peakOccupancy: 60,
    };
    expect(doubtsAbout(place)).toEqual([]);
    expect(doubtsAbout({ ...place, attributes: { guestRooms: 20, beds: 5 } })).toEqual([
      { field: 'attributes.beds', sentence: '床位 5 张少于客房 20 间，请核对。' },
    ]);
    expect(doubtsAbout({ ...place, storeys: 40 }).map((doubt) => doubt.field)).toEqual(['height']);
    expect(doubtsAbout({ ...place, types: ['LARGE_COMPLEX'] }).map((doubt) => doubt.field)).toEqual(['floorArea']);
    const sources = (majorHazardSource: string, majorHazardSourceCount: number) =>
      doubtsAbout({ ...place, types: ['HAZCHEM'], attributes: { majorHazardSource, majorHazardSourceCount } });
    expect(sources('3', 2)).toEqual([]);
    expect(sources('NONE', 0)).toEqual([]);
    expect(sources('NONE', 2).map((doubt) => doubt.field)).toEqual(['attributes.majorHazardSourceCount']);
    expect(sources('3', 0).map((doubt) => doubt.field)).toEqual(['attributes.majorHazardSourceCount']);
  });
});
