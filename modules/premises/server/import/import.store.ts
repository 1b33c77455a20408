import { createHash } from 'node:crypto';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import type { ImportMapping, ImportStatus } from '../../contract/index.ts';

export type ImportRow = Selectable<Tables['premises.import']>;

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

/** Imports and remembered mappings; used by units of work and, for progress, beside them. */
export function createImportStore(connection: Kysely<Tables>) {
  const db = connection as unknown as Kysely<Pick<Tables, 'premises.import' | 'premises.importMapping'>>;
  return {
    add: async (row: Insertable<Tables['premises.import']>) => {
      await db
        .insertInto('premises.import')
        .values(row)
        .onConflict((on) => on.doNothing())
        .execute();
    },
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('premises.import')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    /** Changes an import that is still in one of the states; undefined when it has left them. */
    move: (
      countyCode: string,
      id: string,
      from: readonly ImportStatus[],
      changes: Updateable<Tables['premises.import']>,
    ) =>
      db
        .updateTable('premises.import')
        .set(changes)
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('status', 'in', [...from])
        .returningAll()
        .executeTakeFirst(),
    /** A queued import that no job has taken up yet, for this job alone. */
    claim: (countyCode: string, id: string, now: string) =>
      db
        .updateTable('premises.import')
        .set({ aliveAt: now })
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('status', 'in', ['CHECKING', 'IMPORTING'])
        .where('aliveAt', 'is', null)
        .returningAll()
        .executeTakeFirst(),
    /** Gives up imports whose job has died, or was lost from the queue. */
    giveUp: (silentSince: string, queuedBefore: string, changes: Updateable<Tables['premises.import']>) =>
      db
        .updateTable('premises.import')
        .set(changes)
        .where('status', 'in', ['CHECKING', 'IMPORTING'])
        .where((eb) =>
          eb.or([
            eb('aliveAt', '<', silentSince),
            eb.and([eb('aliveAt', 'is', null), eb('queuedAt', '<', queuedBefore)]),
          ]),
        )
        .returning(['countyCode', 'id'])
        .execute(),
    async remembered(accountId: string, header: readonly string[]): Promise<ImportMapping | undefined> {
      const row = await db
        .selectFrom('premises.importMapping')
        .select('mapping')
        .where('accountId', '=', accountId)
        .where('headerSignature', '=', signatureOf(header))
        .executeTakeFirst();
      return row?.mapping as ImportMapping | undefined;
    },
    async remember(accountId: string, header: readonly string[], mapping: ImportMapping, usedAt: string) {
      await db
        .insertInto('premises.importMapping')
        .values({ accountId, headerSignature: signatureOf(header), mapping: JSON.stringify(mapping), usedAt })
        .onConflict((on) =>
          on.columns(['accountId', 'headerSignature']).doUpdateSet({ mapping: JSON.stringify(mapping), usedAt }),
        )
        .execute();
    },
  };
}
