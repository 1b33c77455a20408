import { type Insertable, sql } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { perStatement } from '../premises.store.ts';

export type NewProposal = Insertable<Tables['premises.keyUnitProposal']>;

/** Proposals, and the facts of places that they rest on. */
export function createProposalStore(work: Work) {
  const db = tablesOf<'premises.premises' | 'premises.keyUnitProposal'>(work);
  return {
    /** What is judged, of some places of a county. */
    judged: (countyCode: string, ids: readonly string[]) =>
      db
        .selectFrom('premises.premises')
        .select(['id', 'regionCode', 'types', 'floorArea', 'height', 'storeys', 'attributes', 'isKeyUnit', 'status'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute(),
    /** Open and rejected proposals of some places, oldest first. */
    earlier: (countyCode: string, premisesIds: readonly string[]) =>
      db
        .selectFrom('premises.keyUnitProposal')
        .select(['id', 'premisesId', 'direction', 'criterionId', 'metrics', 'status', 'reason'])
        .where('countyCode', '=', countyCode)
        .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
        .where('status', 'in', ['PROPOSED', 'REJECTED'])
        .orderBy('proposedAt')
        .execute(),
    lock: (countyCode: string, id: string) =>
      db
        .selectFrom('premises.keyUnitProposal')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst(),
    async add(rows: readonly NewProposal[]) {
      for (let start = 0; start < rows.length; start += perStatement)
        await db
          .insertInto('premises.keyUnitProposal')
          .values(rows.slice(start, start + perStatement))
          .execute();
    },
    async lapse(countyCode: string, ids: readonly string[]) {
      if (!ids.length) return;
      await db
        .updateTable('premises.keyUnitProposal')
        .set({ status: 'LAPSED', decidedAt: work.now })
        .where('countyCode', '=', countyCode)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute();
    },
    async decide(
      countyCode: string,
      id: string,
      decision: { status: 'CONFIRMED' | 'REJECTED'; decidedBy: string; decisionReason: string },
    ) {
      await db
        .updateTable('premises.keyUnitProposal')
        .set({ ...decision, decidedAt: work.now })
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .execute();
    },
    /** Ids of a county's places in order, after one of them. */
    idsAfter: async (countyCode: string, after: string | undefined, size: number) =>
      (
        await db
          .selectFrom('premises.premises')
          .select('id')
          .where('countyCode', '=', countyCode)
          .$if(after !== undefined, (q) => q.where('id', '>', after as string))
          .orderBy('id')
          .limit(size)
          .execute()
      ).map(({ id }) => id),
  };
}
