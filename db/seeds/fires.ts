import { CalloutContent, type Facility, FireContent, firePlaces, type Victim } from '#modules/fires/contract';
import type { BulkCallout, BulkFire } from '#modules/fires/server';
import { monthOf, monthsBetween } from '#modules/indicators/contract';
import { addDays, prefixOf } from '#modules/regions/contract';
import type { Random } from './random.ts';

/** What happened between two days (both included), to the person and the yuan; the fires of it are made up. */
export interface FireSpan {
  from: string;
  to: string;
  fires: number;
  deaths: number;
  injuries: number;
  lossYuan: number;
  /** Fires of which the story is told; they count among the span's. */
  told?: readonly ToldFire[];
  /** Exactly so many fires by place, where that was published; the others are drawn. */
  places?: Readonly<Record<string, number>>;
}
export interface ToldFire {
  at: string;
  regionCode: string;
  address: string;
  place: string;
  cause: string;
  deaths: number;
  injuries: number;
  lossYuan: number;
  synopsis: string;
}
export interface CalloutSpan {
  from: string;
  to: string;
  callouts: number;
  vehicles: number;
  people: number;
  rescued: number;
  evacuated: number;
  savedYuan: number;
}

type Signed = BulkFire['reporter'];
export interface FireStation {
  orgId: string;
  regionCode: string;
  reporter: Signed;
  reviewer: Signed;
}
export interface FireScene {
  random: Random;
  newId: () => string;
  villages: readonly {
    code: string;
    short: string;
    centre: readonly [number, number];
    isRural: boolean;
    road: string;
    /** Who answers there, reports what happened, and who confirms it. */
    station: FireStation;
  }[];
}

// Shares of the national bulletin of 2024 (db/reference/fires), by place, cause and time of day.
const placeWeights = {
  RESIDENCE: 34,
  RENTAL: 4,
  DORMITORY: 1,
  COMMERCIAL: 4,
  CATERING: 3,
  FACTORY: 6,
  WAREHOUSE: 2,
  ENTERTAINMENT: 0.5,
  HOTEL: 0.5,
  CONSTRUCTION_SITE: 1,
  AGRI_BUILDING: 1,
  OTHER_BUILDING: 3,
  CAR: 7,
  NEV: 1,
  EBIKE: 2,
  HAYSTACK: 5,
  REFUSE: 14,
  VEGETATION: 9,
  OUTDOOR_STORAGE: 2,
  OUTDOOR_EQUIPMENT: 4,
  OTHER_OUTDOOR: 3,
} as const;
const causeWeights = {
  ELECTRICAL: 32,
  DAILY_FIRE_CARELESS: 22,
  SMOKING: 15,
  RESIDUAL_EMBERS: 15,
  PLAYING_WITH_FIRE: 2,
  PRODUCTION_CARELESS: 4,
  SPONTANEOUS: 3,
  ARSON: 1,
  GAS_LEAK: 1,
  OTHER: 2,
  UNKNOWN: 3,
} as const;
const bandWeights = { '0-5': 10, '6-9': 14, '10-19': 61, '20-23': 15 } as const;
const outdoors = new Set(['HAYSTACK', 'REFUSE', 'VEGETATION', 'OUTDOOR_STORAGE', 'OUTDOOR_EQUIPMENT', 'OTHER_OUTDOOR']);
const homes = new Set(['RESIDENCE', 'RENTAL', 'DORMITORY']);
const inBuildings = new Set(firePlaces.flatMap(({ id, group }) => (group === 'BUILDING' ? [id] : [])));
const farms = new Set(['HAYSTACK', 'AGRI_BUILDING']);

const instant = (day: string, minute: number) =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000).toISOString();
const after = (moment: string, minutes: number) => new Date(Date.parse(moment) + minutes * 60_000).toISOString();

/** What a building had against fire and what it did; homes seldom have any. */
function drawFacilities(place: string, random: Random): Facility[] {
  if (!inBuildings.has(place)) return [];
  const results = { WORKED: 55, PARTLY: 15, FAILED: 15, UNKNOWN: 15 } as const;
  return (['EXTINGUISHERS', 'ALARM'] as const).map((kind) => {
    const isPresent = random.chance(homes.has(place) ? 0.12 : kind === 'ALARM' ? 0.3 : 0.7);
    return { kind, isPresent, result: isPresent ? random.weighted(results) : null, whyNot: null };
  });
}

/** Whole numbers that add up to the total, in proportion to the weights. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let given = 0;
  let passed = 0;
  return weights.map((weight) => {
    passed += weight;
    const until = sum === 0 ? 0 : Math.round((total * passed) / sum);
    const share = until - given;
    given = until;
    return share;
  });
}

const daysOf = ({ from, to }: { from: string; to: string }) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

/** The fires of a span: as many as it says, with its dead, hurt and loss to the yuan. */
export function drawFires(span: FireSpan, { random, newId, villages }: FireScene): BulkFire[] {
  const rural = villages.filter(({ isRural }) => isRural);
  const told = span.told ?? [];
  const drawn = span.fires - told.length;
  const rest = {
    deaths: span.deaths - told.reduce((sum, fire) => sum + fire.deaths, 0),
    injuries: span.injuries - told.reduce((sum, fire) => sum + fire.injuries, 0),
    loss: span.lossYuan - told.reduce((sum, fire) => sum + fire.lossYuan, 0),
  };
  const wanted = Object.entries(span.places ?? {}).flatMap(([place, count]) => Array<string>(count).fill(place));
  const others = Object.fromEntries(Object.entries(placeWeights).filter(([place]) => !(place in (span.places ?? {}))));
  const places = random.sample(
    [...wanted, ...Array.from({ length: Math.max(0, drawn - wanted.length) }, () => random.weighted(others) as string)],
    drawn,
  );
  // A few fires cost most of it.
  const losses = apportion(
    rest.loss,
    places.map((place) => (outdoors.has(place) ? 0.15 : 1) * Math.exp(2.2 * random.bell())),
  );
  const inHomes = places.flatMap((place, i) => (homes.has(place) ? [i] : []));
  const deadly = random.sample(inHomes, Math.min(rest.deaths, inHomes.length));
  const harmful = random.sample(inHomes, Math.min(rest.injuries, inHomes.length));
  const days = daysOf(span);

  const write = (
    i: number,
    fire: Omit<ToldFire, 'at' | 'synopsis'> & {
      ignitedAt: string;
      synopsis: string | null;
      village: Pick<FireScene['villages'][number], 'station' | 'isRural'> & {
        centre: readonly [number, number] | null;
      };
    },
  ): BulkFire => {
    const { orgId, reporter, reviewer } = fire.village.station;
    const { centre, isRural } = fire.village;
    const alarmAt = after(fire.ignitedAt, random.integer(2, 25));
    const arrivedAt = after(alarmAt, random.integer(4, 16));
    const victims: Victim[] = [
      ...Array.from({ length: fire.deaths }, (): Victim => {
        const isOld = random.chance(0.55);
        return {
          id: newId(),
          outcome: 'DEAD',
          sex: random.pick(['MALE', 'FEMALE']),
          age: isOld ? random.integer(60, 92) : random.integer(3, 59),
          states: isOld ? ['ELDERLY'] : ['ASLEEP'],
          diedOn: fire.ignitedAt.slice(0, 10),
          deathCause: 'SMOKE',
        };
      }),
      ...Array.from(
        { length: fire.injuries },
        (_, n): Victim => ({
          id: newId(),
          outcome: n === 0 && random.chance(0.3) ? 'SERIOUS' : 'MINOR',
          sex: random.pick(['MALE', 'FEMALE']),
          age: random.integer(18, 70),
          states: [],
          diedOn: null,
          deathCause: null,
        }),
      ),
    ];
    const reportedAt = after(alarmAt, random.integer(120, 900));
    return {
      id: newId(),
      reportedAt,
      confirmedAt: after(reportedAt, random.integer(600, 4000)),
      reporter,
      reviewer,
      sourceRef: `demo:${span.from}:${i}`,
      content: FireContent.parse({
        regionCode: fire.regionCode,
        address: fire.address,
        ...(centre ? { lng: centre[0] + random.bell() * 0.004, lat: centre[1] + random.bell() * 0.004 } : {}),
        orgId,
        ignitedAt: fire.ignitedAt,
        alarmAt,
        arrivedAt,
        extinguishedAt: after(arrivedAt, random.integer(5, 120)),
        place: fire.place,
        areaType: isRural ? 'RURAL' : 'URBAN',
        cause: fire.cause,
        causeStage: 'DETERMINED',
        burnedArea: outdoors.has(fire.place) ? random.integer(2, 300) : Math.max(1, Math.round(fire.lossYuan / 900)),
        households: homes.has(fire.place) ? 1 : 0,
        deaths: victims.filter(({ outcome }) => outcome === 'DEAD').length,
        seriousInjuries: victims.filter(({ outcome }) => outcome === 'SERIOUS').length,
        minorInjuries: victims.filter(({ outcome }) => outcome === 'MINOR').length,
        victims,
        // Drawn apart, so that the other draws stay as they were.
        facilities: drawFacilities(fire.place, random.fork(`facilities ${span.from} ${i}`)),
        lossYuan: fire.lossYuan,
        disposalYuan: random.integer(2, 30) * 100,
        casualtyYuan: fire.deaths * 800_000 + fire.injuries * 20_000,
        synopsis: fire.synopsis,
      }),
    };
  };

  const fires = places.map((place, i) => {
    const village = random.pick(farms.has(place) && rural.length ? rural : villages);
    const deaths = deadly.filter((one) => one === i).length;
    const band = deaths && random.chance(0.6) ? '0-5' : random.weighted(bandWeights);
    const [first = 0, last = 0] = band.split('-').map(Number);
    const day = addDays(span.from, random.integer(0, days - 1));
    return write(i, {
      ignitedAt: instant(day, random.integer(first * 60, last * 60 + 59)),
      regionCode: village.code,
      address: `${village.short}${village.road}${random.integer(1, 300)}号${outdoors.has(place) ? '附近' : ''}`,
      place,
      cause: random.weighted(causeWeights),
      deaths,
      injuries: harmful.filter((one) => one === i).length,
      lossYuan: losses[i] as number,
      synopsis: null,
      village,
    });
  });
  const stories = told.map((fire, n) => {
    const village = villages.find(({ code }) => code.startsWith(prefixOf(fire.regionCode)));
    if (!village) throw new Error(`a told fire lies in none of the villages: ${fire.regionCode}`);
    // What was told of the township has no point.
    const centre = village.code === fire.regionCode ? village.centre : null;
    return write(places.length + n, {
      ...fire,
      ignitedAt: new Date(fire.at).toISOString(),
      village: { ...village, centre },
    });
  });
  return [...fires, ...stories].sort((a, b) => (a.content.ignitedAt ?? '').localeCompare(b.content.ignitedAt ?? ''));
}

const calloutWeights = {
  FIRE_FIGHTING: 30,
  RESCUE: 24,
  SOCIAL_ASSISTANCE: 30,
  OFFICIAL_DUTY: 6,
  FALSE_ALARM: 6,
  OTHER: 4,
} as const;

/** The call-outs of a span, with its vehicles, people, rescued, evacuated and saved property to the yuan. */
export function drawCallouts(span: CalloutSpan, { random, newId, villages }: FireScene): BulkCallout[] {
  const count = span.callouts;
  const kinds = Array.from({ length: count }, () => random.weighted(calloutWeights));
  const some = (share: number) =>
    kinds.map((kind) => (kind !== 'FALSE_ALARM' && random.chance(share) ? random.integer(1, 5) : 0));
  const least = (total: number) =>
    apportion(
      Math.max(0, total - count),
      kinds.map(() => random.next()),
    ).map((n) => n + 1);
  const vehicles = least(span.vehicles);
  const people = least(span.people);
  const rescued = apportion(span.rescued, some(0.1));
  const evacuated = apportion(span.evacuated, some(0.06));
  const saved = apportion(
    span.savedYuan,
    kinds.map((kind) => (kind === 'FIRE_FIGHTING' ? random.next() : 0)),
  );
  const days = daysOf(span);
  return kinds
    .map((kind, i): BulkCallout => {
      const village = random.pick(villages);
      const alarmAt = instant(addDays(span.from, random.integer(0, days - 1)), random.integer(0, 1439));
      const turnoutAt = after(alarmAt, 1);
      const arrivedAt = after(turnoutAt, random.integer(3, 14));
      return {
        id: newId(),
        by: village.station.reporter,
        sourceRef: `demo:${span.from}:callout:${i}`,
        content: CalloutContent.parse({
          regionCode: village.code,
          kind,
          orgId: village.station.orgId,
          alarmAt,
          turnoutAt,
          arrivedAt,
          leftAt: after(arrivedAt, random.integer(10, 120)),
          vehicles: vehicles[i],
          people: people[i],
          rescued: rescued[i],
          evacuated: evacuated[i],
          savedYuan: saved[i],
          address: `${village.short}${village.road}${random.integer(1, 300)}号`,
        }),
      };
    })
    .sort((a, b) => a.content.alarmAt.localeCompare(b.content.alarmAt));
}

/** What stations say of the months without a record, from their first one to the last that has ended. */
export function drawNils(
  stations: readonly FireStation[],
  kind: 'FIRES' | 'CALLOUTS',
  records: readonly { orgId: string; day: string }[],
  firstMonth: string,
  today: string,
) {
  const told = new Set(records.map(({ orgId, day }) => `${orgId} ${day.slice(0, 7)}`));
  return stations.flatMap(({ orgId, reporter, regionCode }) =>
    monthsBetween(firstMonth, today.slice(0, 7))
      .slice(0, -1)
      .filter((month) => !told.has(`${orgId} ${month}`))
      .map((month) => ({
        orgId,
        regionCode,
        month: `${month}-01`,
        kind,
        at: instant(addDays(monthOf(month).to, 2), 600),
        by: reporter,
      })),
  );
}
