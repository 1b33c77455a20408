import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { schemes } from '#platform/shared/fact.ts';
import { Day } from '#platform/shared/paging.ts';
import { LeaderView } from './leader-view.ts';

const count = z.number().int();

/** Hazards of one place or class. */
const HazardCounts = z.object({
  /** Open today. */
  stock: count,
  /** Open, and the correction period is over. */
  overdue: count,
  /** Found in the period. */
  found: count,
  /** Left the ledger in the period. */
  closed: count,
});

export const OverviewPlace = HazardCounts.extend({
  /** Nine digits of a township, or six of a county. */
  code: z.string(),
  name: z.string(),
  /** Correction periods that ended within the period and before today, and how many were seen corrected in time. */
  due: count,
  fixedOnTime: count,
  /** Visits finished in the period; self-checks are not visits. */
  visits: count,
  /** Premises in use, and how many of them nobody has ever visited. */
  premises: count,
  neverVisited: count,
});
export type OverviewPlace = z.infer<typeof OverviewPlace>;

export const OverviewType = HazardCounts.extend({ type: z.string(), premises: count, neverVisited: count });
export type OverviewType = z.infer<typeof OverviewType>;

export const OverviewFigures = HazardCounts.extend({
  foundYearBefore: count,
  closedYearBefore: count,
  due: count,
  fixedOnTime: count,
  dueYearBefore: count,
  fixedOnTimeYearBefore: count,
  visits: count,
  visitsYearBefore: count,
  premises: count,
  neverVisited: count,
});
export type OverviewFigures = z.infer<typeof OverviewFigures>;

export const Overview = z.object({
  today: Day,
  from: Day,
  to: Day,
  /** What the figures are about: a county or township, or the sum of a prefecture or province. */
  level: z.enum(['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP']),
  regionCode: z.string(),
  regionName: z.string(),
  /** False where nothing at all was ever recorded, so that a zero would be no statement. */
  hasHazards: z.boolean(),
  figures: OverviewFigures,
  /** Thirteen calendar months up to today; stock at the end of the month, today for the running one. */
  months: z.array(z.object({ month: z.string(), found: count, closed: count, stock: count })),
  places: z.array(OverviewPlace),
  types: z.array(OverviewType),
});
export type Overview = z.infer<typeof Overview>;

const Asked = z
  .object({
    regionCode: z
      .string()
      .regex(/^\d{12}$/, '行政区划代码为 12 位数字')
      .optional(),
    from: Day,
    to: Day,
  })
  .refine((input) => input.from <= input.to, { path: ['to'], message: '结束日期早于开始日期，请调整' })
  .refine((input) => Date.parse(input.to) - Date.parse(input.from) <= 3 * 366 * 86_400_000, {
    path: ['from'],
    message: '统计时段不能超过三年，请缩短',
  });

export const cockpitContract = {
  overview: endpoint({
    method: 'GET',
    path: '/overview',
    summary: '总览',
    tag: '总览',
    permission: 'cockpit.read',
    transaction: 'own',
  })
    .input(Asked)
    .output(Overview),
  leaderView: endpoint({
    method: 'GET',
    path: '/cockpit',
    summary: '领导驾驶舱',
    tag: '总览',
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(Asked.safeExtend({ scheme: z.enum(schemes).default('OWN') }))
    .output(LeaderView),
};
