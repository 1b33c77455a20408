import { createRegistrationService } from '#modules/premises/server';
import { type Actor, type Environment, workAs } from '#platform/server/work.ts';
import { decideKeyUnits } from '../key-units.ts';
import type { DemoPlace } from '../premises.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import type { CountyTeam } from './organisations.ts';

/** What visits and fires need to know of a registered place. */
export interface Premises {
  id: string;
  name: string;
  regionCode: string;
  townshipPrefix: string;
  address: string;
  type: string;
  area: number;
  status: string;
  responsible: string | null;
}

const batch = 200;

/** Registers places of one county as one person; buildings come before their tenants. */
export async function registerPlaces(environment: Environment, actor: Actor, places: readonly DemoPlace[]) {
  for (const isTenant of [false, true]) {
    const part = places.filter(({ input }) => (input.buildingId !== undefined) === isTenant);
    for (let start = 0; start < part.length; start += batch)
      await workAs(environment, actor, (work) =>
        createRegistrationService(work).registerAll(
          part.slice(start, start + batch).map(({ input }) => ({
            ...input,
            ...(input.types.includes('HAZCHEM') ? { isHighRisk: true, riskLevel: 'RED' as const } : {}),
          })),
          { isDemo: true },
        ),
      );
  }
}

/** Registers those of the places that lie in the county, and settles its key units. */
export async function registerCounty(
  timeline: Timeline,
  { county, supervisors, chief }: CountyTeam,
  drawn: readonly DemoPlace[],
  random: Random,
) {
  const [supervisor] = supervisors as [CountyTeam['chief']];
  const own = drawn.filter(({ input }) => input.regionCode.startsWith(county.plan.code));
  await registerPlaces(timeline.environment, supervisor.actor, own);
  await decideKeyUnits(timeline.environment, chief.actor, county.plan.code, random);
}

export const premisesOf = (drawn: readonly DemoPlace[]): Premises[] =>
  drawn.map(({ input, townshipPrefix }) => ({
    id: input.id,
    name: input.name,
    regionCode: input.regionCode,
    townshipPrefix,
    address: input.address,
    type: input.types[0] as string,
    area: input.floorArea ?? 0,
    status: input.status ?? 'OPERATING',
    responsible: input.responsiblePerson?.name ?? null,
  }));
