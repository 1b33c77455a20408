import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { AccountTables } from './accounts.store.ts';

type Readable =
  | AccountTables
  | 'organisations.heldPost'
  | 'organisations.personName'
  | 'premises.place'
  | 'regions.division';

export interface AccountFilter {
  region: string;
  search?: string | undefined;
  status?: string | undefined;
  kind?: 'PERSON' | 'PREMISES' | undefined;
  isLocked?: boolean | undefined;
}

/** Read models of sign-in. They run as the job role: nobody is known yet. */
export function createAccountQueries(work: Pick<Work, 'db' | 'now'>) {
  const db = tablesOf<Readable>(work);
  const matching = (filter: AccountFilter) =>
    db
      .selectFrom('accounts.account')
      .where(sql<boolean>`starts_with(region_prefix, ${filter.region})`)
      .$if(!!filter.status, (q) => q.where('status', '=', filter.status as string))
      .$if(filter.kind === 'PERSON', (q) => q.where('personId', 'is not', null))
      .$if(filter.kind === 'PREMISES', (q) => q.where('premisesId', 'is not', null))
      .$if(filter.isLocked === true, (q) => q.where('lockedUntil', '>', work.now))
      .$if(!!filter.search, (q) =>
        q.where((eb) =>
          eb.or([
            eb(sql`strpos(username, ${filter.search?.toLowerCase() ?? ''})`, '>', 0),
            eb(sql`strpos(display_name, ${filter.search ?? ''})`, '>', 0),
          ]),
        ),
      );
  return {
    /** The living session of a token with its account. */
    session: (hash: string, now: string) =>
      db
        .selectFrom('accounts.session as s')
        .innerJoin('accounts.account as a', 'a.id', 's.accountId')
        .leftJoin('premises.place as p', (join) =>
          join.on(sql`p.county_code`, '=', sql`left(a.premises_region, 6)`).onRef('p.id', '=', 'a.premisesId'),
        )
        .select([
          's.id as sessionId',
          's.postId',
          's.lastSeenAt',
          'a.id as accountId',
          'a.username',
          'a.displayName',
          'a.personId',
          'a.premisesId',
          // A place that has moved to another division is reached where it lies now.
          sql<string | null>`coalesce(p.region_code, a.premises_region)`.as('premisesRegion'),
          'a.regionPrefix',
          // Who signs in by the organisation's own service has no password here to change.
          sql<boolean>`a.must_change_password and s.method = 'password'`.as('mustChangePassword'),
          'a.totpEnabledAt',
        ])
        .where('s.tokenHash', '=', hash)
        .where('s.revokedAt', 'is', null)
        .where('s.expiresAt', '>', now)
        .where('a.status', '=', 'ACTIVE')
        .executeTakeFirst(),

    /** Posts that the person holds on the day, the widest reach first. */
    heldPosts: (personId: string, day: string) =>
      db
        .selectFrom('organisations.heldPost')
        .selectAll()
        .where('personId', '=', personId)
        .where('fromOn', '<=', day)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .orderBy(sql`length(region_prefix)`)
        .orderBy('postId')
        .execute(),

    savedViews: (accountId: string, screen: string) =>
      db
        .selectFrom('accounts.savedView')
        .select(['id', 'name', 'query'])
        .where('accountId', '=', accountId)
        .where('screen', '=', screen)
        .orderBy('name')
        .execute(),

    regionName: async (code: string) =>
      (await db.selectFrom('regions.division').select('name').where('code', '=', code).executeTakeFirst())?.name ?? '',

    sessions: (accountId: string, now: string) =>
      db
        .selectFrom('accounts.session')
        .select(['id', 'createdAt', 'lastSeenAt', 'ip', 'userAgent'])
        .where('accountId', '=', accountId)
        .where('revokedAt', 'is', null)
        .where('expiresAt', '>', now)
        .orderBy('lastSeenAt', 'desc')
        .limit(50)
        .execute(),

    /** Name and reach of whoever an account is opened for. */
    async owner(personId: string | undefined, premises: { countyCode: string; id: string } | undefined) {
      if (personId)
        return db
          .selectFrom('organisations.personName')
          .select(['name', 'regionPrefix'])
          .where('id', '=', personId)
          .executeTakeFirst();
      if (!premises) return undefined;
      return db
        .selectFrom('premises.place')
        .select(['name', 'regionCode as regionPrefix'])
        .where('countyCode', '=', premises.countyCode)
        .where('id', '=', premises.id)
        .executeTakeFirst();
    },

    async accounts(filter: AccountFilter & { after?: string | undefined; limit: number; day: string }) {
      const rows = await matching(filter)
        .select([
          'id',
          'username',
          'displayName',
          'personId',
          'premisesId',
          'regionPrefix',
          'status',
          'lockedUntil',
          'mustChangePassword',
          'totpEnabledAt',
          'lastSignedInAt',
        ])
        .$if(!!filter.after, (q) => q.where('username', '>', filter.after as string))
        .orderBy('username')
        .limit(filter.limit)
        .execute();
      const people = rows.flatMap((row) => row.personId ?? []);
      const posts = people.length
        ? await db
            .selectFrom('organisations.heldPost')
            .select(['personId', 'title', 'orgName', 'role'])
            .where('personId', 'in', people)
            .where('fromOn', '<=', filter.day)
            .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', filter.day)]))
            .orderBy('orgName')
            .execute()
        : [];
      return rows.map((row) => ({ ...row, posts: posts.filter((post) => post.personId === row.personId) }));
    },

    /** Exact up to 10,000. */
    async countAccounts(filter: AccountFilter) {
      const counted = matching(filter).select('id').limit(10_001);
      const { n } = await db
        .selectFrom(counted.as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return { total: Math.min(n, 10_000), isEstimate: n > 10_000 };
    },

    /** People who hold a post on the day and have no account. */
    peopleWithoutAccount: (filter: { region: string; search?: string | undefined; day: string }) =>
      db
        .selectFrom('organisations.heldPost as h')
        .select([
          'h.personId as id',
          'h.personName as name',
          sql<string>`string_agg(distinct h.org_name || ' · ' || h.title, '、')`.as('detail'),
        ])
        .where(sql<boolean>`starts_with(h.region_prefix, ${filter.region})`)
        .where('h.fromOn', '<=', filter.day)
        .where((eb) => eb.or([eb('h.toOn', 'is', null), eb('h.toOn', '>=', filter.day)]))
        .where((eb) =>
          eb.not(
            eb.exists(eb.selectFrom('accounts.account as a').select('a.id').whereRef('a.personId', '=', 'h.personId')),
          ),
        )
        .$if(!!filter.search, (q) => q.where(sql<boolean>`strpos(h.person_name, ${filter.search ?? ''}) > 0`))
        .groupBy(['h.personId', 'h.personName'])
        .orderBy('h.personName')
        .limit(50)
        .execute(),

    /** Premises without an account of their own. */
    premisesWithoutAccount: (filter: { counties: string[]; region: string; search?: string | undefined }) =>
      db
        .selectFrom('premises.place as p')
        .select(['p.id', 'p.countyCode', 'p.name', 'p.address as detail'])
        .where('p.countyCode', '=', sql<string>`any(${filter.counties})`)
        .where(sql<boolean>`starts_with(p.region_code, ${filter.region})`)
        .$if(!!filter.search, (q) => q.where(sql<boolean>`p.search @> app.bigrams(${filter.search ?? ''})`))
        .where((eb) =>
          eb.not(
            eb.exists(eb.selectFrom('accounts.account as a').select('a.id').whereRef('a.premisesId', '=', 'p.id')),
          ),
        )
        .orderBy('p.name')
        .limit(50)
        .execute(),
  };
}
