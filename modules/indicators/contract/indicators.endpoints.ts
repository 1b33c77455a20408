import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Day, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { Asked, Level, Month, RegionCode, SchemeSchema } from './asked.ts';
import { basesContract } from './bases.endpoints.ts';
import { figureStates } from './comparison.ts';
import { CutText } from './cut.ts';
import { Indicator } from './definition.ts';
import { frozenContract } from './frozen.endpoints.ts';

const tag = '指标';
/** An indicator as it is listed: its definition, whose it is, and how it is computed in words. */
export const IndicatorRow = z.object({
  ...Indicator.shape,
  /** Division prefix of who made it; 00 those that are shipped. */
  regionPrefix: z.string(),
  /** 分子÷分母×100 in words, made from the definition. */
  formula: z.string(),
  isActive: z.boolean(),
  version: z.number().int(),
  mayEdit: z.boolean(),
});
export type IndicatorRow = z.infer<typeof IndicatorRow>;

export const FactRow = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  dates: z.array(z.object({ name: z.string(), label: z.string() })),
  columns: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['CODE', 'NUMBER', 'FLAG']),
      unit: z.string().nullable(),
      values: z.array(z.object({ code: z.string(), label: z.string() })),
    }),
  ),
});
export type FactRow = z.infer<typeof FactRow>;

const FigureShape = z.object({
  value: z.number().nullable(),
  state: z.enum(figureStates),
  numerator: z.number(),
  denominator: z.number().nullable(),
  records: z.number().int(),
  /** Counties of the place that told nothing: the figure is of the rest. */
  silentCounties: z.number().int(),
});
const ChangeShape = z.object({
  difference: z.number().nullable(),
  percent: z.number().nullable(),
  direction: z.enum(['UP', 'DOWN', 'SAME', 'UNKNOWN']),
  isBetter: z.boolean().nullable(),
  words: z.string(),
  isSmallBase: z.boolean(),
});
const PeriodShape = z.object({ from: Day, to: Day, words: z.string() });

export const TableRow = z.object({
  /** Full code of the division; null for the whole. */
  regionCode: z.string().nullable(),
  name: z.string(),
  /** In the order of the indicators asked for. */
  cells: z.array(
    z.object({
      ...FigureShape.shape,
      yearBefore: FigureShape,
      periodBefore: FigureShape,
      overYear: ChangeShape,
      overPeriod: ChangeShape,
      /** Of the whole, in percent; of what can be added up only. */
      share: z.number().nullable(),
      rank: z.number().int().nullable(),
    }),
  ),
});

/** Counted now, or as the months were frozen. */
const Basis = z.enum(['LIVE', 'FROZEN']);

export const IndicatorTable = z.object({
  regionCode: z.string(),
  regionName: z.string(),
  level: Level,
  period: PeriodShape,
  yearBefore: PeriodShape,
  periodBefore: PeriodShape,
  scheme: SchemeSchema,
  schemeWords: z.string(),
  /** Whether the period or its base reaches over a change of the rules. */
  note: z.string().nullable(),
  /** Counted now, or from frozen months; then the latest moment that one of them was frozen at. */
  basis: Basis,
  cutOff: Instant,
  indicators: z.array(IndicatorRow),
  rows: z.array(TableRow),
});
export type IndicatorTable = z.infer<typeof IndicatorTable>;

/** A figure taken apart: the groups that one or two columns of its records make; they sum to the whole. */
export const Breakdown = z.object({
  indicator: IndicatorRow,
  regionCode: z.string(),
  regionName: z.string(),
  by: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      /** Every code with words, in order, whether anything was counted or not. */
      values: z.array(z.object({ code: z.string(), label: z.string() })),
    }),
  ),
  period: PeriodShape,
  yearBefore: PeriodShape,
  scheme: SchemeSchema,
  note: z.string().nullable(),
  cutOff: Instant,
  total: z.object({ value: z.number(), records: z.number().int(), yearBefore: z.number() }),
  rows: z.array(
    z.object({
      /** Null where the column is not known. */
      codes: z.array(z.string().nullable()),
      labels: z.array(z.string()),
      value: z.number(),
      records: z.number().int(),
      yearBefore: z.number(),
    }),
  ),
});
export type Breakdown = z.infer<typeof Breakdown>;

export const SeriesPoint = z.object({ month: Month, ...FigureShape.shape, yearBefore: FigureShape });

export const RecordRow = z.object({
  countyCode: z.string(),
  regionCode: z.string(),
  regionName: z.string().nullable(),
  recordId: z.string(),
  premisesId: z.string().nullable(),
  premisesName: z.string().nullable(),
  day: Day,
  /** What the record adds to the figure, before its factor. */
  value: z.number(),
  shown: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  page: z.string(),
});
export type RecordRow = z.infer<typeof RecordRow>;

const AskedTable = Asked.safeExtend({
  ids: z.array(z.string().max(40)).min(1).max(200),
  level: Level.optional(),
  basis: Basis.default('LIVE'),
});

export const indicatorsContract = {
  ...basesContract,
  ...frozenContract,
  list: endpoint({
    method: 'GET',
    path: '/indicators',
    summary: '指标目录',
    tag,
    permission: 'indicators.read',
  }).output(z.array(IndicatorRow)),
  facts: endpoint({
    method: 'GET',
    path: '/indicators/facts',
    summary: '可定义指标的统计事实',
    tag,
    permission: 'indicators.define',
  }).output(z.array(FactRow)),
  table: endpoint({
    method: 'GET',
    path: '/indicators/table',
    summary: '指标表（分地区，含同比、环比、占比、位次）',
    tag,
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(AskedTable)
    .output(IndicatorTable),
  export: endpoint({
    method: 'GET',
    path: '/indicators/export',
    summary: '导出指标表',
    tag,
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(AskedTable)
    .output(z.instanceof(Blob)),
  series: endpoint({
    method: 'GET',
    path: '/indicators/{id}/series',
    summary: '指标逐月走势',
    tag,
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(
      z.object({
        id: z.string().max(40),
        regionCode: RegionCode.optional(),
        firstMonth: Month,
        lastMonth: Month,
        scheme: SchemeSchema.default('OWN'),
      }),
    )
    .output(z.object({ indicator: IndicatorRow, points: z.array(SeriesPoint) })),
  records: endpoint({
    method: 'GET',
    path: '/indicators/{id}/records',
    summary: '指标背后的记录',
    tag,
    permission: 'indicators.read',
  })
    .input(
      Asked.safeExtend({
        ...PageInput.shape,
        id: z.string().max(40),
        part: z.enum(['NUMERATOR', 'DENOMINATOR']).default('NUMERATOR'),
        /** Only those of these groups, as `breakdown` makes them: of one column any of them, of several columns all. */
        cut: z.array(CutText).max(60, '分组条件不超过 60 个').default([]),
      }),
    )
    .output(
      z.object({
        ...pageOf(RecordRow).shape,
        fact: z.object({ label: z.string(), unit: z.string() }),
        columns: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            unit: z.string().nullable(),
            values: z.record(z.string(), z.string()),
          }),
        ),
        /** What is added up. */
        valueLabel: z.string().nullable(),
        valueUnit: z.string().nullable(),
        periodWords: z.string(),
        dateLabel: z.string(),
        /** The cuts in words: 起火场所 住宅. */
        cuts: z.array(
          z.object({ column: z.string(), code: z.string().nullable(), label: z.string(), words: z.string() }),
        ),
      }),
    ),
  breakdown: endpoint({
    method: 'GET',
    path: '/indicators/{id}/breakdown',
    summary: '指标分组（按一项或两项数据项，含去年同期）',
    tag,
    permission: 'indicators.read',
    transaction: 'own',
  })
    .input(
      Asked.safeExtend({
        id: z.string().max(40),
        /** Columns of the indicator's fact, or `month`. */
        by: z.array(z.string().max(41)).min(1, '请选择分组的数据项').max(2, '最多按两项分组'),
      }),
    )
    .output(Breakdown),
  /** What a definition that is not saved yet would count this year, with what would be refused. */
  preview: endpoint({
    method: 'POST',
    path: '/indicators/preview',
    summary: '试算未保存的指标',
    tag,
    permission: 'indicators.define',
  })
    .input(Indicator.pick({ numerator: true, denominator: true, factor: true, unit: true }))
    .output(
      z.object({
        ...FigureShape.shape,
        formula: z.string(),
        period: PeriodShape,
        /** Records that open from it. */
        opened: z.number().int(),
        /** Why it could not be saved; null where it could. */
        problem: z.string().nullable(),
      }),
    ),
  define: endpoint({
    method: 'PUT',
    path: '/indicators/{id}',
    summary: '定义（修改）本地指标',
    tag,
    permission: 'indicators.define',
  })
    .input(z.object({ ...Indicator.shape, version: z.number().int().optional() }))
    .output(IndicatorRow),
  retire: endpoint({
    method: 'POST',
    path: '/indicators/{id}/retire',
    summary: '停用本地指标',
    tag,
    permission: 'indicators.define',
  })
    .input(z.object({ id: z.string().max(40), version: z.number().int(), reason: Words(200) }))
    .output(IndicatorRow),
};
