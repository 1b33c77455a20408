import { sql } from 'kysely';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { AccountTables } from './accounts.store.ts';

type Readable = AccountTables | 'organisations.heldPost' | 'organisations.personName' | 'premises.place' | 'regions.division';

/** Read models of sign-in. They run as the job role: nobody is known yet. */
export function createAccountQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  return {
    /** The living session of a token with its account. */
    session: (hash: string, now: string) =>
      db
        .selectFrom('accounts.session as s')
        .innerJoin('accounts.account as a', 'a.id', 's.accountId')
        .select([
          's.id as sessionId',
          's.postId',
          's.lastSeenAt',
          'a.id as accountId',
          'a.username',
          'a.displayName',
          'a.personId',
          'a.premisesId',
          'a.premisesRegion',
          'a.regionPrefix',
          'a.mustChangePassword',
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
        return db.selectFrom('organisations.personName').select(['name', 'regionPrefix']).where('id', '=', personId).executeTakeFirst();
      if (!premises) return undefined;
      return db
        .selectFrom('premises.place')
        .select(['name', 'regionCode as regionPrefix'])
        .where('countyCode', '=', premises.countyCode)
        .where('id', '=', premises.id)
        .executeTakeFirst();
    },

    accounts: (filter: { region: string; search?: string | undefined; status?: string | undefined; after?: string | undefined; limit: number }) =>
      db
        .selectFrom('accounts.account')
        .select(['id', 'username', 'displayName', 'personId', 'premisesId', 'regionPrefix', 'status', 'lockedUntil', 'totpEnabledAt', 'lastSignedInAt'])
        .where('regionPrefix', 'like', `${filter.region}%`)
        .$if(!!filter.status, (q) => q.where('status', '=', filter.status as string))
        .$if(!!filter.search, (q) =>
          q.where((eb) =>
            eb.or([
              eb(sql`strpos(username, ${filter.search?.toLowerCase() ?? ''})`, '>', 0),
              eb(sql`strpos(display_name, ${filter.search ?? ''})`, '>', 0),
            ]),
          ),
        )
        .$if(!!filter.after, (q) => q.where('username', '>', filter.after as string))
        .orderBy('username')
        .limit(filter.limit)
        .execute(),
  };
}
