import { apportion } from '../fires.ts';
import type { Names } from '../people-names.ts';
import { type DemoPlace, demoUscc } from '../premises.ts';
import type { Random } from '../random.ts';
import { round } from '../townships.ts';
import type { County } from './places.ts';

/** The speech of the prefecture: 56 enterprises with 249 major hazard sources (重大危险源). */
export const hazardSources = 249;

const kinds = ['石油化工企业', '精细化工企业', '化工原料储存企业', '工业气体企业', '化肥企业'];

/** Invented enterprises with major hazard sources, as many as the counties' plans say; their sources are 249 together. */
export function drawHazardous(
  random: Random,
  counties: readonly County[],
  newId: () => string,
  names: Names,
): DemoPlace[] {
  const total = counties.reduce((sum, { plan }) => sum + plan.hazardous, 0);
  // Every one of them has at least one source; a few plants have dozens.
  const more = apportion(
    hazardSources - total,
    Array.from({ length: total }, () => Math.exp(2 * random.bell())),
  );
  let number = 0;
  return counties.flatMap(({ plan, demoTownships }) =>
    Array.from({ length: plan.hazardous }, (): DemoPlace => {
      const township = random.pick(demoTownships);
      const village = random.pick(township.villages);
      const sources = 1 + (more[number] as number);
      number += 1;
      const floorArea = random.integer(12, 240) * 100 * Math.ceil(Math.sqrt(sources));
      return {
        townshipPrefix: township.prefix,
        villageCode: village.code,
        grid: undefined,
        input: {
          id: newId(),
          regionCode: village.code,
          name: `${plan.name.slice(0, 2)}演示${random.pick(kinds)}（${number}号）`,
          address: `${township.county.address}${township.name}${village.short}工业路${random.integer(1, 200)}号`,
          types: ['HAZCHEM'],
          uscc: demoUscc(plan.code, 900_000 + number),
          lng: round(village.centre[0] + random.bell() * 0.006),
          lat: round(village.centre[1] + random.bell() * 0.005),
          coordinateSource: 'MAP',
          ownership: 'OWNED',
          floorArea,
          storeys: random.integer(1, 4),
          height: random.integer(8, 22),
          staffCount: random.integer(30, 60) * sources,
          attributes: {
            majorHazardSource: sources > 12 ? '1' : sources > 6 ? '2' : random.pick(['3', '4']),
            majorHazardSourceCount: sources,
            buildingStructure: 'CONCRETE',
            facilities: ['EXTINGUISHERS', 'EMERGENCY_LIGHTING', 'HYDRANT', 'ALARM', 'FOAM', 'GAS'],
            keyParts: '装置区、储罐区、装卸区、中央控制室',
          },
          status: 'OPERATING',
          responsiblePerson: { name: names.name(), position: '主要负责人', phone: names.phone() },
          fireManager: { name: names.name(), position: '安全总监', phone: names.phone() },
        },
      };
    }),
  );
}
