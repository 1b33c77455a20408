import { sql } from 'kysely';
import type { Tables } from './database.ts';
import type { Work } from './work.ts';

/** A place that now lies in another division of its county. */
export interface Relocation {
  id: string;
  /** 12 digits. */
  regionCode: string;
}

/** A table with `county_code` and `region_code`, and how its rows name their place. */
export interface Followers {
  table: keyof Tables;
  /** By the record that they belong to, which has `premises_id`; without it they have one themselves. */
  of?: { table: keyof Tables; column: string };
}

const moved = (places: readonly Relocation[]) => sql`unnest(
  ${places.map(({ id }) => id)}::uuid[],
  ${places.map(({ regionCode }) => regionCode)}::text[]) as m(id, region_code)`;

/**
 * Rows about places go where these lie now, so that they are seen by the division that answers for them. Rows that are
 * only ever added may change their division, and nothing else (`app.declare`).
 */
export async function relocateRows(
  work: Pick<Work, 'db'>,
  countyCode: string,
  places: readonly Relocation[],
  followers: readonly Followers[],
) {
  for (const { table, of } of followers) {
    const named = of
      ? sql`${moved(places)} join ${sql.table(of.table)} r on r.county_code = ${countyCode} and r.premises_id = m.id
        where t.${sql.ref(of.column)} = r.id`
      : sql`${moved(places)} where t.premises_id = m.id`;
    await sql`update ${sql.table(table)} t set region_code = m.region_code from ${named}
      and t.county_code = ${countyCode} and t.region_code <> m.region_code`.execute(work.db);
  }
}

/** Files of places and of the records about them; one that was uploaded before its place was known goes with its record. */
export async function relocateFiles(work: Pick<Work, 'db'>, countyCode: string, places: readonly Relocation[]) {
  await relocateRows(work, countyCode, places, [{ table: 'app.attachment' }, { table: 'app.file' }]);
  await sql`update app.file f set region_code = m.region_code
    from ${moved(places)} join app.attachment a on a.county_code = ${countyCode} and a.premises_id = m.id
    where f.county_code = ${countyCode} and f.id = a.file_id and f.region_code <> m.region_code`.execute(work.db);
}
