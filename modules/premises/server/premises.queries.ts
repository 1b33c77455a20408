import { type SelectQueryBuilder, sql } from 'kysely';
import { type Reach, reachIn } from '#modules/regions/server';
import type { Tables } from '#platform/server/database.ts';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { PremisesFilter, PremisesRow, premisesSorts } from '../contract/index.ts';
import { industryLimit } from './premises.policy.ts';
import type { PremisesTables } from './premises.store.ts';

type Readable =
  | PremisesTables
  | 'organisations.organisationName'
  | 'regions.division'
  | 'regions.gridName'
  | 'inspections.visit';
export type Sort = (typeof premisesSorts)[number];

const rowColumns = [
  'countyCode',
  'id',
  'code',
  'name',
  'address',
  'regionCode',
  'townshipCode',
  'types',
  'supervisionClass',
  'status',
  'isKeyUnit',
  'isHighRisk',
  'isCrowded',
  'isPublicAssembly',
  'riskLevel',
  'industry',
  'supervisorOrgId',
  'policeOrgId',
  'gridId',
  'buildingId',
  'lng',
  'lat',
  'completeness',
  'isDemo',
  'version',
  'changedAt',
] as const;
type Row = Pick<
  Tables['premises.premises'] extends infer T
    ? { [K in keyof T]: T[K] extends { __select__: infer S } ? S : T[K] }
    : never,
  (typeof rowColumns)[number]
>;

const sortColumns = { name: 'name', changedAt: 'changedAt', completeness: 'completeness' } as const;

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');

/**
 * The filter as conditions on one county. Words of two or more characters use the index of character pairs and are then
 * looked for exactly; one character alone is the beginning of the name.
 */
function filtered<O>(
  base: SelectQueryBuilder<Pick<Tables, Readable>, 'premises.premises', O>,
  county: string | readonly string[],
  reach: Reach,
  filter: PremisesFilter,
  limit: string | undefined,
) {
  let query =
    typeof county === 'string'
      ? base.where('countyCode', '=', county)
      : base.where('countyCode', '=', sql<string>`any(${county})`);
  if (reach.township) query = query.where('townshipCode', '=', reach.township);
  if (reach.village) query = query.where('regionCode', '=', reach.village);
  if (limit !== undefined) query = query.where('industry', '=', limit);
  const words = filter.search?.split(/\s+/).map(plain).filter(Boolean) ?? [];
  const [only] = words;
  if (words.length === 1 && only && [...only].length === 1) {
    query = query.where('name', '>=', only).where('name', '<', `${only}\u{10ffff}`);
  } else if (words.length) {
    const pairs = [...new Set(words.filter((word) => [...word].length > 1).flatMap(pairsOf))];
    if (pairs.length) query = query.where(sql<boolean>`search operator(pg_catalog.@>) ${pairs}::text[]`);
    for (const word of words)
      query = query.where(
        sql<boolean>`strpos(lower(regexp_replace(name || '|' || address || '|' || coalesce(uscc, ''), '[[:space:]]+', '', 'g')), ${word}) > 0`,
      );
  }
  if (filter.types?.length)
    query = query.where((eb) =>
      eb.or((filter.types ?? []).map((type) => sql<boolean>`types operator(pg_catalog.@>) array[${type}]::text[]`)),
    );
  if (filter.leadingType?.length)
    query = query.where((eb) =>
      eb.or(
        (filter.leadingType ?? []).map(
          // The index knows the classes without their order.
          (type) => sql<boolean>`(types operator(pg_catalog.@>) array[${type}]::text[] and types[1] = ${type})`,
        ),
      ),
    );
  if (filter.supervisionClass?.length) query = query.where('supervisionClass', 'in', filter.supervisionClass);
  if (filter.status?.length) query = query.where('status', 'in', filter.status);
  if (filter.gridId) query = query.where('gridId', '=', filter.gridId);
  if (filter.supervisorOrgId) query = query.where('supervisorOrgId', '=', filter.supervisorOrgId);
  if (filter.policeOrgId) query = query.where('policeOrgId', '=', filter.policeOrgId);
  if (filter.industry?.length) query = query.where('industry', 'in', filter.industry);
  if (filter.riskLevel?.length) query = query.where('riskLevel', 'in', filter.riskLevel);
  if (filter.isKeyUnit !== undefined)
    query = query.where(filter.isKeyUnit ? sql<boolean>`is_key_unit` : sql<boolean>`not is_key_unit`);
  if (filter.isHighRisk !== undefined) query = query.where('isHighRisk', '=', filter.isHighRisk);
  if (filter.isCrowded !== undefined) query = query.where('isCrowded', '=', filter.isCrowded);
  if (filter.completenessBelow !== undefined) query = query.where('completeness', '<', filter.completenessBelow);
  if (filter.hasLocation !== undefined) query = query.where('lng', filter.hasLocation ? 'is not' : 'is', null);
  if (filter.buildingId) query = query.where('buildingId', '=', filter.buildingId);
  if (filter.isVisited !== undefined) {
    const wasVisited = sql<boolean>`exists (
      select 1 from inspections.visit v
      where v.county_code = premises.premises.county_code and v.premises_id = premises.premises.id
        and v.status = 'FINISHED' and v.nature <> 'SELF_CHECK')`;
    query = query.where(filter.isVisited ? wasVisited : sql<boolean>`not ${wasVisited}`);
  }
  if (filter.changedSince) query = query.where('changedAt', '>=', `${filter.changedSince}T00:00:00+08:00`);
  if (filter.changedUntil)
    query = query.where(
      sql<boolean>`changed_at < ${`${filter.changedUntil}T00:00:00+08:00`}::timestamptz + interval '1 day'`,
    );
  return query;
}

/** As `app.bigrams` makes them. */
const pairsOf = (word: string) => {
  const characters = [...word];
  return characters.slice(0, -1).map((one, i) => one + characters[i + 1]);
};

/** Read models of the premises list, its export and its map. */
export function createPremisesQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const places = () => db.selectFrom('premises.premises');
  const limit = industryLimit(work.actor);

  /** Names of the bodies, grids and divisions that rows point to. */
  async function withNames<T extends Row>(rows: readonly T[]) {
    const distinct = (values: (string | null)[]) => [...new Set(values.filter((one): one is string => one !== null))];
    const orgIds = distinct(rows.flatMap((row) => [row.supervisorOrgId, row.policeOrgId]));
    const gridIds = distinct(rows.map((row) => row.gridId));
    const codes = distinct(rows.flatMap((row) => [row.regionCode, `${row.townshipCode}000`]));
    const counties = distinct(rows.map((row) => row.countyCode));
    const named = async <K extends string>(query: Promise<{ key: K; name: string }[]>) =>
      new Map((await query).map((row) => [row.key, row.name]));
    const orgs = orgIds.length
      ? await named(
          db
            .selectFrom('organisations.organisationName')
            .select(['id as key', 'shortName as name'])
            .where('id', 'in', orgIds)
            .execute(),
        )
      : new Map<string, string>();
    const grids = gridIds.length
      ? await named(
          db
            .selectFrom('regions.gridName')
            .select(['id as key', 'name'])
            .where('countyCode', 'in', counties)
            .where('id', 'in', gridIds)
            .execute(),
        )
      : new Map<string, string>();
    const divisions = codes.length
      ? await named(
          db.selectFrom('regions.division').select(['code as key', 'name']).where('code', 'in', codes).execute(),
        )
      : new Map<string, string>();
    return rows.map(({ townshipCode, ...row }) => ({
      ...row,
      regionName: divisions.get(row.regionCode) ?? row.regionCode,
      townshipName: divisions.get(`${townshipCode}000`) ?? townshipCode,
      supervisorName: row.supervisorOrgId && (orgs.get(row.supervisorOrgId) ?? null),
      policeName: row.policeOrgId && (orgs.get(row.policeOrgId) ?? null),
      gridName: row.gridId && (grids.get(row.gridId) ?? null),
    })) as unknown as (Omit<T, 'townshipCode'> & PremisesRow)[];
  }

  /** One page after a position; counties are asked one by one, so that each answer comes from its own index in order. */
  async function pageAfter(
    reach: Reach,
    filter: PremisesFilter,
    sort: Sort,
    after: unknown[] | undefined,
    size: number,
  ) {
    const isDescending = sort.startsWith('-');
    const column = sortColumns[sort.replace(/^-/, '') as keyof typeof sortColumns];
    const direction = isDescending ? 'desc' : 'asc';
    const beyond = isDescending ? '<' : '>';
    // A word is looked up once for all counties: its matches are few enough to sort.
    const isSought = (filter.search?.replace(/\s+/g, '').length ?? 0) > 1;
    if (isSought && reach.counties.length > 1) {
      let query = filtered(places().select([...rowColumns]), reach.counties, reach, filter, limit);
      if (after)
        query = query.where(
          sql<boolean>`(${sql.ref(column)}, county_code, id) ${sql.raw(beyond)} (${after[0]}, ${after[1]}, ${after[2]}::uuid)`,
        );
      return (await query
        .orderBy(column, direction)
        .orderBy('countyCode', direction)
        .orderBy('id', direction)
        .limit(size)
        .execute()) as Row[];
    }
    const perCounty = reach.counties.map((county) => {
      let query = filtered(places().select([...rowColumns]), county, reach, filter, limit);
      if (after) {
        const [value, atCounty, id] = after as [string, string, string];
        const key = sql.ref(column);
        if (county === atCounty)
          query = query.where(sql<boolean>`(${key}, id) ${sql.raw(beyond)} (${value}, ${id}::uuid)`);
        else {
          const isLater = isDescending ? county < atCounty : county > atCounty;
          query = query.where(sql<boolean>`${key} ${sql.raw(isLater ? `${beyond}=` : beyond)} ${value}`);
        }
      }
      return query.orderBy(column, direction).orderBy('id', direction).limit(size);
    });
    const [first, ...rest] = perCounty;
    if (!first) return [];
    if (!rest.length) return (await first.execute()) as Row[];
    const { rows } = await sql<Row>`select * from (${sql.join(
      perCounty.map((query) => sql`(${query})`),
      sql` union all `,
    )}) as one
      order by ${sql.ref(column)} ${sql.raw(direction)}, county_code ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${size}`.execute(
      work.db,
    );
    return rows;
  }

  const positionOf = (row: Row, sort: Sort) => [
    row[sortColumns[sort.replace(/^-/, '') as keyof typeof sortColumns]],
    row.countyCode,
    row.id,
  ];

  return {
    withNames,

    async list(input: PremisesFilter & { sort: Sort; limit: number; cursor?: string | undefined }) {
      const reach = await reachIn(work, input.regionCode);
      // The count travels with the position, so that only the first page pays for it.
      const [counted, ...after] = decodeCursor(input.cursor, 4) ?? [];
      const position = input.cursor ? after : undefined;
      checkPosition(position, counted, input.sort);
      const rows = await pageAfter(reach, input, input.sort, position, input.limit + 1);
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      const matching = () =>
        filtered(
          places().select('id'),
          reach.counties.length === 1 ? (reach.counties[0] as string) : reach.counties,
          reach,
          input,
          limit,
        );
      const { total, isEstimate } =
        typeof counted === 'number'
          ? { total: Math.abs(counted), isEstimate: counted < 0 }
          : await countUpTo(work, matching(), { isWithinReach: true });
      return {
        items: await withNames(items),
        next:
          rows.length > input.limit && last
            ? encodeCursor([isEstimate ? -total : total, ...positionOf(last, input.sort)])
            : null,
        total,
        isEstimate,
      };
    },

    /** Exact, however many there are. */
    async count(filter: PremisesFilter): Promise<number> {
      const reach = await reachIn(work, filter.regionCode);
      const row = await filtered(
        places().select((eb) => eb.fn.countAll<number>().as('n')),
        reach.counties,
        reach,
        filter,
        limit,
      ).executeTakeFirst();
      return Number(row?.n ?? 0);
    },

    /** All that matches, in pages, for the export. */
    async *all(filter: PremisesFilter, sort: Sort, most: number) {
      const reach = await reachIn(work, filter.regionCode);
      let after: unknown[] | undefined;
      for (let given = 0; given < most; ) {
        const size = Math.min(2000, most - given);
        const rows = await pageAfter(reach, filter, sort, after, size);
        yield* await withNames(rows);
        const last = rows.at(-1);
        if (rows.length < size || !last) return;
        given += rows.length;
        after = positionOf(last, sort);
      }
    },

    /** Ids by county, at most `most` in all, for a bulk act. */
    async ids(filter: PremisesFilter, most: number) {
      const reach = await reachIn(work, filter.regionCode);
      return filtered(places().select(['countyCode', 'id']), reach.counties, reach, filter, limit)
        .orderBy('countyCode')
        .orderBy('id')
        .limit(most)
        .execute();
    },

    /** Those of the given places that this person would find in the list. */
    async seen(keys: readonly { countyCode: string; id: string }[]) {
      const reach = await reachIn(work, undefined);
      const counties = reach.counties.filter((county) => keys.some((key) => key.countyCode === county));
      return filtered(places().select(['countyCode', 'id']), counties, reach, {}, limit)
        .where('id', '=', sql<string>`any(${keys.map((key) => key.id)}::uuid[])`)
        .execute();
    },

    async points(
      filter: PremisesFilter,
      box: { west: number; south: number; east: number; north: number },
      most = 2000,
    ) {
      const reach = await reachIn(work, filter.regionCode);
      const matching = <O>(base: SelectQueryBuilder<Pick<Tables, Readable>, 'premises.premises', O>) =>
        filtered(base, reach.counties, reach, filter, limit);
      const inBox = <O>(base: SelectQueryBuilder<Pick<Tables, Readable>, 'premises.premises', O>) =>
        matching(base)
          .where('lng', '>=', box.west)
          .where('lng', '<=', box.east)
          .where('lat', '>=', box.south)
          .where('lat', '<=', box.north);
      const count = sql<number>`count(*)`.as('n');
      const unlocated = Number(
        (await matching(places().select(count)).where('lng', 'is', null).executeTakeFirst())?.n ?? 0,
      );
      const extent = await inBox(
        places().select([
          count,
          sql<number | null>`min(lng)`.as('west'),
          sql<number | null>`max(lng)`.as('east'),
          sql<number | null>`min(lat)`.as('south'),
        ]),
      ).executeTakeFirstOrThrow();
      const total = Number(extent.n);
      // 24 cells across where places are, square on the screen: a county is no dot on the map of the country.
      const west = extent.west ?? box.west;
      const south = extent.south ?? box.south;
      const cell = Math.max(((extent.east ?? box.east) - west) / 24, 1e-6);
      if (total > most) {
        const cells = await inBox(
          places().select([sql<number>`avg(lng)`.as('lng'), sql<number>`avg(lat)`.as('lat'), count]),
        )
          .groupBy([
            sql`floor((lng - ${west}::float8) / ${cell}::float8)`,
            sql`floor((lat - ${south}::float8) / ${cell}::float8)`,
          ])
          .execute();
        const clusters = cells.map(({ n, ...at }) => ({ ...at, count: Number(n) }));
        return { points: [], clusters, cell, total, unlocated };
      }
      const points = await inBox(
        places().select(['countyCode', 'id', 'name', 'lng', 'lat', 'supervisionClass', 'status', 'isHighRisk']),
      )
        .limit(most)
        .execute();
      return { points, clusters: [], cell, total, unlocated };
    },

    byCode: (countyCode: string, code: string) =>
      places()
        .select(['countyCode', 'id', 'regionCode', 'name', 'types', 'industry', 'status', 'isKeyUnit'])
        .where('countyCode', '=', countyCode)
        .where('code', '=', code)
        .executeTakeFirst(),

    /** Places of the same name in the county: perhaps the same one. */
    async similar(place: { countyCode: string; id?: string | undefined; name: string }) {
      const base = () =>
        places()
          .select(['countyCode', 'id', 'name', 'address'])
          .where('countyCode', '=', place.countyCode)
          .where('status', '!=', 'DEMOLISHED')
          .$if(place.id !== undefined, (q) => q.where('id', '!=', place.id as string));
      const name = place.name.trim();
      return name ? base().where('name', '=', name).orderBy('id').limit(5).execute() : [];
    },
  };
}

function checkPosition(after: unknown[] | undefined, counted: unknown, sort: Sort) {
  if (!after) return;
  const [value, county, id] = after;
  const isNumber = sort.endsWith('completeness');
  const isValue = isNumber
    ? Number.isInteger(value)
    : typeof value === 'string' && (!sort.endsWith('changedAt') || !Number.isNaN(Date.parse(value)));
  if (
    !Number.isInteger(counted) ||
    !isValue ||
    typeof county !== 'string' ||
    typeof id !== 'string' ||
    !/^[0-9a-f-]{36}$/i.test(id)
  )
    throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
}
