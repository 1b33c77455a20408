import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

export type CandidateRecord = Selectable<Tables['premises.candidate']>;

/** Loads and decides candidates. */
export function createCandidateStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<'premises.candidate'>(work);
  return {
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('premises.candidate')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    lock: (countyCode: string, id: string) =>
      db
        .selectFrom('premises.candidate')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst(),
    /**
     * Adds what is new and brings up to date what still waits; what has been decided stays as it is.
     * @returns the rows written, and whether each is new
     */
    write: (rows: readonly Insertable<Tables['premises.candidate']>[]) =>
      db
        .insertInto('premises.candidate')
        .values([...rows])
        .onConflict((on) =>
          on
            .columns(['countyCode', 'source', 'sourceRef'])
            .doUpdateSet((eb) => ({
              regionCode: eb.ref('excluded.regionCode'),
              name: eb.ref('excluded.name'),
              address: eb.ref('excluded.address'),
              lng: eb.ref('excluded.lng'),
              lat: eb.ref('excluded.lat'),
              types: eb.ref('excluded.types'),
              reason: eb.ref('excluded.reason'),
              facts: eb.ref('excluded.facts'),
              matchId: eb.ref('excluded.matchId'),
              matchVerdict: eb.ref('excluded.matchVerdict'),
              matchScore: eb.ref('excluded.matchScore'),
              matchReason: eb.ref('excluded.matchReason'),
              version: eb('premises.candidate.version', '+', 1),
            }))
            .where('premises.candidate.status', '=', 'PENDING'),
        )
        .returning(['sourceRef', 'matchVerdict', sql<boolean>`xmax = 0`.as('isNew')])
        .execute(),
    /** The row must have been locked. */
    async decide(row: CandidateRecord, changes: Updateable<Tables['premises.candidate']>) {
      await db
        .updateTable('premises.candidate')
        .set({ ...changes, version: row.version + 1 })
        .where('countyCode', '=', row.countyCode)
        .where('id', '=', row.id)
        .execute();
    },
  };
}

/**
 * Takes back the registration of a place to which nothing has happened since: its file, people, history and proposals.
 * Runs as the job role, because nobody else may remove history; the act itself stays in the log.
 * @returns false where the place has been changed meanwhile
 */
export async function removeUntouchedPlace(
  work: Pick<Work, 'db'>,
  countyCode: string,
  id: string,
  version: number,
): Promise<boolean> {
  const db = tablesOf<
    | 'premises.premises'
    | 'premises.change'
    | 'premises.dutyHolder'
    | 'premises.keyUnitProposal'
    | 'app.attachment'
    | 'app.file'
  >(work);
  const place = await db
    .selectFrom('premises.premises')
    .select('id')
    .where('countyCode', '=', countyCode)
    .where('id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();
  if (!place) return false;
  const filed = await db
    .selectFrom('app.file')
    .select('id')
    .where('countyCode', '=', countyCode)
    .where('premisesId', '=', id)
    .limit(1)
    .executeTakeFirst();
  const attached = await db
    .selectFrom('app.attachment')
    .select('fileId')
    .where('countyCode', '=', countyCode)
    .where('premisesId', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (filed || attached) return false;
  for (const table of ['premises.keyUnitProposal', 'premises.change', 'premises.dutyHolder'] as const)
    await db.deleteFrom(table).where('countyCode', '=', countyCode).where('premisesId', '=', id).execute();
  await db.deleteFrom('premises.premises').where('countyCode', '=', countyCode).where('id', '=', id).execute();
  return true;
}
