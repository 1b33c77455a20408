import { z } from 'zod';
import { SchemeSchema } from '#modules/indicators/contract';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { verdicts } from './significance.ts';
import { alertWorkflow, conclusions } from './watch.workflow.ts';
import { WatchRules } from './watch-rules.ts';

const tag = '火灾分析';
const Region = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const CountyCode = z.string().regex(/^\d{6}$/, '县级代码为 6 位数字');
const RegionPrefix = z.string().regex(/^(\d{2}|\d{4}|\d{6})$/, '请填写省、市、县的区划代码');
const keysOf = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]];
const Span = z.object({ from: Day, to: Day });

/** What changes are looked for by: kinds of places, causes, divisions below. */
export const dimensions = {
  PLACE: { label: '起火场所', column: 'place' },
  CAUSE: { label: '起火原因', column: 'cause' },
  REGION: { label: '地区', column: null },
} as const satisfies Readonly<Record<string, { label: string; column: string | null }>>;
export type Dimension = keyof typeof dimensions;

/** YEAR: the same days of the year before. YEARS: those of each of the years before that have records. */
export const Against = z.enum(['YEAR', 'YEARS']);
export type Against = z.infer<typeof Against>;

export const ChangeRow = z.object({
  dimension: z.enum(keysOf(dimensions)),
  /** Code of the place or cause; full code of the division. */
  code: z.string(),
  label: z.string(),
  now: z.number(),
  /** Latest year first. */
  past: z.array(z.number()),
  /** What is compared with: the year before, or the mean of the years. */
  base: z.number(),
  difference: z.number(),
  /** Null where the base is zero. */
  percent: z.number().nullable(),
  isBetter: z.boolean().nullable(),
  /** So few that chance alone moves the percentage much. */
  isSmallBase: z.boolean(),
  verdict: z.enum(keysOf(verdicts)),
  probability: z.number().nullable(),
  words: z.string(),
});
export type ChangeRow = z.infer<typeof ChangeRow>;

export const Changes = z.object({
  indicator: z.object({ id: z.string(), label: z.string(), unit: z.string(), decimals: z.number().int() }),
  regionCode: z.string(),
  regionName: z.string(),
  period: Span.extend({ words: z.string() }),
  /** Years compared with: those that have records. */
  years: z.array(z.number().int()),
  /** How many of the changes could tell anything; the judgement allows for so many. */
  compared: z.number().int(),
  level: z.number(),
  note: z.string().nullable(),
  cutOff: Instant,
  /** Largest difference first. */
  rows: z.array(ChangeRow),
});
export type Changes = z.infer<typeof Changes>;

const Rate = z.object({ tried: z.number().int(), alarms: z.number().int(), byChance: z.number() });

export const Watch = z.object({
  regionCode: z.string(),
  regionName: z.string(),
  /** The last week that has ended. */
  lastWeek: Span,
  rules: WatchRules.extend({ regionPrefix: z.string(), regionName: z.string() }),
  /** Kinds of places that are watched in each county. */
  kinds: z.number().int(),
  /** Of the counties below that have been watched. */
  rate: Rate,
  counties: z.array(
    z.object({
      countyCode: CountyCode,
      name: z.string(),
      lastWeek: Span,
      /** Years of own records; fewer than the rules ask for: 数据不足. */
      years: z.number().int(),
      rate: Rate,
      countedAt: Instant,
      open: z.number().int(),
      checked: z.number().int(),
    }),
  ),
  mayCheck: z.boolean(),
  maySet: z.boolean(),
});
export type Watch = z.infer<typeof Watch>;

export const WatchedKind = z.object({
  /** `place=RESIDENCE`, `place_group=OUTDOOR`, empty for all. */
  cut: z.string(),
  label: z.string(),
  weeks: z.array(
    z.object({
      observed: z.number().int(),
      /** Null where the own past is too short to say. */
      expected: z.number().nullable(),
      alarmAt: z.number().int().nullable(),
      probability: z.number().nullable(),
      isAlarm: z.boolean(),
    }),
  ),
});

export const WatchAlert = z.object({
  countyCode: CountyCode,
  countyName: z.string(),
  id: Id,
  regionCode: z.string(),
  week: Span,
  cut: z.string(),
  label: z.string(),
  status: z.enum(keysOf(alertWorkflow.states)),
  observed: z.number().int(),
  expected: z.number(),
  alarmAt: z.number().int(),
  probability: z.number(),
  years: z.number().int(),
  threshold: z.number(),
  foundAt: Instant,
  countedAt: Instant,
  conclusion: z.enum(keysOf(conclusions)).nullable(),
  note: z.string().nullable(),
  checkedAt: Instant.nullable(),
  checkedBy: z.string().nullable(),
  version: z.number().int(),
  allowedActions: z.array(z.literal('check')),
  words: z.string(),
});
export type WatchAlert = z.infer<typeof WatchAlert>;

const Scope = z.object({ regionCode: Region.optional() });

export const analysisContract = {
  changes: endpoint({
    method: 'GET',
    path: '/analysis/changes',
    summary: '变化最大的场所、原因、地区',
    tag,
    permission: 'analysis.read',
    transaction: 'own',
  })
    .input(
      Scope.extend({
        id: z.string().max(40),
        from: Day,
        to: Day,
        scheme: SchemeSchema.default('OWN'),
        against: Against.default('YEAR'),
      }).refine(({ from, to }) => from <= to, { message: '结束日期早于开始日期，请重新选择。', path: ['to'] }),
    )
    .output(Changes),
  watch: endpoint({
    method: 'GET',
    path: '/analysis/watch',
    summary: '每周监测：参数、误报率、各县情况',
    tag,
    permission: 'analysis.read',
    transaction: 'own',
  })
    .input(Scope)
    .output(Watch),
  weeks: endpoint({
    method: 'GET',
    path: '/analysis/watch/{countyCode}/weeks',
    summary: '一个县各类场所近几周的火灾与预期',
    tag,
    permission: 'analysis.read',
    transaction: 'own',
  })
    .input(z.object({ countyCode: CountyCode }))
    .output(
      z.object({
        weeks: z.array(Span),
        years: z.number().int(),
        leastYears: z.number().int(),
        kinds: z.array(WatchedKind),
      }),
    ),
  alerts: endpoint({
    method: 'GET',
    path: '/analysis/alerts',
    summary: '每周监测提示',
    tag,
    permission: 'analysis.read',
  })
    .input(PageInput.extend({ ...Scope.shape, status: z.enum(keysOf(alertWorkflow.states)).optional() }))
    .output(pageOf(WatchAlert)),
  recount: endpoint({
    method: 'POST',
    path: '/analysis/watch',
    summary: '立即监测',
    tag,
    permission: 'analysis.check',
    transaction: 'own',
  })
    .input(Scope)
    .output(z.object({ counties: z.number().int(), raised: z.number().int(), lapsed: z.number().int() })),
  check: endpoint({
    method: 'POST',
    path: '/analysis/alerts/{countyCode}/{id}/check',
    summary: '核实提示',
    tag,
    permission: 'analysis.check',
  })
    .input(
      z.object({
        countyCode: CountyCode,
        id: Id,
        version: z.number().int(),
        conclusion: z.enum(keysOf(conclusions), '请选择核实结论'),
        note: Words(500),
      }),
    )
    .output(WatchAlert),
  setRules: endpoint({
    method: 'PUT',
    path: '/analysis/rules',
    summary: '设定监测参数',
    tag,
    permission: 'analysis.configure',
  })
    .input(WatchRules.extend({ regionPrefix: RegionPrefix }))
    .output(WatchRules),
};
