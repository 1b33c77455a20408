import { z } from 'zod';
import { Id } from './paging.ts';

/** The records of a bulk act, each with the version that was looked at. */
export const picked = (most: number) =>
  z
    .array(z.object({ id: Id, version: z.number().int() }))
    .min(1)
    .max(most, `一次至多办理 ${most} 条，请分次办理`);
export type Picked = { id: string; version: number };

/** Each record answers for itself: what is refused has changed nothing, and the others stand. */
export const BulkOutcome = z.object({
  done: z.number(),
  refused: z.array(z.object({ id: Id, message: z.string() })),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;
