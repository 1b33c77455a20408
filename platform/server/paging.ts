import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { AppError } from '#platform/shared/errors.ts';
import type { Tables } from './database.ts';
import type { Work } from './work.ts';

/** Exact counts end here; beyond, a list says the planner's estimate. */
const exactUpTo = 10_000;

export const encodeCursor = (position: readonly unknown[]) =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Position that a page ended at: as many values as the list sorts by. */
export function decodeCursor(cursor: string | undefined, length: number): unknown[] | undefined {
  if (!cursor) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.length === length) return position;
  } catch {
    // Falls through to the refusal: the cursor was cut or invented.
  }
  throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
}

/**
 * Counts the matching records exactly up to 10,000, and estimates beyond.
 *
 * `isWithinReach`: the query itself names the counties and the township or village of the reach, so that the guard would
 * leave nothing out. Then it is counted past the guard (docs/decisions/0009), which takes as long for ten thousand rows as
 * the page itself; a premises' own account is always counted under the guard.
 */
export async function countUpTo(
  work: Work,
  // biome-ignore lint/suspicious/noExplicitAny: any query may be counted
  query: SelectQueryBuilder<any, any, any> | RawBuilder<unknown>,
  { isWithinReach = false }: { isWithinReach?: boolean } = {},
): Promise<{ total: number; isEstimate: boolean }> {
  if (isWithinReach && work.actor.premisesId === null)
    return work.environment.database.readAsJob((db) => countOn(db, query));
  return countOn(work.db, query);
}

async function countOn(
  db: Kysely<Tables>,
  // biome-ignore lint/suspicious/noExplicitAny: any query may be counted
  query: SelectQueryBuilder<any, any, any> | RawBuilder<unknown>,
): Promise<{ total: number; isEstimate: boolean }> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from (${query} limit ${exactUpTo + 1}) as counted`.execute(db);
  const exact = rows[0]?.n ?? 0;
  if (exact <= exactUpTo) return { total: exact, isEstimate: false };
  const plan = await sql<{ queryPlan?: unknown; 'QUERY PLAN'?: unknown }>`explain (format json) ${query}`.execute(db);
  const [first] = plan.rows;
  const tree = Object.values(first ?? {})[0] as [{ Plan: { 'Plan Rows': number } }] | undefined;
  return { total: Math.max(tree?.[0].Plan['Plan Rows'] ?? exact, exact), isEstimate: true };
}
