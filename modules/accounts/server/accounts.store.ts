import { createHash } from 'node:crypto';
import type { Insertable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

export type AccountTables = 'accounts.account' | 'accounts.session' | 'accounts.formerPassword' | 'accounts.savedView';

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/** Writes and loads by key; needs the job role except for saved views. */
export function createAccountStore(work: Work) {
  const db = tablesOf<AccountTables>(work);
  return {
    findByUsername: (username: string) =>
      db
        .selectFrom('accounts.account')
        .selectAll()
        .where((eb) => eb(eb.fn('lower', ['username']), '=', username.toLowerCase()))
        .forUpdate()
        .executeTakeFirst(),
    find: (id: string) => db.selectFrom('accounts.account').selectAll().where('id', '=', id).executeTakeFirst(),
    findByOidc: (issuer: string, subject: string) =>
      db
        .selectFrom('accounts.account')
        .selectAll()
        .where('oidcIssuer', '=', issuer)
        .where('oidcSubject', '=', subject)
        .executeTakeFirst(),
    async add(account: Insertable<Tables['accounts.account']>) {
      await db.insertInto('accounts.account').values(account).execute();
    },
    async change(id: string, changes: Updateable<Tables['accounts.account']>) {
      await db.updateTable('accounts.account').set(changes).where('id', '=', id).execute();
    },
    async addSession(session: Insertable<Tables['accounts.session']>) {
      await db.insertInto('accounts.session').values(session).execute();
    },
    async changeSession(id: string, changes: Updateable<Tables['accounts.session']>) {
      await db.updateTable('accounts.session').set(changes).where('id', '=', id).execute();
    },
    async revokeSessions(accountId: string, now: string, except?: string) {
      await db
        .updateTable('accounts.session')
        .set({ revokedAt: now })
        .where('accountId', '=', accountId)
        .where('revokedAt', 'is', null)
        .$if(except !== undefined, (q) => q.where('id', '!=', except as string))
        .execute();
    },
    formerPasswords: (accountId: string) =>
      db
        .selectFrom('accounts.formerPassword')
        .select('passwordHash')
        .where('accountId', '=', accountId)
        .orderBy('replacedAt', 'desc')
        .limit(5)
        .execute(),
    async addFormerPassword(accountId: string, passwordHash: string, now: string) {
      await db.insertInto('accounts.formerPassword').values({ accountId, passwordHash, replacedAt: now }).execute();
    },
    async saveView(view: { screen: string; name: string; query: Record<string, unknown> }) {
      const { id } = await db
        .insertInto('accounts.savedView')
        .values({
          id: work.newId(),
          accountId: work.actor.accountId,
          ...view,
          query: JSON.stringify(view.query),
          changedAt: work.now,
        })
        .onConflict((on) =>
          on
            .columns(['accountId', 'screen', 'name'])
            .doUpdateSet({ query: JSON.stringify(view.query), changedAt: work.now }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id };
    },
    async removeView(accountId: string, id: string) {
      await db.deleteFrom('accounts.savedView').where('accountId', '=', accountId).where('id', '=', id).execute();
    },
  };
}
