import type { RegisterInput } from '#modules/premises/contract';
import { createNames } from './people-names.ts';
import { type PlaceKind, placeKinds } from './premises-kinds.ts';
import type { Random } from './random.ts';
import { round, type Township, type Village } from './townships.ts';

export interface DemoPlace {
  townshipPrefix: string;
  villageCode: string;
  /** Which grid of the village, from 0; undefined where nobody has said so yet. */
  grid: number | undefined;
  input: RegisterInput & { id: string };
}

const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** A social credit code that checks and cannot be real: no organisation code begins with DEM. */
export function demoUscc(countyCode: string, number: number): string {
  const body = `91${countyCode}DEM${String(number).padStart(6, '0')}`;
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += letters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + letters[(31 - (sum % 31)) % 31];
}

const within = (random: Random, [from, to]: readonly [number, number]) => random.integer(from, to);
/** More small ones than large ones, as in life. */
const skewed = (random: Random, [from, to]: readonly [number, number]) =>
  Math.round(from + (to - from) * random.next() ** 2.2);

/** Invented premises in real villages, as many as the townships' plans say and their tenants; the same for the same seed. */
export function drawPremises(
  random: Random,
  townships: readonly Township[],
  newId: () => string,
  today: string,
): DemoPlace[] {
  const year = Number(today.slice(0, 4));
  const names = createNames(random.fork('people'));
  const counters = new Map<string, number>();
  const taken = new Set<string>();
  let usccs = 0;

  function nameOf(kind: PlaceKind, township: Township, village: Village): string | undefined {
    const word = random.pick(kind.names);
    const town = township.name.replace(/镇$|街道$/, '');
    const before = `${kind.isInstitution && !village.short.startsWith(town) ? town : ''}${village.short}`;
    const key = before + word;
    const number = (counters.get(key) ?? 0) + 1;
    const name =
      before + word.replace('#', word.includes('组') || word.includes('标段') ? String(number) : `${number}号`);
    if (taken.has(name)) return undefined;
    counters.set(key, number);
    taken.add(name);
    return name;
  }

  function draw(kind: PlaceKind, township: Township, village: Village, name: string): DemoPlace {
    const { county } = township;
    const area = skewed(random, kind.area);
    const storeys = Math.max(within(random, kind.storeys), 1);
    const isLarge = area >= 1000;
    const staff = kind.staff && skewed(random, kind.staff);
    const fields = kind.fields?.(random, area) ?? {};
    const employees = typeof fields.employees === 'number' ? fields.employees : 0;
    /** How much somebody has cared to fill in. */
    const care = random.next() + (isLarge ? 0.25 : 0);
    const facilities = kind.facilities.filter(() => random.chance(0.93));
    const hasControlRoom = facilities.includes('ALARM') && isLarge;
    const isAutomatic = facilities.some((one) => ['ALARM', 'SPRINKLER', 'SMOKE_CONTROL', 'GAS', 'FOAM'].includes(one));
    const hasPoint = random.chance(0.94);
    const attributes: Record<string, unknown> = {
      ...fields,
      ...(care > 0.35 ? { buildingStructure: kind.structure, facilities } : {}),
      ...(care > 0.6
        ? {
            builtYear: random.integer(1988, year - 3),
            exits: `安全出口 ${random.integer(1, isLarge ? 6 : 2)} 个，疏散楼梯 ${storeys > 1 ? random.integer(1, isLarge ? 4 : 2) : 0} 部`,
          }
        : {}),
      ...(care > 0.7 && hasControlRoom
        ? { hasControlRoom: true, controlRoomOperators: `${names.name()}、${names.name()}（演示证书）` }
        : {}),
      ...(care > 0.65 && isAutomatic
        ? {
            maintenanceContract: '演示消防技术服务机构',
            maintenanceUntil: `${year + 1}-0${random.integer(1, 9)}-15`,
            annualTestOn: `${year - (today.slice(5) < '10' ? 1 : 0)}-0${random.integer(1, 9)}-20`,
          }
        : {}),
      ...(care > 0.8
        ? {
            completionPermit: `${county.paperWord}建消演示〔${random.integer(2012, 2023)}〕第${random.integer(10, 400)}号`,
          }
        : {}),
      ...(care > 0.8 && isLarge ? { keyParts: '配电房、消防控制室、仓库、厨房' } : {}),
      ...(care > 0.55 && isLarge ? { microStation: `微型消防站 ${random.integer(4, 10)} 人` } : {}),
      ...(random.chance(0.06) ? { overnightStay: true } : {}),
    };
    const people =
      care > 0.16
        ? {
            responsiblePerson: {
              name: names.name(),
              position: isLarge ? '负责人' : '经营者',
              phone: random.chance(0.9) ? names.phone() : null,
            },
          }
        : {};
    const isDwelling = kind.types.some((type) =>
      ['RENTAL_HOUSING', 'VILLAGE_HOUSE', 'OLD_COMMUNITY', 'HIGHRISE_RESIDENTIAL'].includes(type),
    );
    const house = village.short.endsWith('村')
      ? `${random.integer(1, 18)}组${random.integer(1, 96)}号`
      : `${random.pick(township.roads)}${random.integer(1, 480)}号`;
    return {
      townshipPrefix: township.prefix,
      villageCode: village.code,
      grid: random.chance(0.9) ? random.integer(0, 1) : undefined,
      input: {
        id: newId(),
        regionCode: village.code,
        name,
        address: `${county.address}${township.name}${village.short}${house}`,
        types: [...kind.types],
        ...(kind.isInstitution || random.chance(isLarge ? 0.8 : 0.35)
          ? { uscc: isDwelling ? null : demoUscc(county.code, ++usccs) }
          : {}),
        ...(hasPoint
          ? {
              lng: clamp(village.centre[0] + random.bell() * 0.0062, county.box.west, county.box.east),
              lat: clamp(village.centre[1] + random.bell() * 0.0055, county.box.south, county.box.north),
              coordinateSource: random.pick(['MAP', 'GPS', 'IMPORT'] as const),
            }
          : {}),
        ownership: random.weighted({ LEASED: isDwelling ? 2 : 6, OWNED: 3, SHARED: isLarge ? 2 : 0.4, ENTRUSTED: 0.4 }),
        ...(care > 0.12
          ? {
              floorArea: area,
              storeys,
              height: Math.round((storeys === 1 ? 5 : storeys * (isDwelling || storeys > 6 ? 3 : 3.9)) * 10) / 10,
            }
          : {}),
        ...(staff !== undefined ? { staffCount: Math.max(staff, employees) } : {}),
        ...(kind.occupancy
          ? { peakOccupancy: Math.max(1, Math.min(skewed(random, kind.occupancy), Math.round(area * 1.2))) }
          : {}),
        attributes,
        status: random.weighted({
          OPERATING: 95,
          SUSPENDED: 3,
          UNDER_CONSTRUCTION: kind.types[0] === 'CONSTRUCTION_SITE' ? 300 : 0,
          CLOSED: 1.2,
        }),
        ...people,
        ...(isLarge && care > 0.45 && people.responsiblePerson
          ? { fireManager: { name: names.name(), position: '安全主管', phone: names.phone() } }
          : {}),
      },
    };
  }

  const drawn: DemoPlace[] = [];
  for (const township of townships) {
    const weights = Object.fromEntries(
      placeKinds.map((kind, index) => [String(index), kind.shareIn?.[township.character] ?? kind.share]),
    );
    // Communities of the centre hold more than villages at the edge.
    const villageWeights = Object.fromEntries(
      township.villages.map((_village, index) => [String(index), 1.8 / (1 + index / township.villages.length)]),
    );
    for (let count = 0; count < township.premises; ) {
      const kind = placeKinds[Number(random.weighted(weights))] as PlaceKind;
      const village = township.villages[Number(random.weighted(villageWeights))] as Village;
      const name = nameOf(kind, township, village);
      if (!name) continue;
      drawn.push(draw(kind, township, village, name));
      count++;
    }
  }
  return [...drawn, ...drawTenants(random, drawn, names, newId)];
}

const clamp = (value: number, low: number, high: number) => round(Math.min(Math.max(value, low), high));

/** Shops inside the largest markets and complexes. */
function drawTenants(
  random: Random,
  places: readonly DemoPlace[],
  names: ReturnType<typeof createNames>,
  newId: () => string,
): DemoPlace[] {
  const buildings = places
    .filter(
      ({ input }) =>
        ['LARGE_COMPLEX', 'MARKET', 'HIGHRISE_PUBLIC'].includes(input.types[0] as string) &&
        input.status === 'OPERATING',
    )
    .slice(0, 14);
  return buildings.flatMap((building) => {
    const { input } = building;
    return Array.from({ length: random.integer(4, 9) }, (_, index): DemoPlace => {
      const floor = random.integer(1, Math.min(input.storeys ?? 2, 4));
      const [type, word] = random.pick([
        ['MALL', '服饰商铺'],
        ['MALL', '皮具商铺'],
        ['CATERING', '餐饮商铺'],
        ['MALL', '布艺商铺'],
      ] as const);
      const area = random.integer(30, 280);
      const shop = `${floor}F-${String(index + 1).padStart(2, '0')}`;
      return {
        ...building,
        input: {
          id: newId(),
          regionCode: input.regionCode,
          name: `${input.name}${shop}${word}`,
          address: `${input.address}${shop}`,
          types: [type],
          lng: input.lng ?? null,
          lat: input.lat ?? null,
          buildingId: input.id,
          floor: `${floor} 层`,
          ownership: 'LEASED',
          floorArea: area,
          storeys: 1,
          height: 4,
          staffCount: random.integer(1, 6),
          attributes: type === 'CATERING' ? { seats: Math.round(area / 4) } : { stalls: 1 },
          status: 'OPERATING',
          responsiblePerson: { name: names.name(), position: '经营者', phone: names.phone() },
        },
      };
    });
  });
}
