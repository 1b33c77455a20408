import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tables } from '#platform/server/database.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

type DocumentTables =
  | 'documents.paper'
  | 'documents.paperEvent'
  | 'documents.paperRevision'
  | 'documents.numberCounter';

/** Writes papers, their events and their numbers. */
export function createDocumentStore(work: Work) {
  const db = tablesOf<DocumentTables>(work);
  return {
    async get(countyCode: string, id: string) {
      const paper = await db
        .selectFrom('documents.paper')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!paper) throw new AppError('not_found', '没有这份文书，或不在管辖范围内。');
      return paper;
    },
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('documents.paper')
        .selectAll()
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    async add(paper: Insertable<Tables['documents.paper']>) {
      await db.insertInto('documents.paper').values(paper).execute();
    },
    async change(countyCode: string, id: string, version: number, changes: Updateable<Tables['documents.paper']>) {
      const { numUpdatedRows } = await db
        .updateTable('documents.paper')
        .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new AppError('conflict', '这份文书已被他人处理，请刷新后重试。');
    },
    /** Keeps what the paper says now, before other words take its place. */
    async keepRevision(paper: Selectable<Tables['documents.paper']>) {
      await db
        .insertInto('documents.paperRevision')
        .values({
          countyCode: paper.countyCode,
          paperId: paper.id,
          revision: paper.revision,
          regionCode: paper.regionCode,
          templateVersion: paper.templateVersion,
          data: JSON.stringify(paper.data),
          replacedAt: work.now,
          replacedBy: work.actor.name,
        })
        .execute();
    },
    async addEvent(
      paper: { countyCode: string; id: string; regionCode: string; premisesId: string | null },
      action: string,
      detail: Record<string, unknown>,
    ) {
      await db
        .insertInto('documents.paperEvent')
        .values({
          countyCode: paper.countyCode,
          id: work.newId(),
          regionCode: paper.regionCode,
          premisesId: paper.premisesId,
          paperId: paper.id,
          at: work.now,
          action,
          actor: work.actor.name,
          accountId: work.actor.accountId,
          detail: JSON.stringify(detail),
        })
        .execute();
    },
    /** The next number of the body, kind and year. The row stays locked until the commit, so there are no gaps. */
    async nextNumber(countyCode: string, orgId: string, kind: string, year: number): Promise<number> {
      const { lastSeq } = await db
        .insertInto('documents.numberCounter')
        .values({ countyCode, orgId, kind, year, lastSeq: 1 })
        .onConflict((on) =>
          on
            .columns(['countyCode', 'orgId', 'kind', 'year'])
            .doUpdateSet((eb) => ({ lastSeq: eb('documents.numberCounter.lastSeq', '+', 1) })),
        )
        .returning('lastSeq')
        .executeTakeFirstOrThrow();
      return lastSeq;
    },
  };
}
