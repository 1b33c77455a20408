import type { Insertable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

export type OrganisationTables =
  | 'organisations.organisation'
  | 'organisations.delegation'
  | 'organisations.membership'
  | 'organisations.person'
  | 'organisations.post'
  | 'organisations.tenure'
  | 'organisations.certificate';

/** Writes and loads by id. */
export function createOrganisationStore(work: Work) {
  const db = tablesOf<OrganisationTables>(work);
  const found = <T>(row: T | undefined, what: string): T => {
    if (!row) throw new AppError('not_found', `没有这个${what}，或不在管辖范围内。`);
    return row;
  };
  return {
    getOrganisation: async (id: string) =>
      found(await db.selectFrom('organisations.organisation').selectAll().where('id', '=', id).executeTakeFirst(), '机构'),
    getPerson: async (id: string) =>
      found(await db.selectFrom('organisations.person').selectAll().where('id', '=', id).executeTakeFirst(), '人员'),
    getPost: async (id: string) =>
      found(await db.selectFrom('organisations.post').selectAll().where('id', '=', id).executeTakeFirst(), '岗位'),
    /** Tenures of a post that have not ended before the day. */
    runningTenures: (postId: string, day: string) =>
      db
        .selectFrom('organisations.tenure')
        .selectAll()
        .where('postId', '=', postId)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .orderBy('fromOn')
        .execute(),
    addOrganisation: (row: Insertable<Tables['organisations.organisation']>) =>
      db.insertInto('organisations.organisation').values(row).execute(),
    changeOrganisation: (id: string, version: number, changes: Updateable<Tables['organisations.organisation']>) =>
      db
        .updateTable('organisations.organisation')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    addPerson: (row: Insertable<Tables['organisations.person']>) => db.insertInto('organisations.person').values(row).execute(),
    changePerson: (id: string, version: number, changes: Updateable<Tables['organisations.person']>) =>
      db
        .updateTable('organisations.person')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    addPost: (row: Insertable<Tables['organisations.post']>) => db.insertInto('organisations.post').values(row).execute(),
    changePost: (id: string, changes: Updateable<Tables['organisations.post']>) =>
      db.updateTable('organisations.post').set(changes).where('id', '=', id).executeTakeFirst(),
    addTenure: (row: Insertable<Tables['organisations.tenure']>) => db.insertInto('organisations.tenure').values(row).execute(),
    endTenure: (id: string, toOn: string, handoverNote: string | null) =>
      db.updateTable('organisations.tenure').set({ toOn, handoverNote }).where('id', '=', id).execute(),
    addCertificate: (row: Insertable<Tables['organisations.certificate']>) =>
      db.insertInto('organisations.certificate').values(row).execute(),
    changeCertificate: (id: string, changes: Updateable<Tables['organisations.certificate']>) =>
      db.updateTable('organisations.certificate').set(changes).where('id', '=', id).executeTakeFirst(),
    addDelegation: (row: Insertable<Tables['organisations.delegation']>) =>
      db.insertInto('organisations.delegation').values(row).execute(),
    addMembership: (row: Insertable<Tables['organisations.membership']>) =>
      db.insertInto('organisations.membership').values(row).execute(),
  };
}
