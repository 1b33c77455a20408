import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { identitiesOf } from './identities.ts';
import type { ReadRow } from './read-row.ts';
import type { Stored } from './row-plan.ts';

const shown = ['id', 'code', 'name', 'uscc', 'address'] as const;
interface Known {
  id: string;
  code: string;
  name: string;
  uscc: string | null;
  address: string;
}

export type ExistingMatch = { id: string } | { problem: string } | undefined;

/**
 * For some rows of a file the place in the county's register that each is about. A row with a code is about that place
 * alone; otherwise credit code with name go before name with address.
 */
export async function findExisting(work: Work, countyCode: string, rows: readonly ReadRow[]): Promise<ExistingMatch[]> {
  const db = tablesOf<'premises.premises'>(work);
  const codes = rows.flatMap(({ code }) => code ?? []);
  const usccs = rows.flatMap(({ values }) => (typeof values.uscc === 'string' ? [values.uscc] : []));
  const names = rows.flatMap(({ values }) =>
    typeof values.name === 'string' ? [values.name, values.name.normalize('NFKC')] : [],
  );
  const load = async (column: 'code' | 'uscc' | 'name', values: readonly string[]) =>
    values.length
      ? db
          .selectFrom('premises.premises')
          .select([...shown])
          .where('countyCode', '=', countyCode)
          .where(column, '=', sql<string>`any(${[...new Set(values)]})`)
          .execute()
      : [];
  const known = new Map<string, Known>();
  for (const place of [...(await load('code', codes)), ...(await load('uscc', usccs)), ...(await load('name', names))])
    known.set(place.id, place);
  const byIdentity = new Map<string, Known[]>();
  for (const place of known.values())
    for (const identity of identitiesOf(place)) {
      const group = byIdentity.get(identity);
      if (group) group.push(place);
      else byIdentity.set(identity, [place]);
    }
  return rows.map((row) => {
    if (row.code) {
      const [place] = byIdentity.get(`code ${row.code}`) ?? [];
      return place
        ? { id: place.id }
        : { problem: `本县（市、区）没有编码为 ${row.code} 的单位，请核对，新单位请留空` };
    }
    for (const identity of row.identities) {
      const [one, other] = byIdentity.get(identity) ?? [];
      if (one && other)
        return {
          problem: `与 ${byIdentity.get(identity)?.length} 个已登记单位相符（${one.code}、${other.code} 等），请填写单位编码`,
        };
      if (one) return { id: one.id };
    }
    return undefined;
  });
}

/** Buildings by the code that tenants name; only those within the importer's reach. */
export async function findBuildings(
  work: Work,
  countyCode: string,
  reach: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (!codes.length) return new Map();
  const rows = await tablesOf<'premises.premises'>(work)
    .selectFrom('premises.premises')
    .select(['code', 'id', 'regionCode'])
    .where('countyCode', '=', countyCode)
    .where('code', '=', sql<string>`any(${[...new Set(codes)]})`)
    .execute();
  return new Map(rows.filter(({ regionCode }) => regionCode.startsWith(reach)).map(({ code, id }) => [code, id]));
}

/** Whether a place would come to stand, over any number of buildings, in itself. */
export async function standsInItself(work: Work, countyCode: string, id: string, buildingId: string): Promise<boolean> {
  let current: string | null = buildingId;
  for (let depth = 0; current && depth <= 10; depth++) {
    if (current === id) return true;
    const row: { buildingId: string | null } | undefined = await tablesOf<'premises.premises'>(work)
      .selectFrom('premises.premises')
      .select('buildingId')
      .where('countyCode', '=', countyCode)
      .where('id', '=', current)
      .executeTakeFirst();
    current = row?.buildingId ?? null;
  }
  return false;
}

/** Whole files by id. */
export async function placesById(work: Work, countyCode: string, ids: readonly string[]): Promise<Map<string, Stored>> {
  if (!ids.length) return new Map();
  const places = await tablesOf<'premises.premises'>(work)
    .selectFrom('premises.premises')
    .selectAll()
    .where('countyCode', '=', countyCode)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(places.map((place) => [place.id, place]));
}
