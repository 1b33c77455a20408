import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant, PageInput, pageOf } from './paging.ts';

/** What a heading of a table may mean. */
export interface ImportColumn {
  key: string;
  title: string;
  aliases: readonly string[];
}

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

/** Problems shown on the screen; the rest stands in the annotated file. */
export const shownProblems = 200;

export const ImportAction = z.enum(['check', 'commit', 'cancel']);
export type ImportAction = z.infer<typeof ImportAction>;

const CountyCode = z.string().regex(/^\d{6}$/, '县级行政区划代码为 6 位数字');
const RegionCode = z.string().regex(/^\d{12}$/, '行政区划代码为 12 位数字');

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
  /** What the new rows make, where one row may make several records: `{fires: 344, callouts: 1084}`. */
  records: z.record(z.string(), z.number().int()),
  /** What happened and what to do, where it is not plain from the state. */
  message: z.string().nullable(),
  hasResult: z.boolean(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** What the headings and words of a file mean, to whoever does not know the columns of the module. */
export interface TableMapping {
  columns: Record<string, string>;
  values: Record<string, Record<string, string>>;
}

/**
 * The contract of importing tables of one kind: upload, say what the columns are, check every row, then write all rows or
 * none. Checking and writing are jobs; `get` tells how far they are.
 *
 * @param keys of the columns that a heading may be given
 * @param Options what a person chooses for the whole file, each choice with its default
 */
export function tableImport<Key extends string, Options extends z.ZodType>(
  kind: { path: `/${string}`; tag: string; permission: string; summary: string },
  keys: readonly [Key, ...Key[]],
  Options: Options,
) {
  const { path, tag, permission, summary } = kind;
  const Mapping = z.object({
    /** Heading of the file → key of an import column; '' leaves the column out. */
    columns: z.record(
      z.string().max(500),
      z.union([z.literal(''), z.enum(keys, { error: '没有这一列，请从列表中选择' })]),
    ),
    /** Words of the file that the system does not know → value ('' says nothing), by import column. */
    values: z.record(z.string().max(60), z.record(z.string().max(500), z.string().max(60))).default({}),
  });
  const State = ImportSummary.extend({
    /** Headings of the file in order; '' where a column has none. */
    header: z.array(z.string()),
    /** The first rows of the file. */
    sample: z.array(z.array(z.string())),
    mapping: Mapping,
    /** What such a table meant to the person before was taken over. */
    isRemembered: z.boolean(),
    /** Headings whose suggested meaning is uncertain. */
    doubtful: z.array(z.string()),
    /** Required columns that nothing feeds. */
    missing: z.array(z.string()),
    options: Options,
    /** At most the first 200, in the order of the file. */
    problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
    /** Words nobody knows, with how often they occur, by import column. */
    unknownValues: z.record(z.string(), z.record(z.string(), z.number().int())),
    allowedActions: z.array(ImportAction),
  });
  const One = z.object({ countyCode: CountyCode, id: Id });
  const of = <const Act extends string>(act: Act) => `${path}/{countyCode}/{id}${act}` as const;
  const contract = {
    upload: endpoint({ method: 'POST', path, summary: `上传${summary}表格`, tag, permission, transaction: 'own' })
      .input(
        z.object({
          id: Id.optional(),
          /** County, township or village: where rows lie that do not say it. */
          regionCode: RegionCode,
          file: z.instanceof(Blob, { error: '请选择 xlsx 或 csv 文件' }),
        }),
      )
      .output(State),
    list: endpoint({ method: 'GET', path, summary: '导入记录', tag, permission })
      .input(PageInput.extend({ regionCode: RegionCode.optional() }))
      .output(pageOf(ImportSummary)),
    get: endpoint({ method: 'GET', path: of(''), summary: '导入进度', tag, permission })
      .input(One)
      .output(State),
    check: endpoint({ method: 'POST', path: of('/check'), summary: '检查（试导入）', tag, permission })
      .input(One.extend({ mapping: Mapping, options: Options }))
      .output(State),
    commit: endpoint({ method: 'POST', path: of('/commit'), summary: '正式导入', tag, permission })
      .input(One)
      .output(State),
    cancel: endpoint({ method: 'POST', path: of('/cancel'), summary: '取消导入', tag, permission })
      .input(One)
      .output(State),
    /** The same table with what is wrong beside each row. */
    result: endpoint({ method: 'GET', path: of('/result'), summary: '下载检查结果', tag, permission })
      .input(One)
      .output(z.instanceof(Blob)),
  };
  return { Mapping, State, contract };
}
