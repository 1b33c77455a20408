import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Instant } from '#platform/shared/paging.ts';
import { Month, SchemeSchema } from './asked.ts';

const CountyCode = z.string().regex(/^\d{6}$/, '县（市、区）代码应为 6 位数字');

export const FrozenMonth = z.object({
  month: Month,
  scheme: SchemeSchema,
  /** When the figures were counted; what was corrected afterwards is a difference. */
  cutOff: Instant,
  frozenBy: z.string(),
  /** Edition of the shipped definitions. */
  ruleVersion: z.string(),
  /** Indicators that nobody had reported then. */
  silent: z.number().int(),
});
export type FrozenMonth = z.infer<typeof FrozenMonth>;

export const Difference = z.object({
  indicatorId: z.string(),
  label: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  regionCode: z.string(),
  /** Null for the county itself. */
  name: z.string().nullable(),
  frozen: z.number().nullable(),
  live: z.number().nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const frozenContract = {
  frozen: endpoint({
    method: 'GET',
    path: '/indicators/frozen',
    summary: '已固定的月份',
    tag: '指标',
    permission: 'indicators.read',
  })
    .input(z.object({ countyCode: CountyCode }))
    .output(
      z.object({
        items: z.array(FrozenMonth),
        /** The latest month that has ended and is not frozen by the own rule yet; null where there is none. */
        next: Month.nullable(),
      }),
    ),
  freeze: endpoint({
    method: 'POST',
    path: '/indicators/frozen',
    summary: '固定一个月的数据',
    tag: '指标',
    permission: 'indicators.freeze',
    transaction: 'own',
  })
    .input(z.object({ countyCode: CountyCode, month: Month, scheme: SchemeSchema.default('OWN') }))
    .output(z.object({ isNew: z.boolean() })),
  differences: endpoint({
    method: 'GET',
    path: '/indicators/frozen/differences',
    summary: '固定以后更正的数',
    tag: '指标',
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(z.object({ countyCode: CountyCode, month: Month, scheme: SchemeSchema.default('OWN') }))
    .output(z.object({ cutOff: Instant.nullable(), differences: z.array(Difference) })),
};
