import type { Insertable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { NilKind } from '../contract/index.ts';

/** Writes what people say about the data: marks, nil reports, published totals. */
export function createSupervisionStore(work: Work) {
  const db = tablesOf<'fires.findingMark' | 'fires.nilReport' | 'fires.publishedTotal'>(work);
  return {
    async addMark(mark: {
      countyCode: string;
      id: string;
      regionCode: string;
      rule: string;
      subjectId: string;
      month: string | null;
      subjectVersion: number;
      reason: string;
      actor: string;
    }) {
      await db
        .insertInto('fires.findingMark')
        .values({ ...mark, at: work.now, accountId: work.actor.accountId })
        .execute();
    },
    /** @returns whether it was added; false where the station had said so already */
    async addNil(nil: {
      countyCode: string;
      id: string;
      regionCode: string;
      orgId: string;
      month: string;
      kind: NilKind;
      actor: string;
    }): Promise<boolean> {
      const added = await db
        .insertInto('fires.nilReport')
        .values({ ...nil, at: work.now, accountId: work.actor.accountId })
        .onConflict((on) => on.columns(['countyCode', 'orgId', 'month', 'kind']).doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },
    totals: (regionPrefix: string) =>
      db
        .selectFrom('fires.publishedTotal')
        .selectAll()
        .where('withdrawnAt', 'is', null)
        .where('regionPrefix', 'like', `${regionPrefix}%`)
        .orderBy('regionPrefix')
        .orderBy('fromOn', 'desc')
        .orderBy('measure')
        .limit(2000)
        .execute(),
    total: (id: string) =>
      db.selectFrom('fires.publishedTotal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(),
    sameTotal: (regionPrefix: string, fromOn: string, toOn: string, measure: string) =>
      db
        .selectFrom('fires.publishedTotal')
        .select(['id', 'value'])
        .where('regionPrefix', '=', regionPrefix)
        .where('fromOn', '=', fromOn)
        .where('toOn', '=', toOn)
        .where('measure', '=', measure)
        .where('withdrawnAt', 'is', null)
        .executeTakeFirst(),
    async addTotal(row: Insertable<Tables['fires.publishedTotal']>) {
      await db.insertInto('fires.publishedTotal').values(row).execute();
    },
    async withdrawTotal(id: string, by: string, reason: string) {
      await db
        .updateTable('fires.publishedTotal')
        .set({ withdrawnAt: work.now, withdrawnBy: by, withdrawReason: reason })
        .where('id', '=', id)
        .execute();
    },
  };
}
