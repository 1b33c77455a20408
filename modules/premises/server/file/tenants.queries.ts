import { tablesOf, type Work } from '#platform/server/work.ts';
import type { PremisesFile } from '../../contract/index.ts';

const shown = 50;

/** The places in a building: the first fifty by name, and how many there are. */
export async function tenantsOf(
  work: Work,
  countyCode: string,
  buildingId: string,
): Promise<Pick<PremisesFile, 'tenants' | 'tenantCount'>> {
  const inBuilding = tablesOf<'premises.premises'>(work)
    .selectFrom('premises.premises')
    .where('countyCode', '=', countyCode)
    .where('buildingId', '=', buildingId);
  const tenants = await inBuilding
    .select(['id', 'name', 'floor', 'status', 'types'])
    .orderBy('name')
    .limit(shown)
    .execute();
  const tenantCount =
    tenants.length < shown
      ? tenants.length
      : Number((await inBuilding.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n);
  return { tenants: tenants as PremisesFile['tenants'], tenantCount };
}
