import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Instant, Words } from '#platform/shared/paging.ts';
import { RegionCode } from './asked.ts';
import { baseWords } from './definition.ts';

export const BaseKind = z.enum(Object.keys(baseWords) as [keyof typeof baseWords, ...(keyof typeof baseWords)[]]);
export type BaseKind = z.infer<typeof BaseKind>;
/** What the numbers are told in. */
export const baseUnits = { POPULATION: '人', GDP: '万元' } as const satisfies Record<BaseKind, string>;
/** More people than mankind, or a product larger than the world's, is a wrong unit. */
export const baseLimits = { POPULATION: 2e9, GDP: 2e10 } as const satisfies Record<BaseKind, number>;
const Year = z.number().int().min(1978, '年份应在 1978 年以后').max(2100, '年份应在 2100 年以前');

export const BaseRow = z.object({
  regionCode: z.string(),
  name: z.string(),
  /** Of the year asked for; null where it has not been entered. */
  value: z.number().nullable(),
  source: z.string().nullable(),
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable(),
  /** The latest year before that has a value; it stands in until the year's own is entered. */
  earlier: z.object({ year: z.number().int(), value: z.number() }).nullable(),
});
export type BaseRow = z.infer<typeof BaseRow>;

export const basesContract = {
  bases: endpoint({
    method: 'GET',
    path: '/indicators/bases',
    summary: '人口、地区生产总值',
    tag: '指标',
    permission: 'indicators.read',
  })
    .input(z.object({ regionCode: RegionCode.optional(), kind: BaseKind, year: z.coerce.number().pipe(Year) }))
    .output(z.object({ regionCode: z.string(), regionName: z.string(), unit: z.string(), rows: z.array(BaseRow) })),
  setBases: endpoint({
    method: 'PUT',
    path: '/indicators/bases',
    summary: '录入人口、地区生产总值',
    tag: '指标',
    permission: 'indicators.define',
  })
    .input(
      z.object({
        kind: BaseKind,
        year: Year,
        source: Words(200),
        values: z
          .array(
            z.object({ regionCode: RegionCode, value: z.number('请填写数值').positive('数值应大于 0').nullable() }),
          )
          .min(1, '没有要保存的数值')
          .max(300),
      }),
    )
    .output(z.object({ changed: z.number().int() })),
};
