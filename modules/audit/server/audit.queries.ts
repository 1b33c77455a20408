import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';

export interface ChainFilter {
  chain: string;
  from?: string | undefined;
  to?: string | undefined;
  area?: string[] | undefined;
  search?: string | undefined;
}

const exactUpTo = 10_000;
/** Start of a calendar day in Asia/Shanghai. */
const dayStart = (day: string) => sql<string>`${`${day}T00:00:00+08:00`}::timestamptz`;

/** Entries of one chain. Runs as the job role, which alone reads the log. */
export function createAuditQueries(work: Pick<Work, 'db'>) {
  const db = tablesOf<'app.auditEntry' | 'app.auditHead'>(work);
  const matching = ({ chain, from, to, area, search }: ChainFilter) => {
    let query = db.selectFrom('app.auditEntry').where('countyCode', '=', chain);
    if (from) query = query.where('at', '>=', dayStart(from));
    if (to) query = query.where('at', '<', sql<string>`${dayStart(to)} + interval '1 day'`);
    if (area?.length) query = query.where(sql`split_part(action, '.', 1)`, 'in', area);
    if (search)
      query = query.where((eb) =>
        eb.or([eb(sql<number>`strpos(actor, ${search})`, '>', 0), eb('subjectId', '=', search)]),
      );
    return query;
  };
  return {
    /** Newest first, below the place `before`. */
    entries: (filter: ChainFilter, before: number | undefined, limit: number) =>
      matching(filter)
        .$if(before !== undefined, (q) => q.where('seq', '<', before as number))
        .select(['seq', 'at', 'accountId', 'actor', 'action', 'subjectKind', 'subjectId', 'detail', 'hash'])
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute(),
    /** Exact up to 10,000; beyond, the length of the whole chain. */
    async count(filter: ChainFilter) {
      const { n } = await db
        .selectFrom(
          matching(filter)
            .select('seq')
            .limit(exactUpTo + 1)
            .as('counted'),
        )
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      if (n <= exactUpTo) return { total: n, isEstimate: false };
      const head = await db
        .selectFrom('app.auditHead')
        .select('seq')
        .where('countyCode', '=', filter.chain)
        .executeTakeFirst();
      const isWhole = !filter.from && !filter.to && !filter.area?.length && !filter.search;
      return { total: Math.max(head?.seq ?? 0, n), isEstimate: !isWhole };
    },
  };
}
