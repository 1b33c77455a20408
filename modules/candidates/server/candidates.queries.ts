import { type SelectQueryBuilder, sql } from 'kysely';
import { type Reach, reachIn } from '#modules/regions/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { CandidateFilter, CandidateMatch, CandidateRow, CandidateStatus } from '../contract/index.ts';

type Readable = 'candidates.candidate' | 'premises.place' | 'regions.division';
/** A row of the list with the name of its division. */
export type ExportedCandidate = CandidateRow & { regionName: string | null };
// biome-ignore lint/suspicious/noExplicitAny: the same conditions on every selection of candidates
type Query<O> = SelectQueryBuilder<any, any, O>;

/** Rows of one page of an export. */
const perPage = 2000;
const matchOf = sql<CandidateMatch>`coalesce(c.match_verdict, 'NONE')`;

/** Read models of the worklist. */
export function createCandidateQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const candidates = () => db.selectFrom('candidates.candidate as c');

  const filtered = <O>(base: Query<O>, reach: Reach, filter: CandidateFilter): Query<O> => {
    const words = filter.search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
    let query = base
      .where('c.countyCode', '=', sql`any(${reach.counties})`)
      .$if(!!(reach.village ?? reach.township), (q) =>
        q.where(sql<boolean>`starts_with(c.region_code, ${reach.village ?? reach.township ?? ''})`),
      )
      .$if(!!filter.status, (q) => q.where('c.status', '=', filter.status))
      .$if(!!filter.types?.length, (q) => q.where(sql<boolean>`c.types && ${filter.types}::text[]`))
      .$if(filter.match === 'NONE', (q) => q.where('c.matchVerdict', 'is', null))
      .$if(!!filter.match && filter.match !== 'NONE', (q) => q.where('c.matchVerdict', '=', filter.match))
      .$if(!!filter.source, (q) => q.where('c.source', '=', filter.source));
    for (const word of words)
      query = query.where(sql<boolean>`strpos(lower(c.name || ' ' || coalesce(c.address, '')), ${word}) > 0`);
    return query;
  };

  const rows = () =>
    candidates()
      .leftJoin('premises.place as p', (join) =>
        join.onRef('p.countyCode', '=', 'c.countyCode').onRef('p.id', '=', 'c.matchId'),
      )
      .select([
        'c.countyCode',
        'c.id',
        'c.name',
        'c.address',
        'c.regionCode',
        'c.types',
        'c.reason',
        'c.source',
        'c.lng',
        'c.lat',
        'c.matchId',
        'c.matchScore',
        'c.matchReason',
        'c.premisesId',
        'c.decidedAt',
        'c.decidedBy',
        'c.decisionReason',
        'c.version',
        'p.name as matchName',
        sql<CandidateStatus>`c.status`.as('status'),
        matchOf.as('match'),
      ]);

  const inOrder = <O>(query: Query<O>, after: readonly unknown[] | undefined, size: number) =>
    query
      .$if(after !== undefined, (q) =>
        q.where(sql<boolean>`(c.name, c.county_code, c.id) > (${after?.[0]}, ${after?.[1]}, ${after?.[2]}::uuid)`),
      )
      .orderBy('c.name')
      .orderBy('c.countyCode')
      .orderBy('c.id')
      .limit(size)
      .execute() as Promise<O[]>;

  return {
    async list(input: CandidateFilter & { limit: number; cursor?: string | undefined }) {
      const reach = await reachIn(work, input.regionCode);
      const after = decodeCursor(input.cursor, 3);
      if (
        after &&
        (typeof after[0] !== 'string' || typeof after[1] !== 'string' || !/^[0-9a-f-]{36}$/.test(String(after[2])))
      )
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      const found = await inOrder(filtered(rows() as Query<CandidateRow>, reach, input), after, input.limit + 1);
      const items = found.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items,
        next: found.length > input.limit && last ? encodeCursor([last.name, last.countyCode, last.id]) : null,
        ...(await countUpTo(work, filtered(candidates().select('c.id') as Query<unknown>, reach, input))),
      };
    },

    /** All that matches in the order of the list, in pages, for the export. */
    async *all(filter: CandidateFilter, most: number): AsyncGenerator<ExportedCandidate> {
      const reach = await reachIn(work, filter.regionCode);
      const named = () =>
        rows()
          .leftJoin('regions.division as d', 'd.code', 'c.regionCode')
          .select('d.name as regionName') as Query<ExportedCandidate>;
      for (let given = 0, after: unknown[] | undefined; given < most; ) {
        const size = Math.min(perPage, most - given);
        const page = await inOrder(filtered(named(), reach, filter), after, size);
        yield* page;
        const last = page.at(-1);
        if (page.length < size || !last) return;
        given += page.length;
        after = [last.name, last.countyCode, last.id];
      }
    },

    /** Exact, however many there are. */
    async count(filter: CandidateFilter): Promise<number> {
      const counted = filtered(
        candidates().select((eb) => eb.fn.countAll<number>().as('n')) as unknown as Query<{ n: number }>,
        await reachIn(work, filter.regionCode),
        filter,
      );
      return Number((await counted.executeTakeFirst())?.n ?? 0);
    },

    async counts(filter: CandidateFilter) {
      const counted = (await filtered(
        candidates().select((eb) => ['c.status', eb.fn.countAll<number>().as('n')]) as unknown as Query<{
          status: CandidateStatus;
          n: number;
        }>,
        await reachIn(work, filter.regionCode),
        filter,
      )
        .groupBy('c.status')
        .execute()) as { status: CandidateStatus; n: number }[];
      return {
        PENDING: 0,
        CONFIRMED: 0,
        MERGED: 0,
        REJECTED: 0,
        ...Object.fromEntries(counted.map(({ status, n }) => [status, Number(n)])),
      };
    },

    async points(filter: CandidateFilter, most = 2000) {
      const reach = await reachIn(work, filter.regionCode);
      const points = await filtered(
        candidates()
          .select(['c.countyCode', 'c.id', 'c.name', 'c.lng', 'c.lat', 'c.status', matchOf.as('match')])
          .where('c.lng', 'is not', null) as unknown as Query<unknown>,
        reach,
        filter,
      )
        .orderBy('c.name')
        .orderBy('c.id')
        .limit(most)
        .execute();
      return {
        points: points as never,
        total: (await countUpTo(work, filtered(candidates().select('c.id') as Query<unknown>, reach, filter))).total,
      };
    },

    row: async (countyCode: string, id: string) =>
      await rows()
        .leftJoin('premises.place as registered', (join) =>
          join.onRef('registered.countyCode', '=', 'c.countyCode').onRef('registered.id', '=', 'c.premisesId'),
        )
        .select(['c.uscc', 'c.sourceRef', 'c.foundAt', 'c.facts', 'c.undo', 'registered.name as premisesName'])
        .where('c.countyCode', '=', countyCode)
        .where('c.id', '=', id)
        .executeTakeFirst(),

    /** A registered place, and what still waits within 300 metres of it or has its name. */
    async waitingAround(countyCode: string, premisesId: string) {
      const place = await db
        .selectFrom('premises.place')
        .select(['id', 'name', 'uscc', 'address', 'lng', 'lat'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', premisesId)
        .executeTakeFirst();
      if (!place) return { place, waiting: [] };
      const { lng, lat } = place;
      const dLat = 0.0027;
      const dLng = lat === null ? 0 : dLat / Math.cos((lat * Math.PI) / 180);
      const waiting = await db
        .selectFrom('candidates.candidate')
        .select(['id', 'name', 'uscc', 'address', 'lng', 'lat', 'facts', 'matchScore'])
        .where('countyCode', '=', countyCode)
        .where('status', '=', 'PENDING')
        .where((eb) =>
          eb.or([
            eb('name', '=', place.name),
            ...(lng === null || lat === null
              ? []
              : [
                  eb.and([
                    eb('lng', '>', lng - dLng),
                    eb('lng', '<', lng + dLng),
                    eb('lat', '>', lat - dLat),
                    eb('lat', '<', lat + dLat),
                  ]),
                ]),
          ]),
        )
        .orderBy('id')
        .limit(500)
        .execute();
      return { place, waiting };
    },

    /** Registered places that a candidate may be: the one found at the import, those around it and those of its name. */
    async neighbours(candidate: {
      countyCode: string;
      name: string;
      lng: number | null;
      lat: number | null;
      matchId: string | null;
      uscc: string | null;
    }) {
      const columns = ['id', 'name', 'uscc', 'address', 'lng', 'lat', 'types', 'status', 'storeys', 'height'] as const;
      const places = () =>
        db.selectFrom('premises.place').select(columns).where('countyCode', '=', candidate.countyCode);
      // Half a kilometre in degrees of latitude; longitude shrinks with it.
      const dLat = 0.0045;
      const dLng = candidate.lat === null ? 0 : dLat / Math.cos((candidate.lat * Math.PI) / 180);
      const { lng, lat } = candidate;
      const around =
        lng === null || lat === null
          ? []
          : await places()
              .where(
                sql<boolean>`point(lng, lat) <@ box(point(${lng - dLng}::float8, ${lat - dLat}::float8), point(${lng + dLng}::float8, ${lat + dLat}::float8))`,
              )
              .limit(500)
              .execute();
      const named = await places()
        .where((eb) =>
          eb.or([
            eb('name', '=', candidate.name),
            ...(candidate.matchId ? [eb('id', '=', candidate.matchId)] : []),
            ...(candidate.uscc ? [eb('uscc', '=', candidate.uscc)] : []),
          ]),
        )
        .limit(50)
        .execute();
      return [...new Map([...named, ...around].map((place) => [place.id, place])).values()];
    },
  };
}

/** The county's register in chunks by id, as much of it as matching looks at. */
export async function* registeredPlaces(work: Work, countyCode: string, chunk = 5000) {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const places = await tablesOf<Readable>(work)
      .selectFrom('premises.place')
      .select(['id', 'name', 'uscc', 'address', 'lng', 'lat'])
      .where('countyCode', '=', countyCode)
      .where('id', '>', after)
      .orderBy('id')
      .limit(chunk)
      .execute();
    yield places;
    const last = places.at(-1);
    if (!last || places.length < chunk) return;
    after = last.id;
  }
}
