import { z } from 'zod';

/** Input shared by every list: cursor paging; `cursor` is what the page before returned as `next`. */
export const PageInput = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/**
 * Output of every list. `total` is exact up to 10,000 matching records; above, `isEstimate` says that it is the
 * planner's estimate.
 */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.number().int(),
    isEstimate: z.boolean(),
  });

/** A calendar day in Asia/Shanghai, `2026-11-21`. */
export const Day = z.iso.date();
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });
export const Id = z.uuid();
/** Words typed by people: trimmed, without control characters, never empty. */
export const Words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/u, '含有不可见的控制字符，请删除后重试');
