import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';

export type CandidateRecord = Selectable<Tables['candidates.candidate']>;

/** Loads and decides candidates. */
export function createCandidateStore(work: Pick<Work, 'db'>) {
  const db = tablesOf<'candidates.candidate'>(work);
  return {
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('candidates.candidate')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    lock: (countyCode: string, id: string) =>
      db
        .selectFrom('candidates.candidate')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst(),
    /**
     * Adds what is new and brings up to date what still waits; what has been decided stays as it is.
     * @returns the rows written, and whether each is new
     */
    write: (rows: readonly Insertable<Tables['candidates.candidate']>[]) =>
      db
        .insertInto('candidates.candidate')
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
              version: eb('candidates.candidate.version', '+', 1),
            }))
            .where('candidates.candidate.status', '=', 'PENDING'),
        )
        .returning(['sourceRef', 'matchVerdict', sql<boolean>`xmax = 0`.as('isNew')])
        .execute(),
    async setMatch(
      countyCode: string,
      id: string,
      match: Pick<
        Updateable<Tables['candidates.candidate']>,
        'matchId' | 'matchVerdict' | 'matchScore' | 'matchReason'
      >,
    ) {
      await db
        .updateTable('candidates.candidate')
        .set(match)
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('status', '=', 'PENDING')
        .execute();
    },
    async forgetMatch(countyCode: string, premisesId: string) {
      await db
        .updateTable('candidates.candidate')
        .set({ matchId: null, matchVerdict: null, matchScore: null, matchReason: null })
        .where('countyCode', '=', countyCode)
        .where('matchId', '=', premisesId)
        .execute();
    },
    /** The row must have been locked. */
    async decide(row: CandidateRecord, changes: Updateable<Tables['candidates.candidate']>) {
      await db
        .updateTable('candidates.candidate')
        .set({ ...changes, version: row.version + 1 })
        .where('countyCode', '=', row.countyCode)
        .where('id', '=', row.id)
        .execute();
    },
  };
}
