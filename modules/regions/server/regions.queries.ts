import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import {
  type CalendarYear,
  type DayKind,
  type DivisionLevel,
  type GridPolygon,
  nationCode,
  parentPrefixes,
  prefixOf,
} from '../contract/index.ts';

type Readable = 'regions.division' | 'regions.grid' | 'regions.calendarYear' | 'regions.calendarException';

export interface GridScope {
  /** Division of the list, full code. */
  regionCode: string;
  search?: string | undefined;
  isActive?: boolean | undefined;
  hasPolygon?: boolean | undefined;
}

const countLimit = 10_000;

/** Six-digit codes of the counties within a division (2 to 12 digits or a full code), for queries over several counties. */
export async function countyCodesIn(work: Pick<Work, 'db'>, region: string): Promise<string[]> {
  const prefix = region.length === 12 ? prefixOf(region) : region;
  if (prefix.length >= 6) return [prefix.slice(0, 6)];
  const rows = await tablesOf<'regions.division'>(work)
    .selectFrom('regions.division')
    .select(sql<string>`distinct left(code, 6)`.as('code'))
    .where('code', '>=', prefix.padEnd(12, '0'))
    .where('code', '<=', prefix.padEnd(12, '9'))
    // A prefecture without counties has its townships right below it (441900).
    .where('level', 'in', ['COUNTY', 'TOWNSHIP'])
    .execute();
  return rows.map((row) => row.code).sort();
}

/** Read models of divisions, grids and the calendar. */
export function createRegionQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<Readable>(work);
  const hasChildren = sql<boolean>`exists (select 1 from regions.division c where c.parent_code = division.code)`.as(
    'hasChildren',
  );
  const level = sql<DivisionLevel>`level`.as('level');

  async function grids(scope: GridScope) {
    const prefix = prefixOf(scope.regionCode);
    const counties = await countyCodesIn(work, prefix);
    return db
      .selectFrom('regions.grid as g')
      .where('g.countyCode', '=', sql<string>`any(${counties})`)
      .$if(prefix.length > 6, (q) =>
        q.where('g.regionCode', '>=', prefix.padEnd(12, '0')).where('g.regionCode', '<=', prefix.padEnd(12, '9')),
      )
      .$if(scope.isActive !== undefined, (q) => q.where('g.isActive', '=', scope.isActive as boolean))
      .$if(scope.hasPolygon !== undefined, (q) => q.where('g.polygon', scope.hasPolygon ? 'is not' : 'is', null))
      .$if(!!scope.search, (q) =>
        q.where((eb) =>
          eb.or([
            eb(sql`strpos(g.name, ${scope.search ?? ''})`, '>', 0),
            eb(sql`starts_with(g.code, ${scope.search ?? ''})`, '=', true),
          ]),
        ),
      );
  }

  const gridColumns = [
    'g.countyCode',
    'g.id',
    'g.regionCode',
    'd.name as regionName',
    'g.code',
    'g.name',
    'g.isActive',
    'g.version',
    sql<boolean>`g.polygon is not null`.as('hasPolygon'),
  ] as const;

  return {
    children: (code: string) =>
      db
        .selectFrom('regions.division')
        .select(['code', 'name', level, hasChildren])
        .where('parentCode', code === nationCode ? 'is' : '=', code === nationCode ? null : code)
        .orderBy('code')
        .execute(),

    /** From the province down to the division itself. */
    async path(code: string) {
      if (code === nationCode) return [];
      const codes = [...parentPrefixes(code).map((prefix) => prefix.padEnd(12, '0')), code];
      return db
        .selectFrom('regions.division')
        .select(['code', 'name', level, hasChildren])
        .where('code', 'in', codes)
        .orderBy('code')
        .execute();
    },

    /** Divisions by Chinese words (two characters and more), pinyin, initials or code; the highest level first. */
    async search(input: { words: string; prefix: string; levels: readonly string[] | undefined; limit: number }) {
      const words = input.words.toLowerCase().replace(/\s+/g, '');
      const found = await db
        .selectFrom('regions.division')
        .select(['code', 'name', level])
        .where('code', '>=', input.prefix.padEnd(12, '0'))
        .where('code', '<=', input.prefix.padEnd(12, '9'))
        .$if(!!input.levels?.length, (q) => q.where('level', 'in', [...(input.levels ?? [])]))
        .where((eb) => {
          if (/^\d+$/.test(words)) return eb('code', 'like', `${words}%`);
          if (/^[a-z]+$/.test(words))
            return eb.or([eb('pinyin', 'like', `${words}%`), eb('initials', 'like', `${words}%`)]);
          return eb.and([
            sql<boolean>`search @> app.bigrams(${words})`,
            sql<boolean>`strpos(lower(name), ${words}) > 0`,
          ]);
        })
        .orderBy(sql`array_position(array['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'], level)`)
        .orderBy(sql`length(name)`)
        .orderBy('code')
        .limit(input.limit)
        .execute();
      const above = [
        ...new Set(found.flatMap(({ code }) => parentPrefixes(code).map((prefix) => prefix.padEnd(12, '0')))),
      ];
      const names = new Map(
        above.length
          ? (await db.selectFrom('regions.division').select(['code', 'name']).where('code', 'in', above).execute()).map(
              (row) => [row.code, row.name],
            )
          : [],
      );
      return found.map((row) => ({
        ...row,
        pathName: [...parentPrefixes(row.code).map((prefix) => names.get(prefix.padEnd(12, '0')) ?? ''), row.name].join(
          ' ▸ ',
        ),
      }));
    },

    villages: (countyCode: string) =>
      db
        .selectFrom('regions.division as v')
        .innerJoin('regions.division as t', 't.code', 'v.parentCode')
        .select(['v.code', 'v.name', 't.code as townshipCode', 't.name as townshipName'])
        .where('v.level', '=', 'VILLAGE')
        .where('v.code', '>=', countyCode.padEnd(12, '0'))
        .where('v.code', '<=', countyCode.padEnd(12, '9'))
        .orderBy('v.code')
        .execute(),

    divisionNames: async (codes: readonly string[]) =>
      codes.length
        ? new Map(
            (
              await db
                .selectFrom('regions.division')
                .select(['code', 'name'])
                .where('code', 'in', [...new Set(codes)])
                .execute()
            ).map((row) => [row.code, row.name]),
          )
        : new Map<string, string>(),

    grids: async (scope: GridScope & { after?: { code: string; id: string } | undefined; limit: number }) =>
      (await grids(scope))
        .innerJoin('regions.division as d', 'd.code', 'g.regionCode')
        .select(gridColumns)
        .$if(!!scope.after, (q) =>
          q.where(sql<boolean>`(g.code, g.id) > (${scope.after?.code ?? ''}, ${scope.after?.id ?? null}::uuid)`),
        )
        .orderBy('g.code')
        .orderBy('g.id')
        .limit(scope.limit)
        .execute(),

    /** Exact up to the limit of every list; a county has a few thousand grids. */
    async countGrids(scope: GridScope) {
      const counted = (await grids(scope)).select('g.id').limit(countLimit + 1);
      const { n } = await db
        .selectFrom(counted.as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return { total: Math.min(n, countLimit), isEstimate: n > countLimit };
    },

    gridShapes: async (scope: GridScope, limit: number) => {
      const rows = await (await grids({ ...scope, hasPolygon: true }))
        .select(['g.id', 'g.code', 'g.name', 'g.regionCode', 'g.isActive', 'g.polygon'])
        .orderBy('g.code')
        .limit(limit + 1)
        .execute();
      return {
        grids: rows.slice(0, limit).map((row) => ({ ...row, polygon: row.polygon as unknown as GridPolygon })),
        isComplete: rows.length <= limit,
      };
    },

    async grid(countyCode: string, id: string) {
      const row = await db
        .selectFrom('regions.grid as g')
        .innerJoin('regions.division as d', 'd.code', 'g.regionCode')
        .select([...gridColumns, 'g.polygon'])
        .where('g.countyCode', '=', countyCode)
        .where('g.id', '=', id)
        .executeTakeFirst();
      return row && { ...row, polygon: row.polygon as unknown as GridPolygon | null };
    },

    calendarYears: () =>
      db.selectFrom('regions.calendarYear').select(['year', 'source']).orderBy('year', 'desc').execute(),

    async calendar(year: number): Promise<CalendarYear> {
      const held = await db
        .selectFrom('regions.calendarYear')
        .select('source')
        .where('year', '=', year)
        .executeTakeFirst();
      const exceptions = await db
        .selectFrom('regions.calendarException')
        .select(['day', 'kind', 'name'])
        .where('day', '>=', `${year}-01-01`)
        .where('day', '<=', `${year}-12-31`)
        .orderBy('day')
        .execute();
      return {
        year,
        isPublished: held !== undefined,
        source: held?.source ?? null,
        exceptions: exceptions as { day: string; kind: DayKind; name: string }[],
      };
    },

    exceptionsBetween: (from: string, to: string) =>
      db
        .selectFrom('regions.calendarException')
        .select(['day', 'kind', 'name'])
        .where('day', '>', from)
        .where('day', '<=', to)
        .orderBy('day')
        .execute() as Promise<{ day: string; kind: DayKind; name: string }[]>,
  };
}
