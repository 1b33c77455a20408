import { createAssignService, createRegistrationService } from '#modules/premises/server';
import { type Actor, workAs } from '#platform/server/work.ts';
import { decideKeyUnits } from '../key-units.ts';
import type { DemoPlace } from '../premises.ts';
import type { Random } from '../random.ts';
import { at, type Timeline } from '../timeline.ts';
import type { HainingTeam, TownshipTeam, VillageTeam } from './organisations.ts';
import { county } from './places.ts';

/** What visits need to know of a registered place. */
export interface Premises {
  id: string;
  name: string;
  regionCode: string;
  type: string;
  types: readonly string[];
  area: number;
  status: string;
  township: TownshipTeam;
  village: VillageTeam;
  responsible: string | null;
  isHighRisk: boolean;
}

const batch = 200;
const riskyTypes: readonly string[] = [
  'LARGE_COMPLEX',
  'ENTERTAINMENT',
  'HOTEL',
  'HOSPITAL',
  'HAZCHEM',
  'MARKET',
  'UNDERGROUND',
  'LABOUR_INTENSIVE',
];

/** Registers the drawn premises as the townships and the brigade would, names the grid workers, and settles key units. */
export async function registerPremises(
  timeline: Timeline,
  team: HainingTeam,
  drawn: readonly DemoPlace[],
  random: Random,
  refreshStatistics: () => Promise<void>,
): Promise<Premises[]> {
  const { environment, daysAgo } = timeline;
  const townships = new Map(team.townships.map((township) => [township.prefix, township]));
  const villages = new Map(
    team.townships.flatMap((township) => township.villages.map((village) => [village.code, village] as const)),
  );
  const highRisk = new Set(
    drawn
      .filter(
        ({ input }) =>
          riskyTypes.includes(input.types[0] as string) && input.status === 'OPERATING' && !input.buildingId,
      )
      .sort((a, b) => (b.input.floorArea ?? 0) - (a.input.floorArea ?? 0))
      .slice(0, 20)
      .map(({ input }) => input.id),
  );

  const places: Premises[] = [];
  const register = async (actor: Actor, group: readonly DemoPlace[]) => {
    for (let start = 0; start < group.length; start += batch)
      await workAs(environment, actor, async (work) => {
        const part = group.slice(start, start + batch);
        await createRegistrationService(work).registerAll(
          part.map(({ input, villageCode, grid }) => {
            const village = villages.get(villageCode) as VillageTeam;
            const isHighRisk = highRisk.has(input.id);
            const isRisky = isHighRisk || (riskyTypes.includes(input.types[0] as string) && random.chance(0.5));
            return {
              ...input,
              gridId: grid === undefined ? null : (village.grids[grid % village.grids.length]?.id ?? null),
              isHighRisk,
              riskLevel: isHighRisk
                ? random.pick(['RED', 'ORANGE'] as const)
                : isRisky
                  ? random.pick(['ORANGE', 'YELLOW'] as const)
                  : random.chance(0.3)
                    ? 'BLUE'
                    : null,
            };
          }),
          { isDemo: true },
        );
        for (const { input, villageCode, townshipPrefix } of part)
          places.push({
            id: input.id,
            name: input.name,
            regionCode: villageCode,
            type: input.types[0] as string,
            types: input.types,
            area: input.floorArea ?? 0,
            status: input.status ?? 'OPERATING',
            township: townships.get(townshipPrefix) as TownshipTeam,
            village: villages.get(villageCode) as VillageTeam,
            responsible: input.responsiblePerson?.name ?? null,
            isHighRisk: highRisk.has(input.id),
          });
      });
  };

  // Large places by the brigade, all others by their townships, most of them when the register was set up.
  const isLarge = ({ input }: DemoPlace) =>
    highRisk.has(input.id) || ((input.floorArea ?? 0) >= 3000 && riskyTypes.includes(input.types[0] as string));
  timeline.moveTo(at(daysAgo(384), '09:00'));
  await register((team.supervisors[0] as (typeof team.supervisors)[0]).actor, drawn.filter(isLarge));
  const isTenant = ({ input }: DemoPlace) => input.buildingId !== undefined;
  for (const [index, township] of team.townships.entries()) {
    timeline.moveTo(at(daysAgo(382 - index), '10:00'));
    const own = drawn.filter((place) => place.townshipPrefix === township.prefix && !isLarge(place));
    const operator = (township.staff[0] as (typeof township.staff)[0]).actor;
    // A building is there before its tenants.
    await register(
      operator,
      own.filter((place) => !isTenant(place)),
    );
    await register(operator, own.filter(isTenant));
    if (index === 0) await refreshStatistics();
    timeline.moveTo(at(daysAgo(382 - index), '16:00'));
    await nameGridWorkers(
      timeline,
      operator,
      township,
      drawn.filter((place) => place.townshipPrefix === township.prefix),
    );
  }
  timeline.moveTo(at(daysAgo(368), '14:00'));
  await decideKeyUnits(environment, team.deputy.actor, county.code, random);
  return places;
}

/** Every place with a grid gets its worker; a grid that nobody has drawn a place into needs none. */
async function nameGridWorkers(timeline: Timeline, actor: Actor, township: TownshipTeam, own: readonly DemoPlace[]) {
  await workAs(timeline.environment, actor, async (work) => {
    const assign = createAssignService(work);
    for (const village of township.villages)
      for (const [index, grid] of village.grids.entries()) {
        const ids = own
          .filter(
            (place) =>
              place.villageCode === village.code &&
              place.grid !== undefined &&
              place.grid % village.grids.length === index &&
              place.input.status !== 'CLOSED',
          )
          .map((place) => place.input.id);
        if (ids.length)
          await assign.inCounty(county.code, ids, 'gridWorkerPostId', grid.worker.postId, '按网格落实包保网格员');
      }
  });
}
