import type { Relocation } from '#platform/server/relocation.ts';
import type { Work } from '#platform/server/work.ts';
import { handOver, noteHandOver, relocateHazards } from './relocation.store.ts';

/** Hazards of places that have moved to another division of the county: seen there, and open ones kept there. */
export async function followPlaces(work: Work, countyCode: string, places: readonly Relocation[]) {
  await relocateHazards(work, countyCode, places);
  const handed = await handOver(work, countyCode, places);
  await noteHandOver(work, countyCode, handed, '单位迁址');
  for (const { id, formerOrg, org } of handed)
    work.audit('hazards.followPlace', { kind: 'hazard', id, countyCode }, { from: formerOrg, to: org });
}
