import type { BulkOutcome, Picked } from '#platform/shared/bulk.ts';
import { AppError } from '#platform/shared/errors.ts';
import type { Work } from './work.ts';

/**
 * Runs an act on each record by itself: what is refused is told and has changed nothing, the others stand. In the order
 * of the ids, so that two people who picked the same records wait for one another instead of locking each other out.
 */
export async function eachOf(
  work: Work,
  items: readonly Picked[],
  act: (item: Picked) => Promise<unknown>,
): Promise<BulkOutcome> {
  const refused: BulkOutcome['refused'] = [];
  for (const item of [...items].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    try {
      await work.attempt(() => act(item));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ id: item.id, message: error.message });
    }
  }
  return { done: items.length - refused.length, refused };
}
