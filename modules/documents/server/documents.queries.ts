import { type SqlBool, sql } from 'kysely';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import type { PaperFilter, PaperRow, ServiceMethod } from '../contract/index.ts';

type Readable =
  | 'documents.paper'
  | 'documents.paperEvent'
  | 'documents.paperRevision'
  | 'premises.place'
  | 'organisations.organisationName';

export type ExportedPaper = PaperRow & {
  approvedBy: string | null;
  issuedBy: string | null;
  serviceMethod: ServiceMethod | null;
  serviceReceiver: string | null;
  voidReason: string | null;
};

/** Read models of papers, newest first. */
export function createDocumentQueries(work: Work) {
  const db = tablesOf<Readable>(work);
  const matching = (filter: PaperFilter) =>
    db
      .selectFrom('documents.paper as p')
      .where('p.countyCode', '=', filter.countyCode)
      .$if(!!filter.kind?.length, (q) => q.where('p.kind', 'in', filter.kind as string[]))
      .$if(!!filter.status?.length, (q) => q.where('p.status', 'in', filter.status as string[]))
      .$if(!!filter.orgId, (q) => q.where('p.orgId', '=', filter.orgId as string))
      .$if(!!filter.premisesId, (q) => q.where('p.premisesId', '=', filter.premisesId as string))
      .$if(!!filter.subjectId, (q) => q.where('p.subjectId', '=', filter.subjectId as string))
      .$if(!!filter.from, (q) => q.where('p.draftedAt', '>=', `${filter.from}T00:00:00+08:00`))
      .$if(!!filter.to, (q) =>
        q.where(sql<SqlBool>`p.drafted_at < ${`${filter.to}T00:00:00+08:00`}::timestamptz + interval '1 day'`),
      )
      // What the premises sees begins with service: an order under approval is not yet an order.
      .$if(work.actor.premisesId !== null, (q) => q.where('p.status', 'in', ['ISSUED', 'SERVED']));

  const rows = (filter: PaperFilter) =>
    matching(filter)
      .leftJoin('premises.place as place', (join) =>
        join.onRef('place.countyCode', '=', 'p.countyCode').onRef('place.id', '=', 'p.premisesId'),
      )
      .innerJoin('organisations.organisationName as o', 'o.id', 'p.orgId')
      .select([
        'p.countyCode',
        'p.id',
        'p.kind',
        'p.status',
        'p.number',
        'p.orgId',
        'o.name as orgName',
        'p.premisesId',
        'place.name as premisesName',
        'p.subjectKind',
        'p.subjectId',
        'p.draftedAt',
        'p.returnedAt',
        'p.issuedAt',
        'p.servedAt',
        'p.version',
      ]);

  return {
    async list(filter: PaperFilter & { cursor?: string | undefined; limit: number }) {
      const after = decodeCursor(filter.cursor, 2);
      const found = await rows(filter)
        .$if(after !== undefined, (q) =>
          q.where(sql<SqlBool>`(p.drafted_at, p.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('p.draftedAt', 'desc')
        .orderBy('p.id', 'desc')
        .limit(filter.limit + 1)
        .execute();
      const items = found.slice(0, filter.limit) as PaperRow[];
      const last = items.at(-1);
      return {
        items,
        next: found.length > filter.limit && last ? encodeCursor([last.draftedAt, last.id]) : null,
        ...(await countUpTo(work, matching(filter).select(sql`1`.as('one')))),
      };
    },
    /** Every matching paper in the order of the list. */
    async *all(filter: PaperFilter, limit: number) {
      const found = await rows(filter)
        .select(['p.approvedBy', 'p.issuedBy', 'p.serviceMethod', 'p.serviceReceiver', 'p.voidReason'])
        .orderBy('p.draftedAt', 'desc')
        .orderBy('p.id', 'desc')
        .limit(limit)
        .execute();
      for (const row of found) yield row as ExportedPaper;
    },
    count: async (filter: PaperFilter) =>
      (
        await matching(filter)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    revisions: (countyCode: string, paperId: string) =>
      db
        .selectFrom('documents.paperRevision')
        .select(['revision', 'replacedAt', 'replacedBy'])
        .where('countyCode', '=', countyCode)
        .where('paperId', '=', paperId)
        .orderBy('revision')
        .execute(),
    revision: (countyCode: string, paperId: string, revision: number) =>
      db
        .selectFrom('documents.paperRevision')
        .select(['templateVersion', 'data'])
        .where('countyCode', '=', countyCode)
        .where('paperId', '=', paperId)
        .where('revision', '=', revision)
        .executeTakeFirst(),
    row: (countyCode: string, id: string) =>
      rows({ countyCode }).where('p.id', '=', id).executeTakeFirst() as Promise<PaperRow | undefined>,
    body: (orgId: string) =>
      db
        .selectFrom('organisations.organisationName')
        .select(['name', 'paperPrefix'])
        .where('id', '=', orgId)
        .executeTakeFirst(),
    events: (countyCode: string, paperId: string) =>
      db
        .selectFrom('documents.paperEvent')
        .select(['id', 'at', 'action', 'actor', 'detail'])
        .where('countyCode', '=', countyCode)
        .where('paperId', '=', paperId)
        .orderBy('at')
        .orderBy('id')
        .execute(),
  };
}
