import { tablesOf, type Work } from '#platform/server/work.ts';

type Readable =
  | 'organisations.organisationName'
  | 'organisations.heldPost'
  | 'regions.division'
  | 'regions.gridName'
  | 'premises.premises';

/** What a file points to: divisions, bodies, posts, grids, buildings. */
export function createReferenceQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  return {
    isDivision: async (code: string) =>
      (await db.selectFrom('regions.division').select('code').where('code', '=', code).executeTakeFirst()) !==
      undefined,
    body: (id: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['kind', 'regionCode', 'isActive', 'name'])
        .where('id', '=', id)
        .executeTakeFirst(),
    grid: (countyCode: string, id: string) =>
      db
        .selectFrom('regions.gridName')
        .select(['name', 'isActive'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    place: (countyCode: string, id: string): Promise<{ name: string; buildingId: string | null } | undefined> =>
      db
        .selectFrom('premises.premises')
        .select(['name', 'buildingId'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    /** Whoever holds a post on a day. */
    heldPost: (postId: string, day: string) =>
      db
        .selectFrom('organisations.heldPost')
        .select(['personName', 'orgId', 'regionPrefix', 'role'])
        .where('postId', '=', postId)
        .where('fromOn', '<=', day)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .executeTakeFirst(),
    async bodyNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (!ids.length) return new Map();
      const rows = await db
        .selectFrom('organisations.organisationName')
        .select(['id', 'name'])
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map((row) => [row.id, row.name]));
    },
  };
}
