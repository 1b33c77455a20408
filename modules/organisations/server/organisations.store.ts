import type { Insertable, Updateable } from 'kysely';
import type { Db, Tables } from '#platform/server/database.ts';
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
  /**
   * Adds a row under an id that the client made. A repeated request finds its own row; another content under the same
   * id is refused.
   */
  async function addOnce<T extends OrganisationTables>(
    table: T,
    row: Insertable<Tables[T]> & { id: string },
  ): Promise<boolean> {
    // The builder cannot follow a table that is a parameter; the row's type is checked at the call.
    const open = db as unknown as Db<'organisations.organisation'>;
    const name = table as 'organisations.organisation';
    const added = await open
      .insertInto(name)
      .values(row as never)
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirstOrThrow();
    if (added.numInsertedOrUpdatedRows === 1n) return true;
    const held = (await open.selectFrom(name).selectAll().where('id', '=', row.id).executeTakeFirst()) as
      | Record<string, unknown>
      | undefined;
    const differs = Object.entries(row).some(
      ([key, value]) => key !== 'changedAt' && (held?.[key] ?? null) !== (value ?? null),
    );
    if (differs) throw new AppError('conflict', '这个编号已用于另一条记录，请刷新后重新填写。');
    return false;
  }

  return {
    getOrganisation: async (id: string) =>
      found(
        await db.selectFrom('organisations.organisation').selectAll().where('id', '=', id).executeTakeFirst(),
        '机构',
      ),
    getPerson: async (id: string) =>
      found(await db.selectFrom('organisations.person').selectAll().where('id', '=', id).executeTakeFirst(), '人员'),
    getPost: async (id: string) =>
      found(await db.selectFrom('organisations.post').selectAll().where('id', '=', id).executeTakeFirst(), '岗位'),
    getCertificate: async (id: string) =>
      found(
        await db.selectFrom('organisations.certificate').selectAll().where('id', '=', id).executeTakeFirst(),
        '证件',
      ),
    getDelegation: async (id: string) =>
      found(
        await db.selectFrom('organisations.delegation').selectAll().where('id', '=', id).executeTakeFirst(),
        '赋权记录',
      ),
    getMembership: async (id: string) =>
      found(
        await db.selectFrom('organisations.membership').selectAll().where('id', '=', id).executeTakeFirst(),
        '成员单位',
      ),
    findTenure: (id: string) =>
      db.selectFrom('organisations.tenure').selectAll().where('id', '=', id).executeTakeFirst(),
    /** Whether a body is the other one or stands below it. */
    async isUnder(id: string, above: string): Promise<boolean> {
      const seen = new Set<string>();
      for (let at: string | null = id; at && !seen.has(at); ) {
        if (at === above) return true;
        seen.add(at);
        at =
          (await db.selectFrom('organisations.organisation').select('parentId').where('id', '=', at).executeTakeFirst())
            ?.parentId ?? null;
      }
      return false;
    },
    /** Tenures of a post that have not ended before the day. */
    runningTenures: (postId: string, day: string) =>
      db
        .selectFrom('organisations.tenure')
        .selectAll()
        .where('postId', '=', postId)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .orderBy('fromOn')
        .execute(),
    runningMembership: (committeeId: string, memberId: string, day: string) =>
      db
        .selectFrom('organisations.membership')
        .select(['id', 'fromOn'])
        .where('committeeId', '=', committeeId)
        .where('memberId', '=', memberId)
        .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
        .executeTakeFirst(),
    addOnce,
    changeOrganisation: (id: string, version: number, changes: Updateable<Tables['organisations.organisation']>) =>
      db
        .updateTable('organisations.organisation')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    changePerson: (id: string, version: number, changes: Updateable<Tables['organisations.person']>) =>
      db
        .updateTable('organisations.person')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    changePost: (id: string, version: number, changes: Updateable<Tables['organisations.post']>) =>
      db
        .updateTable('organisations.post')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    endTenure: (id: string, toOn: string, handoverNote: string | null) =>
      db.updateTable('organisations.tenure').set({ toOn, handoverNote }).where('id', '=', id).execute(),
    changeCertificate: (id: string, changes: Updateable<Tables['organisations.certificate']>) =>
      db.updateTable('organisations.certificate').set(changes).where('id', '=', id).executeTakeFirst(),
    changeDelegation: (id: string, changes: Updateable<Tables['organisations.delegation']>) =>
      db.updateTable('organisations.delegation').set(changes).where('id', '=', id).executeTakeFirst(),
    changeMembership: (id: string, changes: Updateable<Tables['organisations.membership']>) =>
      db.updateTable('organisations.membership').set(changes).where('id', '=', id).executeTakeFirst(),
  };
}
