import { sql } from 'kysely';
import { reachIn } from '#modules/regions/server';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { type AssignField, industryNames } from '../../contract/index.ts';

const kindsFor: Partial<Record<AssignField, string[]>> = {
  supervisorOrgId: [
    'FIRE_BRIGADE',
    'FIRE_DETACHMENT',
    'POLICE_STATION',
    'PEOPLES_GOVERNMENT',
    'SUBDISTRICT_OFFICE',
    'TOWN_FIRE_STATION_OFFICE',
    'DEV_ZONE_COMMITTEE',
  ],
  policeOrgId: ['POLICE_STATION'],
};

/** Whom a place may be given to: bodies, grid workers in office, grids or departments; at most fifty. */
export async function assignees(
  work: Work,
  input: { regionCode: string; field: AssignField; search?: string | undefined },
) {
  const words = input.search ?? '';
  if (input.field === 'industry')
    return Object.entries(industryNames)
      .filter(([, label]) => label.includes(words))
      .map(([value, label]) => ({ value, label, detail: null }));
  const reach = await reachIn(work, input.regionCode);
  const [county] = reach.counties;
  if (!county) return [];
  if (input.field === 'gridId')
    return tablesOf<'regions.gridName'>(work)
      .selectFrom('regions.gridName')
      .select([sql<string>`id::text`.as('value'), 'name as label', 'code as detail'])
      .where('countyCode', '=', county)
      .where('isActive', '=', true)
      .$if(!!reach.township, (q) => q.where(sql<boolean>`starts_with(region_code, ${reach.township})`))
      .$if(words !== '', (q) => q.where(sql<boolean>`strpos(name, ${words}) > 0`))
      .orderBy('code')
      .limit(50)
      .execute();
  if (input.field === 'gridWorkerPostId') {
    const day = dayOf(work.now);
    return tablesOf<'organisations.heldPost'>(work)
      .selectFrom('organisations.heldPost')
      .select([
        sql<string>`post_id::text`.as('value'),
        'personName as label',
        sql<string>`org_name || ' · ' || title`.as('detail'),
      ])
      .where('role', '=', 'GRID_WORKER')
      .where(sql<boolean>`starts_with(region_prefix, ${reach.village ?? reach.township ?? county})`)
      .where('fromOn', '<=', day)
      .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
      .$if(words !== '', (q) => q.where(sql<boolean>`strpos(person_name || org_name, ${words}) > 0`))
      .orderBy('personName')
      .limit(50)
      .execute();
  }
  return (
    tablesOf<'organisations.organisationName'>(work)
      .selectFrom('organisations.organisationName')
      .select([sql<string>`id::text`.as('value'), 'name as label', sql<string | null>`null`.as('detail')])
      .where('kind', 'in', kindsFor[input.field] ?? [])
      .where('isActive', '=', true)
      .where('regionCode', '>=', `${county}000000`)
      .where('regionCode', '<=', `${county}999999`)
      // The county's own government watches nothing; its townships do.
      .where((eb) => eb.or([eb('kind', '!=', 'PEOPLES_GOVERNMENT'), eb('regionCode', '!=', `${county}000000`)]))
      .$if(words !== '', (q) => q.where(sql<boolean>`strpos(name, ${words}) > 0`))
      .orderBy('regionCode')
      .orderBy('name')
      .limit(50)
      .execute()
  );
}
