import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { publishedMeasures } from './codes.ts';
import { fireDoubts } from './figures.ts';
import { FireRow } from './fires.endpoints.ts';
import { CountyCode, oneOf, RegionCode } from './fires.schema.ts';
import { ReportingSetting } from './rules.ts';

const tag = '火灾数据质量';

/** Findings about the data: of records (late, odd) and of months of stations (missing, outside the own history). */
export const findingRules = {
  LATE_INITIAL: { label: '初报超过时限', group: 'late' },
  LATE_FOLLOW_UP: { label: '应续报未续报', group: 'late' },
  LATE_FINAL: { label: '应终报未终报', group: 'late' },
  MISSING_FIRES: { label: '当月未报火灾也未零报告', group: 'missing' },
  MISSING_CALLOUTS: { label: '当月未报出警也未零报告', group: 'missing' },
  NIL_CONTRADICTED: { label: '零报告与记录矛盾', group: 'missing' },
  ...(Object.fromEntries(Object.entries(fireDoubts).map(([id, { label }]) => [id, { label, group: 'odd' }])) as Record<
    keyof typeof fireDoubts,
    { label: string; group: 'odd' }
  >),
  OUTSIDE_HISTORY: { label: '当月起数偏离本站历史', group: 'odd' },
} as const;
export type FindingRule = keyof typeof findingRules;
export const FindingRuleSchema = oneOf(findingRules);

export const Finding = z.object({
  rule: FindingRuleSchema,
  /** The fire, or the station of the month. */
  subjectId: Id,
  month: Day.nullable(),
  subjectVersion: z.number(),
  title: z.string(),
  sentence: z.string(),
  orgName: z.string(),
  day: Day,
  fire: z.object({ countyCode: z.string(), id: Id, number: z.string().nullable() }).nullable(),
  mark: z.object({ reason: z.string(), at: Instant, actor: z.string() }).nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const NilKind = z.enum(['FIRES', 'CALLOUTS']);
export type NilKind = z.infer<typeof NilKind>;
export const nilKinds = { FIRES: { label: '火灾' }, CALLOUTS: { label: '出警' } } as const satisfies Record<
  NilKind,
  object
>;

/** What a station filed in a month; null is silence. */
export const StationMonth = z.object({
  orgId: Id,
  orgName: z.string(),
  month: Day,
  fires: z.number(),
  callouts: z.number(),
  isFiresNil: z.boolean(),
  isCalloutsNil: z.boolean(),
  missing: z.array(NilKind),
  /** Day until which the month was to be reported. */
  dueOn: Day,
  mayReport: z.boolean(),
});
export type StationMonth = z.infer<typeof StationMonth>;

export const FireDeskGroup = z.object({
  id: z.enum(['review', 'returned', 'followUp', 'final', 'silent']),
  label: z.string(),
  tone: z.enum(['overdue', 'due', 'plain']),
  count: z.number(),
  overdueCount: z.number(),
  fires: z.array(FireRow),
  months: z.array(StationMonth),
});

export const PublishedTotal = z.object({
  id: Id,
  regionCode: z.string(),
  regionName: z.string(),
  fromOn: Day,
  toOn: Day,
  measure: oneOf(publishedMeasures),
  value: z.number(),
  sourceDocument: z.string(),
  actor: z.string(),
  enteredAt: Instant,
});
export type PublishedTotal = z.infer<typeof PublishedTotal>;

const RegionPrefix = z.string().regex(/^\d{2}$|^\d{4}$|^\d{6}$/, '时限由省、市、县级设定，请选择县级以上区划');

/** Times and limits as the division and those above it have set them, the newest first; `00` is the product's default. */
export const ReportingSettings = z.object({
  regionPrefix: z.string(),
  inForce: z.object({ regionPrefix: z.string(), validFrom: Day }),
  settings: z.array(z.object({ regionPrefix: z.string(), regionName: z.string(), values: z.array(ReportingSetting) })),
});
export type ReportingSettings = z.infer<typeof ReportingSettings>;

export const fireDataContract = {
  desk: endpoint({ method: 'GET', path: '/fire-data/desk', summary: '火灾待办', tag, permission: 'fires.read' })
    .input(z.object({ countyCode: CountyCode }))
    .output(z.object({ groups: z.array(FireDeskGroup) })),
  rules: endpoint({
    method: 'GET',
    path: '/fire-data/rules',
    summary: '报送时限和核查界限',
    tag,
    permission: 'fires.read',
  })
    .input(z.object({ countyCode: CountyCode, day: Day.optional() }))
    .output(
      z.object({
        values: ReportingSetting.omit({ validFrom: true, source: true }),
        validFrom: Day,
        source: z.string(),
        regionName: z.string(),
      }),
    ),
  settings: endpoint({
    method: 'GET',
    path: '/fire-data/settings',
    summary: '报送时限和核查界限设置',
    tag,
    permission: 'fires.configure',
  })
    .input(z.object({ regionPrefix: RegionPrefix }))
    .output(ReportingSettings),
  set: endpoint({
    method: 'PUT',
    path: '/fire-data/settings',
    summary: '设定报送时限和核查界限',
    tag,
    permission: 'fires.configure',
  })
    .input(ReportingSetting.extend({ regionPrefix: RegionPrefix }))
    .output(ReportingSettings),
  summary: endpoint({
    method: 'GET',
    path: '/fire-data/findings',
    summary: '数据质量',
    tag,
    permission: 'fires.readData',
  })
    .input(z.object({ countyCode: CountyCode }))
    .output(
      z.object({ counts: z.array(z.object({ rule: FindingRuleSchema, open: z.number(), checked: z.number() })) }),
    ),
  findings: endpoint({
    method: 'GET',
    path: '/fire-data/findings/{rule}',
    summary: '数据质量问题清单',
    tag,
    permission: 'fires.readData',
  })
    .input(PageInput.extend({ countyCode: CountyCode, rule: FindingRuleSchema, isChecked: z.boolean().default(false) }))
    .output(pageOf(Finding)),
  mark: endpoint({
    method: 'POST',
    path: '/fire-data/marks',
    summary: '标记为已核查',
    tag,
    permission: 'fires.checkData',
  })
    .input(
      z.object({
        countyCode: CountyCode,
        rule: FindingRuleSchema,
        subjectId: Id,
        month: Day.nullable().default(null),
        reason: Words(500),
      }),
    )
    .output(z.object({ id: Id })),
  months: endpoint({
    method: 'GET',
    path: '/fire-data/months',
    summary: '各站逐月报送',
    tag,
    permission: 'fires.readData',
  })
    .input(z.object({ countyCode: CountyCode, isMissing: z.boolean().optional() }))
    .output(z.object({ months: z.array(StationMonth) })),
  reportNil: endpoint({ method: 'POST', path: '/fire-data/nil', summary: '零报告', tag, permission: 'fires.report' })
    .input(
      z.object({
        id: Id.optional(),
        countyCode: CountyCode,
        orgId: Id,
        month: z.string().regex(/^\d{4}-\d{2}-01$/, '月份写作该月 1 日，如 2026-10-01'),
        kind: NilKind,
      }),
    )
    .output(z.object({ id: Id })),
  totals: endpoint({ method: 'GET', path: '/fire-data/totals', summary: '公布数', tag, permission: 'fires.read' })
    .input(z.object({ regionCode: RegionCode.optional() }))
    .output(z.object({ totals: z.array(PublishedTotal) })),
  addTotal: endpoint({
    method: 'POST',
    path: '/fire-data/totals',
    summary: '录入公布数',
    tag,
    permission: 'fires.publishTotals',
  })
    .input(
      z.object({
        id: Id.optional(),
        regionCode: RegionCode,
        fromOn: Day,
        toOn: Day,
        measure: oneOf(publishedMeasures),
        value: z.number().min(0, '公布数不能为负数').max(1e14),
        sourceDocument: Words(300),
      }),
    )
    .output(z.object({ id: Id })),
  withdrawTotal: endpoint({
    method: 'POST',
    path: '/fire-data/totals/{id}/withdraw',
    summary: '撤回公布数',
    tag,
    permission: 'fires.publishTotals',
  })
    .input(z.object({ id: Id, reason: Words(500) }))
    .output(z.object({ id: Id })),
};
