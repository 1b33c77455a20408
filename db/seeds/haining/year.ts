import type { AccountService } from '#modules/accounts/server';
import { createPaperRenderer } from '#modules/documents/server';
import type { InspectionKind } from '#modules/inspections/contract';
import { getPlace } from '#modules/premises/server';
import { addDays } from '#modules/regions/contract';
import type { Files } from '#platform/server/files.ts';
import { tablesOf, workAsSystem } from '#platform/server/work.ts';
import { type Course, type Crew, createFieldwork, type VisitedPlace, type VisitPlan } from '../fieldwork.ts';
import { createPhotos } from '../photos.ts';
import type { Random } from '../random.ts';
import { openPremisesAccount } from '../staff.ts';
import type { Timeline } from '../timeline.ts';
import type { HainingTeam, TownshipTeam } from './organisations.ts';
import { county } from './places.ts';
import type { Premises } from './register.ts';

export interface YearSetting {
  timeline: Timeline;
  accounts: AccountService;
  files: Files;
  random: Random;
  team: HainingTeam;
  places: readonly Premises[];
}

/** Caps of this world, marked as invented: 需核 before anybody relies on them. */
async function setFrequencyCaps({ timeline }: YearSetting) {
  const caps = [
    { orgKind: 'FIRE_BRIGADE', supervisionClass: 'KEY_UNIT', perYear: 2 },
    { orgKind: 'FIRE_BRIGADE', supervisionClass: null, perYear: 1 },
    { orgKind: 'POLICE_STATION', supervisionClass: null, perYear: 2 },
  ];
  await workAsSystem(timeline.environment, county.code, async (work) => {
    await tablesOf<'inspections.frequencyCap'>(work)
      .insertInto('inspections.frequencyCap')
      .values(
        caps.map((cap) => ({
          ...cap,
          id: work.newId(),
          regionPrefix: county.code,
          kinds: [],
          source: '演示设置（需核），参照国办发〔2024〕54号',
          validFrom: timeline.daysAgo(400),
        })),
      )
      .execute();
    work.audit('inspections.setFrequencyCaps', { kind: 'county', id: county.code, countyCode: county.code }, { caps });
  });
}

interface Owned extends Premises {
  visited: VisitedPlace;
  supervisorOrgId: string | null;
  isKeyUnit: boolean;
}

/** Classes of the premises that have accounts of their own; the first is the one to sign in as. */
const accountTypes = [
  'HOTEL',
  'MARKET',
  'LABOUR_INTENSIVE',
  'ENTERTAINMENT',
  'SCHOOL',
  'HOSPITAL',
  'ELDERLY_CARE',
  'LABOUR_INTENSIVE',
  'HOTEL',
  'KINDERGARTEN',
  'MALL',
  'LABOUR_INTENSIVE',
];

async function openAccounts({ timeline, accounts, places }: YearSetting): Promise<Owned[]> {
  return workAsSystem(timeline.environment, county.code, async (work) => {
    const owned: Owned[] = [];
    for (const [index, type] of accountTypes.entries()) {
      for (const place of places.filter(
        (one) =>
          one.type === type &&
          one.area >= 1000 &&
          one.status === 'OPERATING' &&
          one.responsible &&
          !owned.some((other) => other.id === one.id),
      )) {
        const { isKeyUnit, supervisorOrgId } = await getPlace(work, county.code, place.id);
        if (!isKeyUnit && index < 4) continue;
        const account = await openPremisesAccount(work, accounts, place, index ? `danwei${index + 1}` : 'danwei');
        owned.push({ ...place, isKeyUnit, supervisorOrgId, visited: { ...place, account } });
        break;
      }
    }
    return owned;
  });
}

/** A year of work in 海宁: ordinary visits spread over it, and cases that stand at every point of the loop today. */
export async function liveTheYear(setting: YearSetting) {
  const { timeline, team, places, files } = setting;
  const { today, daysAgo, workdayUntil } = timeline;
  const random = setting.random.fork('year');
  await setFrequencyCaps(setting);
  const owned = await openAccounts(setting);
  const fieldwork = createFieldwork({
    timeline,
    papers: { renderer: createPaperRenderer(), files },
    photos: createPhotos(files),
    countyCode: county.code,
    random: setting.random.fork('fieldwork'),
    chief: team.chief.actor,
    committeeOffice: { actor: team.officeStaff.actor },
    brigadeId: team.brigade.id,
  });

  const expired = daysAgo(26);
  const pairs = [
    [0, 1],
    [2, 3],
    [0, 4],
    [1, 5],
    [2, 0],
    [3, 1],
    [4, 2],
    [5, 3],
  ] as const;
  let pair = 0;
  /** The next two officers; the sixth goes along until the certificate runs out. */
  function brigade(day: string, lead?: number): Crew {
    for (;;) {
      const [first, second] =
        lead === undefined
          ? (pairs[pair++ % pairs.length] as readonly [number, number])
          : ([lead, lead === 1 ? 0 : 1] as const);
      if ((first === 5 || second === 5) && day > expired) continue;
      const [one, two] = [team.supervisors[first], team.supervisors[second]];
      if (one && two) return { actor: one.actor, officerIds: [one.personId, two.personId] };
    }
  }
  const crewOf = (members: TownshipTeam['staff']): Crew => ({
    actor: (members[0] as (typeof members)[0]).actor,
    officerIds: members.slice(0, 2).map((one) => one.personId),
  });
  const police = (place: Premises) => crewOf(place.township.officers);
  const township = (place: Premises) => crewOf(place.township.staff);
  /** One officer alone makes a safety visit, also where the township holds delegated powers. */
  const alone = ({ actor, officerIds }: Crew): Crew => ({ actor, officerIds: officerIds.slice(0, 1) });
  const sector = (industry: string): Crew | undefined => {
    const officer = team.departments.get(industry)?.officer;
    return officer && { actor: officer.actor, officerIds: [officer.personId] };
  };
  const sectorOrg = (industry: string) => ({
    orgId: team.departments.get(industry)?.body.id as string,
    crew: sector(industry),
  });
  /** Villages whose grid worker has an account: the second of each township. */
  const patrolled = team.townships.flatMap((one) => one.villages.slice(1, 2));
  const grid = (village: TownshipTeam['villages'][number]): Crew => {
    const { worker } = village.grids[0] as (typeof village.grids)[0];
    return { actor: worker.actor, officerIds: [worker.personId] };
  };

  const open = places.filter((place) => place.status === 'OPERATING');
  const used = new Set<string>(owned.map(({ id }) => id));
  /** A place that nobody has visited yet. */
  function fresh(accept: (place: Premises) => boolean): Premises {
    const free = open.filter((place) => !used.has(place.id) && accept(place));
    const place = random.pick(free.length ? free : open.filter(accept));
    used.add(place.id);
    return place;
  }
  const isOfType =
    (...types: string[]) =>
    (place: Premises) =>
      types.includes(place.type);
  const larger = isOfType(
    'HOTEL',
    'MARKET',
    'MALL',
    'LABOUR_INTENSIVE',
    'ENTERTAINMENT',
    'HOSPITAL',
    'ELDERLY_CARE',
    'SCHOOL',
    'KINDERGARTEN',
    'WAREHOUSE_LOGISTICS',
    'FACTORY',
    'CATERING',
    'HIGHRISE_PUBLIC',
  );
  const atBrigade = (place: Premises) => larger(place) && place.area >= 600;
  const smallOnes = isOfType(
    'CATERING',
    'MALL',
    'MIXED_USE',
    'FACTORY',
    'HOTEL',
    'INTERNET_CAFE',
    'ENTERTAINMENT',
    'RENTAL_HOUSING',
  );
  const daysUntil = (day: string, until: string) => Math.round((Date.parse(until) - Date.parse(day)) / 86_400_000);
  const time = () =>
    `${String(random.pick([9, 9, 10, 10, 13, 14, 14, 15])).padStart(2, '0')}:${random.integer(10, 50)}`;
  const visit = (plan: Omit<VisitPlan, 'time'>) => fieldwork.visit({ ...plan, time: time() });

  /** How cases usually went, by how long ago they began. */
  function usualCourse(age: number): Course {
    const kind =
      age > 110
        ? random.weighted({ PASS: 70, AGAIN: 9, PARTLY: 6, PENALTY_DONE: 4, SEAL_LIFTED: 2, REMOVED: 4, MOVED_OUT: 4 })
        : age > 45
          ? random.weighted({ PASS: 74, AGAIN: 8, PARTLY: 5, PENALTY_DONE: 2, REMOVED: 4, MOVED_OUT: 3, NEVER: 3 })
          : random.weighted({ PASS: 82, PARTLY: 6, NEVER: 6, AGAIN: 6 });
    if (kind === 'PASS' || kind === 'REMOVED' || kind === 'MOVED_OUT' || kind === 'NEVER')
      return { reinspection: kind };
    if (kind === 'PARTLY') return { reinspection: 'PARTLY', afterFail: 'AGAIN' };
    return { reinspection: 'FAIL', afterFail: kind };
  }
  const someDay = () => workdayUntil(daysAgo(5 + Math.floor(345 * random.next() ** 1.15)));

  /** Ordinary visits of a body over the year. */
  function spread(
    count: number,
    kind: InspectionKind,
    choose: () => Premises,
    crewFor: (place: Premises, day: string) => Crew,
    mean: number,
  ) {
    for (let index = 0; index < count; index++) {
      const place = choose();
      const day = someDay();
      const age = daysUntil(day, today);
      const findings = random.chance(0.45) ? 0 : random.integer(1, Math.max(1, mean * 2 - 1));
      const ending = random.chance(0.045) ? 'NO_ENTRY' : random.chance(0.012) ? 'CANCELLED' : undefined;
      const crew = crewFor(place, day);
      const isOffice = !crew.actor.organisation?.kind.startsWith('FIRE_');
      const course = usualCourse(age);
      // Only the brigade seals and fines; the others start again or hand the case over.
      const lawful: Course =
        isOffice && (course.afterFail === 'PENALTY_DONE' || course.afterFail === 'SEAL_LIFTED')
          ? { ...course, afterFail: 'TRANSFER' }
          : course;
      // A visit of the brigade mostly ends in one order, so that one re-inspection closes it.
      const modes = isOffice
        ? undefined
        : random.chance(0.5)
          ? (['DEADLINE'] as const)
          : (['IMMEDIATE', 'ON_SITE'] as const);
      visit({
        place,
        crew,
        kind,
        day,
        findings,
        course: lawful,
        ...(ending ? { ending } : {}),
        ...(modes ? { modes } : {}),
      });
    }
  }
  spread(
    8,
    'RANDOM',
    () => fresh(atBrigade),
    (_place, day) => brigade(day),
    2,
  );
  spread(
    4,
    'COMPLAINT',
    () => fresh(larger),
    (_place, day) => brigade(day),
    1,
  );
  spread(
    2,
    'CAMPAIGN',
    () => fresh(isOfType('MIXED_USE', 'LABOUR_INTENSIVE', 'FACTORY', 'RENTAL_HOUSING')),
    (_place, day) => brigade(day),
    2,
  );
  spread(
    2,
    'OPENING_VERIFY',
    () => fresh(isOfType('HOTEL', 'ENTERTAINMENT', 'CATERING')),
    (_place, day) => brigade(day),
    1,
  );
  // A constable alone makes a safety visit.
  spread(
    14,
    'POLICE',
    () => fresh(smallOnes),
    (place) => (random.chance(0.3) ? police(place) : alone(police(place))),
    1,
  );
  spread(
    52,
    'TOWNSHIP',
    () =>
      fresh(
        isOfType(
          'MIXED_USE',
          'RENTAL_HOUSING',
          'VILLAGE_HOUSE',
          'FACTORY',
          'CATERING',
          'MALL',
          'EBIKE_SITE',
          'OLD_COMMUNITY',
          'RELIGIOUS',
        ),
      ),
    (place) => alone(township(place)),
    1,
  );
  for (const [industry, count, ...types] of [
    ['EDUCATION', 6, 'SCHOOL', 'KINDERGARTEN'],
    ['CIVIL_AFFAIRS', 4, 'ELDERLY_CARE'],
    ['CULTURE_TOURISM', 5, 'ENTERTAINMENT', 'INTERNET_CAFE', 'ESCAPE_ROOM'],
    ['COMMERCE', 5, 'MALL', 'CATERING', 'FUEL_STATION'],
    ['HEALTH', 4, 'HOSPITAL'],
    ['HOUSING_URBAN_RURAL', 4, 'CONSTRUCTION_SITE', 'HIGHRISE_RESIDENTIAL'],
    ['ETHNIC_RELIGIOUS', 2, 'RELIGIOUS'],
  ] as const)
    spread(
      count,
      'SECTOR',
      () => fresh(isOfType(...types)),
      () => sector(industry) as Crew,
      1,
    );
  for (const village of patrolled) {
    const own = open.filter((place) => place.village.code === village.code);
    if (own.length)
      spread(
        village === patrolled[4] ? 8 : 3,
        'GRID',
        () => random.pick(own),
        () => grid(village),
        1,
      );
  }
  for (const place of owned.slice(0, 7)) {
    const keeper =
      place.supervisorOrgId === team.brigade.id
        ? undefined
        : place.supervisorOrgId === place.township.police.id
          ? police(place)
          : township(place);
    for (let count = 0; count < 2; count++) {
      const day = someDay();
      visit({
        place: place.visited,
        crew: { actor: place.visited.account as Crew['actor'], officerIds: [] },
        keeper: keeper ?? brigade(day),
        kind: 'SELF',
        day,
        findings: random.integer(0, 2),
        course: { ...usualCourse(daysUntil(day, today)), reportsFix: true },
      });
    }
  }

  tellCases();

  /** What lies on the desks today. */
  function tellCases() {
    const day = (ago: number) => workdayUntil(daysAgo(ago));
    let lead = 0;
    /** A visit of the brigade whose orders end on a given day. */
    const ordered = (ago: number, dueOn: string | undefined, course: Course, more: Partial<VisitPlan> = {}) => {
      const on = day(ago);
      visit({
        place: fresh(atBrigade),
        crew: brigade(on, lead++ % 2),
        kind: 'RANDOM',
        day: on,
        findings: random.integer(1, 2),
        modes: ['DEADLINE'],
        ...(dueOn ? { dueDays: daysUntil(on, dueOn) } : {}),
        course,
        ...more,
      });
    };
    const inDays = (days: number) => addDays(today, days);

    // Papers at each point of their way.
    for (const ago of [1, 3])
      ordered(ago, undefined, { order: 'DRAFT', ...(ago === 1 ? { record: 'DRAFT' as const } : {}) });
    for (const ago of [2, 3, 5]) ordered(ago, undefined, { order: 'PENDING' });
    for (const ago of [4, 6]) ordered(ago, undefined, { order: 'ISSUED' });
    for (const ago of [60]) ordered(ago, undefined, { order: 'VOID' });
    // Corrections that end today, in these days, later.
    for (const ago of [10, 13]) ordered(ago, today, {});
    for (const [index, ago] of [9, 11, 14].entries()) ordered(ago, inDays(1 + (index % 5)), {});
    for (const [index, ago] of [8, 15].entries()) ordered(ago, inDays(9 + index * 4), {});
    // Over, and nobody has gone yet: just now, and for long.
    for (const [index, ago] of [14, 20].entries()) ordered(ago, inDays(-1 - index), { reinspection: 'NEVER' });
    for (const [index, ago] of [34, 45].entries()) ordered(ago, inDays(-11 - index * 5), { reinspection: 'NEVER' });
    // Failed, and what followed.
    for (const ago of [26, 31]) ordered(ago, inDays(-(ago - 15)), { reinspection: 'FAIL', afterFail: 'NOTHING' });
    for (const ago of [48, 60]) ordered(ago, inDays(-(ago - 20)), { reinspection: 'FAIL', afterFail: 'PENALTY' });
    for (const ago of [40, 44]) ordered(ago, inDays(-(ago - 15)), { reinspection: 'FAIL', afterFail: 'SEAL' });
    for (const ago of [50, 75]) ordered(ago, inDays(-(ago - 20)), { reinspection: 'FAIL', afterFail: 'DEFER' });
    for (const [ago, result] of [
      [36, 'REMOVED'],
      [66, 'REMOVED'],
      [58, 'MOVED_OUT'],
    ] as const)
      ordered(ago, inDays(-(ago - 15)), { reinspection: result });
    // Possible major hazards, and what came back after it was closed.
    for (const ago of [3, 5])
      ordered(
        ago,
        undefined,
        { order: 'DRAFT', suspectsMajor: true },
        { place: fresh(isOfType('MARKET', 'LABOUR_INTENSIVE', 'ENTERTAINMENT')), items: ['F03', 'F05'] },
      );
    for (const ago of [75, 96]) ordered(ago, inDays(-(ago - 20)), { lookBackAfter: 40 });

    // Premises that answer for themselves: the first is on the desk of the demo's own sign-in.
    const [first, ...others] = owned;
    if (first) {
      const own = { place: first.visited, kind: 'KEY' as const };
      ordered(210, inDays(-190), { reportsFix: true }, own);
      ordered(13, inDays(3), {}, { ...own, findings: 2 });
      for (const [index, dueOn] of [inDays(6), inDays(1)].entries())
        visit({
          place: first.visited,
          crew: alone(township(first)),
          kind: 'TOWNSHIP',
          day: day(9 + index),
          findings: 2,
          modes: ['DEADLINE'],
          dueDays: daysUntil(day(9 + index), dueOn),
          course: { reportsFix: index === 1 },
        });
    }
    for (const place of others.slice(0, 3))
      ordered(12, inDays(4), { reportsFix: true, reinspection: 'NEVER' }, { place: place.visited, kind: 'KEY' });
    for (const place of others.slice(3, 6)) ordered(12, inDays(1), { extension: 'ASKED' }, { place: place.visited });
    for (const place of others.slice(6, 8))
      ordered(20, inDays(-2), { extension: 'APPROVED' }, { place: place.visited });
    for (const place of others.slice(8, 9))
      ordered(24, inDays(-4), { extension: 'REFUSED', reinspection: 'NEVER' }, { place: place.visited });

    // Hazards on their way from one body to another.
    const hand = (
      ago: number,
      industry: string,
      types: string[],
      transfer: Course['transfer'],
      course: Course = {},
    ) => {
      const place = fresh(isOfType(...types));
      visit({
        place,
        crew: township(place),
        kind: 'TOWNSHIP',
        day: day(ago),
        findings: random.integer(1, 2),
        modes: ['TRANSFER'],
        transferTo: sectorOrg(industry),
        course: { ...course, ...(transfer ? { transfer } : {}) },
      });
    };
    for (const ago of [2, 4, 9]) hand(ago, 'EDUCATION', ['SCHOOL', 'KINDERGARTEN'], 'WAITING');
    for (const ago of [20, 26])
      hand(ago, 'EDUCATION', ['SCHOOL', 'KINDERGARTEN'], 'ACCEPTED', { reinspection: 'NEVER' });
    for (const ago of [60, 120]) hand(ago, 'EDUCATION', ['KINDERGARTEN'], 'ACCEPTED');
    for (const [ago, industry, type] of [
      [3, 'COMMERCE', 'MALL'],
      [5, 'CULTURE_TOURISM', 'ENTERTAINMENT'],
      [6, 'HOUSING_URBAN_RURAL', 'CONSTRUCTION_SITE'],
      [8, 'MARKET_REGULATION', 'EBIKE_SITE'],
    ] as const)
      hand(ago, industry, [type], 'WAITING');
    for (const [ago, industry, type] of [
      [35, 'COMMERCE', 'MALL'],
      [70, 'CULTURE_TOURISM', 'INTERNET_CAFE'],
      [45, 'CIVIL_AFFAIRS', 'ELDERLY_CARE'],
      [90, 'HEALTH', 'HOSPITAL'],
    ] as const)
      hand(ago, industry, [type], 'ACCEPTED');
    for (const ago of [8, 15]) hand(ago, 'COMMERCE', ['CATERING'], 'DECLINED');
    for (const [ago, industry] of [
      [12, 'HOUSING_URBAN_RURAL'],
      [16, 'COMMERCE'],
    ] as const)
      hand(ago, industry, ['OLD_COMMUNITY', 'EBIKE_SITE'], 'ARBITRATION');
    for (const ago of [40, 130]) hand(ago, 'HOUSING_URBAN_RURAL', ['HIGHRISE_RESIDENTIAL'], 'ARBITRATED');
    const toBrigade = { orgId: team.brigade.id, crew: undefined };
    for (const ago of [2, 5, 9]) {
      const place = fresh((one) => smallOnes(one) && one.township.pinyin !== 'huangwan');
      visit({
        place,
        crew: police(place),
        kind: 'POLICE',
        day: day(ago),
        findings: 1,
        modes: ['TRANSFER'],
        transferTo: toBrigade,
        course: { transfer: 'WAITING' },
      });
    }

    // The signed-in township, police station and grid worker: 许村.
    const xucun = team.townships.find((one) => one.pinyin === 'xucun') as TownshipTeam;
    const village = xucun.villages[1] as TownshipTeam['villages'][number];
    const inXucun = (place: Premises) => place.township.prefix === xucun.prefix;
    const inVillage = open.filter((place) => place.village.code === village.code);
    for (const [index, ago] of [11, 15, 22].entries())
      visit({
        place: fresh((one) => inXucun(one) && one.type === 'RENTAL_HOUSING'),
        crew: alone(crewOf(xucun.staff)),
        kind: 'GRID',
        day: day(ago),
        findings: 2,
        modes: ['DEADLINE'],
        dueDays: 7 + index * 2,
        course: { reinspection: 'NEVER' },
      });
    for (const ago of [6, 9, 13])
      visit({
        place: random.pick(inVillage),
        crew: grid(village),
        kind: 'GRID',
        day: day(ago),
        findings: 1,
        modes: ['DEADLINE'],
        dueDays: 5,
        course: { reinspection: 'NEVER' },
      });
    for (const ago of [3, 5])
      visit({
        place: random.pick(inVillage),
        crew: grid(village),
        kind: 'GRID',
        day: day(ago),
        findings: 1,
        modes: ['TRANSFER'],
        transferTo: { orgId: xucun.government.id, crew: undefined },
        course: { transfer: 'WAITING' },
      });
    for (const ago of [4, 7])
      visit({
        place: fresh((one) => inXucun(one) && smallOnes(one)),
        crew: crewOf(xucun.officers),
        kind: 'POLICE',
        day: day(ago),
        findings: 2,
        modes: ['IMMEDIATE'],
        course: { reinspection: 'NEVER' },
      });
    visit({
      place: fresh((one) => inXucun(one) && smallOnes(one)),
      crew: crewOf(xucun.officers),
      kind: 'POLICE',
      day: day(25),
      findings: 1,
      modes: ['IMMEDIATE'],
      course: { reinspection: 'FAIL', afterFail: 'NOTHING' },
    });

    // Visits that are under way, and doors that stayed shut.
    for (const who of [0, 1])
      visit({
        place: fresh(atBrigade),
        crew: brigade(today, who),
        kind: 'RANDOM',
        day: day(who),
        findings: 0,
        ending: 'IN_PROGRESS',
        course: {},
      });
    for (const ago of [1, 4])
      visit({
        place: fresh(atBrigade),
        crew: brigade(day(ago), 0),
        kind: 'RANDOM',
        day: day(ago),
        findings: 0,
        ending: 'NO_ENTRY',
        course: {},
      });
  }
}
