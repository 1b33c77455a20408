import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Id, Instant, PageInput, pageOf } from '#platform/shared/paging.ts';
import { type CoordinateSystem, coordinateSystems } from './coordinates.ts';
import { importColumnKeys } from './import-columns.ts';
import { CountyCode, PremisesTypeId } from './premises.schema.ts';

const tag = '单位导入';

export const importStatuses = {
  UPLOADED: '待核对列',
  CHECKING: '正在检查',
  CHECKED: '已检查',
  IMPORTING: '正在导入',
  DONE: '已导入',
  FAILED: '已中止',
  CANCELLED: '已取消',
} as const;
export type ImportStatus = keyof typeof importStatuses;

/** Rows of a file, and problems shown on the screen; the rest stands in the annotated file. */
export const importLimits = { rows: 200_000, problems: 200 } as const;

export const ImportMapping = z.object({
  /** Heading of the file → key of an import column; '' leaves the column out. */
  columns: z.record(
    z.string().max(500),
    z.union([z.literal(''), z.enum(importColumnKeys, { error: '没有这一列，请从列表中选择' })]),
  ),
  /** Words of the file that the system does not know → value, by import column. */
  values: z.record(z.string().max(60), z.record(z.string().max(500), z.string().max(60))).default({}),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

export const ImportOptions = z.object({
  /** What becomes of rows about places that are registered already. */
  existing: z.enum(['UPDATE', 'SKIP']).default('UPDATE'),
  coordinateSystem: z
    .enum(Object.keys(coordinateSystems) as [CoordinateSystem, ...CoordinateSystem[]])
    .default('WGS84'),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ImportAction = z.enum(['check', 'commit', 'cancel']);
export type ImportAction = z.infer<typeof ImportAction>;

export const ImportSummary = z.object({
  countyCode: CountyCode,
  id: Id,
  regionCode: z.string(),
  fileName: z.string(),
  actor: z.string(),
  status: z.enum(Object.keys(importStatuses) as [ImportStatus, ...ImportStatus[]]),
  /** Known after the first check. */
  totalRows: z.number().int(),
  doneRows: z.number().int(),
  createdRows: z.number().int(),
  updatedRows: z.number().int(),
  skippedRows: z.number().int(),
  failedRows: z.number().int(),
  /** What happened and what to do, where it is not plain from the state. */
  message: z.string().nullable(),
  hasResult: z.boolean(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportState = ImportSummary.extend({
  /** Headings of the file in order; '' where a column has none. */
  header: z.array(z.string()),
  /** The first rows of the file. */
  sample: z.array(z.array(z.string())),
  mapping: ImportMapping,
  /** Headings whose suggested meaning is uncertain. */
  doubtful: z.array(z.string()),
  /** Required columns that nothing feeds. */
  missing: z.array(z.string()),
  options: ImportOptions,
  /** At most the first 200, in the order of the file. */
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
  /** Words nobody knows, with how often they occur, by import column. */
  unknownValues: z.record(z.string(), z.record(z.string(), z.number().int())),
  allowedActions: z.array(ImportAction),
});
export type ImportState = z.infer<typeof ImportState>;

const ImportKey = z.object({ countyCode: CountyCode, id: Id });
const permission = 'premises.import';

/** Import of a table of places: upload, say what the columns are, check every row, then write all rows or none. */
export const premisesImportContract = {
  template: endpoint({ method: 'GET', path: '/premises/imports/template', summary: '下载导入模板', tag, permission })
    // Classes whose own fields get columns.
    .input(z.object({ types: z.array(PremisesTypeId).max(50).default([]) }))
    .output(z.instanceof(Blob)),
  upload: endpoint({
    method: 'POST',
    path: '/premises/imports',
    summary: '上传单位表格',
    tag,
    permission,
    transaction: 'own',
  })
    .input(
      z.object({
        id: Id.optional(),
        /** County, township or village, 12 digits: where places lie whose row does not say it. */
        regionCode: z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字'),
        file: z.instanceof(Blob, { error: '请选择 xlsx 或 csv 文件' }),
      }),
    )
    .output(ImportState),
  list: endpoint({ method: 'GET', path: '/premises/imports', summary: '导入记录', tag, permission })
    .input(
      PageInput.extend({
        regionCode: z
          .string()
          .regex(/^\d{12}$/)
          .optional(),
      }),
    )
    .output(pageOf(ImportSummary)),
  get: endpoint({ method: 'GET', path: '/premises/imports/{countyCode}/{id}', summary: '导入进度', tag, permission })
    .input(ImportKey)
    .output(ImportState),
  check: endpoint({
    method: 'POST',
    path: '/premises/imports/{countyCode}/{id}/check',
    summary: '检查（试导入）',
    tag,
    permission,
  })
    .input(ImportKey.extend({ mapping: ImportMapping, options: ImportOptions }))
    .output(ImportState),
  commit: endpoint({
    method: 'POST',
    path: '/premises/imports/{countyCode}/{id}/commit',
    summary: '正式导入',
    tag,
    permission,
  })
    .input(ImportKey)
    .output(ImportState),
  cancel: endpoint({
    method: 'POST',
    path: '/premises/imports/{countyCode}/{id}/cancel',
    summary: '取消导入',
    tag,
    permission,
  })
    .input(ImportKey)
    .output(ImportState),
  result: endpoint({
    method: 'GET',
    path: '/premises/imports/{countyCode}/{id}/result',
    summary: '下载检查结果',
    tag,
    permission,
  })
    .input(ImportKey)
    .output(z.instanceof(Blob)),
};
