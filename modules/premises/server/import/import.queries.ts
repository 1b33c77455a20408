import { sql } from 'kysely';
import { reachIn } from '#modules/regions/server';
import { countUpTo, decodeCursor, encodeCursor } from '#platform/server/paging.ts';
import { tablesOf, type Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';

/** One page of imports of a division, the latest first. */
export async function importsPage(
  work: Work,
  input: { regionCode?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const reach = await reachIn(work, input.regionCode);
  const after = decodeCursor(input.cursor, 2);
  if (after && (Number.isNaN(Date.parse(String(after[0]))) || !/^[0-9a-f-]{36}$/.test(String(after[1]))))
    throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
  const matching = tablesOf<'premises.import'>(work)
    .selectFrom('premises.import')
    .selectAll()
    .where('countyCode', '=', sql<string>`any(${reach.counties})`)
    .where(sql<boolean>`starts_with(region_code, ${reach.village ?? reach.township ?? ''})`);
  const rows = await matching
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(started_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute();
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > input.limit && last ? encodeCursor([last.startedAt, last.id]) : null,
    ...(await countUpTo(work, matching)),
  };
}
