import { z } from 'zod';
import { schemes } from '#platform/shared/fact.ts';
import { Day } from '#platform/shared/paging.ts';

export const SchemeSchema = z.enum(schemes);
export const schemeWords = {
  OWN: '按火灾发生之日的规定',
  '2007': '统一按2025年5月1日以前的规定',
  '2025': '统一按2025年5月1日以后的规定',
} as const;
export const RegionCode = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-03');
export const Level = z.enum(['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE']);
export type Level = z.infer<typeof Level>;

/** What every question about figures names. */
export const Asked = z
  .object({
    regionCode: RegionCode.optional(),
    from: Day,
    to: Day,
    scheme: SchemeSchema.default('OWN'),
  })
  .refine(({ from, to }) => from <= to, { message: '结束日期早于开始日期，请重新选择。', path: ['to'] });
