import { sql } from 'kysely';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { type BulletinRow, BulletinText, type FigureChange } from '../contract/index.ts';

/** Read models of bulletins. */
export function createBulletinQueries(work: Work) {
  const db = tablesOf<'bulletins.bulletin' | 'bulletins.issue'>(work);
  const columns = [
    'countyCode',
    'id',
    'regionCode',
    'templateId',
    'title',
    'fromOn as from',
    'toOn as to',
    'scheme',
    'status',
    'issueNumber',
    'cutOff',
    'drafter',
    'issuer',
    'version',
    'createdAt',
    'changedAt',
  ] as const;
  return {
    find: (countyCode: string, id: string) =>
      db
        .selectFrom('bulletins.bulletin')
        .select([...columns, 'body', 'draftedBy', 'template', 'parameters', 'orgId'])
        .where('countyCode', '=', countyCode)
        .where('id', '=', id)
        .executeTakeFirst(),
    issues: async (countyCode: string, id: string) =>
      (
        await db
          .selectFrom('bulletins.issue')
          .select(['number', 'issuedAt', 'issuer', 'reason', 'cutOff', 'changes'])
          .where('countyCode', '=', countyCode)
          .where('bulletinId', '=', id)
          .orderBy('number', 'desc')
          .execute()
      ).map(({ changes, ...row }) => ({ ...row, changes: changes as unknown as FigureChange[] })),
    issue: async (countyCode: string, id: string, number: number) => {
      const row = await db
        .selectFrom('bulletins.issue')
        .select(['number', 'issuedAt', 'cutOff', 'body'])
        .where('countyCode', '=', countyCode)
        .where('bulletinId', '=', id)
        .where('number', '=', number)
        .executeTakeFirst();
      return row && { ...row, text: BulletinText.parse(row.body) };
    },
    async list(prefix: string, page: { cursor?: string | undefined; limit: number }) {
      const after = decodeCursor(page.cursor, 2);
      const matching = db
        .selectFrom('bulletins.bulletin')
        .select([...columns])
        .where(sql<boolean>`starts_with(region_code, ${prefix})`)
        .$if(prefix.length >= 6, (q) => q.where('countyCode', '=', prefix.slice(0, 6)));
      const rows = await matching
        .$if(after !== undefined, (q) =>
          q.where(sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
        )
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
        .execute();
      const items = rows.slice(0, page.limit) as BulletinRow[];
      const last = items.at(-1);
      return {
        items,
        next: rows.length > page.limit && last ? encodeCursor([last.createdAt, last.id]) : null,
        ...(await countUpTo(work, matching)),
      };
    },
  };
}
