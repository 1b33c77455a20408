import { createHash } from 'node:crypto';
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { ImportStatus, TableMapping } from '#platform/shared/table-import.ts';
import type { Tables } from '../database.ts';

export type ImportRow = Selectable<Tables['app.import']>;

/** Files with the same headings, in any order, are mapped alike. */
const signatureOf = (header: readonly string[]) =>
  createHash('sha256')
    .update(
      JSON.stringify(
        header
          .filter(Boolean)
          .map((title) => title.normalize('NFKC').replace(/\s/g, ''))
          .sort(),
      ),
    )
    .digest('hex');

/** Imports of one kind and remembered mappings; used by units of work and, for progress, beside them. */
export function createImportStore(connection: Kysely<Tables>, kind: string) {
  const db = connection as unknown as Kysely<Pick<Tables, 'app.import' | 'app.importMapping'>>;
  const imports = () => db.selectFrom('app.import').selectAll().where('kind', '=', kind);
  const change = (changes: Updateable<Tables['app.import']>) =>
    db.updateTable('app.import').set(changes).where('kind', '=', kind);
  return {
    add: async (row: Omit<Insertable<Tables['app.import']>, 'kind'>) => {
      await db
        .insertInto('app.import')
        .values({ ...row, kind })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    find: (countyCode: string, id: string) =>
      imports().where('countyCode', '=', countyCode).where('id', '=', id).executeTakeFirst(),
    /** Imports of counties, and of a township or village of one where its digits are given. */
    within: (counties: readonly string[], digits: string) =>
      imports()
        .where('countyCode', '=', sql<string>`any(${counties})`)
        .where(sql<boolean>`starts_with(region_code, ${digits})`),
    /** Changes an import that is still in one of the states; undefined when it has left them. */
    move: (countyCode: string, id: string, from: readonly ImportStatus[], changes: Updateable<Tables['app.import']>) =>
      change(changes)
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('status', 'in', [...from])
        .returningAll()
        .executeTakeFirst(),
    /** A queued import that no job has taken up yet, for this job alone. */
    claim: (countyCode: string, id: string, now: string) =>
      change({ aliveAt: now })
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('status', 'in', ['CHECKING', 'IMPORTING'])
        .where('aliveAt', 'is', null)
        .returningAll()
        .executeTakeFirst(),
    /** Gives up imports whose job has died, or was lost from the queue. */
    giveUp: async (silentSince: string, queuedBefore: string, changes: Updateable<Tables['app.import']>) => {
      await change(changes)
        .where('status', 'in', ['CHECKING', 'IMPORTING'])
        .where((eb) =>
          eb.or([
            eb('aliveAt', '<', silentSince),
            eb.and([eb('aliveAt', 'is', null), eb('queuedAt', '<', queuedBefore)]),
          ]),
        )
        .execute();
    },
    async remembered(accountId: string, header: readonly string[]): Promise<TableMapping | undefined> {
      const row = await db
        .selectFrom('app.importMapping')
        .select('mapping')
        .where('accountId', '=', accountId)
        .where('kind', '=', kind)
        .where('headerSignature', '=', signatureOf(header))
        .executeTakeFirst();
      return row?.mapping as TableMapping | undefined;
    },
    async remember(accountId: string, header: readonly string[], given: TableMapping, usedAt: string) {
      const mapping = JSON.stringify(given);
      await db
        .insertInto('app.importMapping')
        .values({ accountId, kind, headerSignature: signatureOf(header), mapping, usedAt })
        .onConflict((on) => on.columns(['accountId', 'kind', 'headerSignature']).doUpdateSet({ mapping, usedAt }))
        .execute();
    },
  };
}
