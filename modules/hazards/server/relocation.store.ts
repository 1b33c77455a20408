import { sql } from 'kysely';
import { type Relocation, relocateRows } from '#platform/server/relocation.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

const hazard = { table: 'hazards.hazard', column: 'hazardId' } as const;

/** Hazards follow their place to another division, with their history and requests. */
export const relocateHazards = (work: Work, countyCode: string, places: readonly Relocation[]) =>
  relocateRows(work, countyCode, places, [
    { table: 'hazards.hazard' },
    { table: 'hazards.hazardEvent', of: hazard },
    { table: 'hazards.extension', of: hazard },
  ]);

/** A government and a subdistrict office do the same work for a township. */
const sameWork = sql`case kind when 'SUBDISTRICT_OFFICE' then 'PEOPLES_GOVERNMENT' else kind end`;

export interface HandedOver {
  id: string;
  regionCode: string;
  premisesId: string;
  status: string;
  formerOrg: string;
  org: string;
}

/**
 * Open hazards on the desk of a body that does not reach the place any more go to the body of the same kind where it lies
 * now, or to the body that has it under watch: nobody keeps on the desk what he does not see.
 */
export async function handOver(
  work: Work,
  countyCode: string,
  places: readonly Relocation[],
): Promise<readonly HandedOver[]> {
  const { rows } = await sql<HandedOver>`
    with body as (
      select id, name, region_code, ${sameWork} as kind,
             case when right(region_code, 3) = '000' then left(region_code, 9) else region_code end as reach
      from organisations.organisation_name
      where region_code between ${`${countyCode}000000`} and ${`${countyCode}999999`} and is_active
    ), stranded as (
      select h.id, former.name as former_org,
             coalesce(
               (select b.id from body b where b.kind = former.kind and starts_with(h.region_code, b.reach)
                order by b.region_code desc, b.id limit 1),
               p.supervisor_org_id) as org_id
      from hazards.hazard h
      join body former on former.id = h.org_id
      join premises.place p on p.county_code = ${countyCode} and p.id = h.premises_id
      where h.county_code = ${countyCode} and h.premises_id = any(${places.map(({ id }) => id)}::uuid[]) and h.is_open
        and former.region_code <> ${`${countyCode}000000`} and not starts_with(h.region_code, former.reach)
    )
    update hazards.hazard h set org_id = s.org_id, handler_id = null, handler_name = null, version = h.version + 1, changed_at = ${work.now}::timestamptz
    from stranded s join body b on b.id = s.org_id
    where h.county_code = ${countyCode} and h.id = s.id
    returning h.id, h.region_code, h.premises_id, h.status, s.former_org, b.name as org`.execute(work.db);
  return rows;
}

/** The hand-over in the history of each hazard. */
export async function noteHandOver(work: Work, countyCode: string, handed: readonly HandedOver[], reason: string) {
  if (!handed.length) return;
  await tablesOf<'hazards.hazardEvent'>(work)
    .insertInto('hazards.hazardEvent')
    .values(
      handed.map(({ id, regionCode, premisesId, status, formerOrg, org }) => ({
        countyCode,
        id: work.newId(),
        hazardId: id,
        regionCode,
        premisesId,
        action: 'followPlace',
        fromStatus: status,
        toStatus: status,
        at: work.now,
        accountId: work.actor.accountId,
        actor: work.actor.organisation ? `${work.actor.name}（${work.actor.organisation.name}）` : work.actor.name,
        orgId: work.actor.organisation?.id ?? null,
        reason: `${reason}，由${formerOrg}转${org}负责`,
        detail: JSON.stringify({}),
      })),
    )
    .execute();
}
