import { requireDivision } from '#modules/regions/server';
import { readTable, suggestMapping, TableError } from '#platform/server/spreadsheet/index.ts';
import type { Work } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ImportAction,
  type ImportMapping,
  ImportOptions,
  type ImportState,
  type ImportStatus,
  type ImportSummary,
  importColumns,
  importLimits,
  mappingProblem,
  missingColumns,
} from '../../contract/index.ts';
import { importsPage } from './import.queries.ts';
import { createImportStore, type ImportRow } from './import.store.ts';
import { importJobName } from './import-queue.ts';
import { divisionFor, importerOf } from './importer.ts';

const fields = importColumns.map(({ key, title, aliases }) => ({ key, titleZh: title, aliases: [...aliases] }));
const sureEnough = 0.8;

export interface OpenedTable {
  fileName: string;
  sha256: string;
  header: string[];
  sample: string[][];
}

/** Headings and first rows of an uploaded table; what cannot be read is refused with its sentence. */
export async function openTable(bytes: Uint8Array, fileName: string): Promise<Pick<OpenedTable, 'header' | 'sample'>> {
  try {
    const table = await readTable(bytes, fileName, { limits: { rows: importLimits.rows } });
    const sample: string[][] = [];
    for await (const { cells } of table.rows) {
      sample.push(
        cells.slice(0, table.header.length).map((cell) => (cell.length > 80 ? `${cell.slice(0, 79)}…` : cell)),
      );
      if (sample.length === 5) break;
    }
    return { header: table.header, sample };
  } catch (error) {
    if (error instanceof TableError) throw new AppError('invalid', error.message, { fields: { file: error.message } });
    throw error;
  }
}

/** What the headings most likely mean. */
export function guessMapping(
  header: readonly string[],
  remembered?: ImportMapping,
): { mapping: ImportMapping; doubtful: string[] } {
  const { columns } = suggestMapping([...header], fields, remembered?.columns ?? {});
  const suggested = new Map(columns.map((one) => [one.header, one]));
  return {
    mapping: {
      columns: Object.fromEntries(header.filter(Boolean).map((title) => [title, suggested.get(title)?.field ?? ''])),
      values: remembered?.values ?? {},
    },
    doubtful: columns.filter(({ confidence }) => confidence < sureEnough).map(({ header: title }) => title),
  };
}

const actionsIn: Record<ImportStatus, (row: ImportRow) => ImportAction[]> = {
  UPLOADED: () => ['check', 'cancel'],
  CHECKING: () => ['cancel'],
  CHECKED: (row) =>
    row.failedRows === 0 && row.createdRows + row.updatedRows > 0 ? ['commit', 'check', 'cancel'] : ['check', 'cancel'],
  IMPORTING: () => ['cancel'],
  DONE: () => [],
  FAILED: () => ['check', 'cancel'],
  CANCELLED: () => [],
};

/** Imports as a person starts, watches and ends them; the work itself is the job's. */
export function createImportService(work: Work) {
  const store = createImportStore(work.db);

  const summary = (row: ImportRow): ImportSummary => ({
    countyCode: row.countyCode,
    id: row.id,
    regionCode: row.regionCode,
    fileName: row.fileName,
    actor: row.actor,
    status: row.status as ImportStatus,
    totalRows: row.totalRows,
    doneRows: row.doneRows,
    createdRows: row.createdRows,
    updatedRows: row.updatedRows,
    skippedRows: row.skippedRows,
    failedRows: row.failedRows,
    message: row.message,
    hasResult: row.resultSha256 !== null,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  });

  const state = (row: ImportRow): ImportState => {
    const mapping = row.mapping as ImportMapping & { doubtful?: string[] };
    return {
      ...summary(row),
      header: row.header as string[],
      sample: row.sample as string[][],
      mapping: { columns: mapping.columns ?? {}, values: mapping.values ?? {} },
      doubtful: mapping.doubtful ?? [],
      missing: missingColumns(new Set(Object.values(mapping.columns ?? {})), row.regionCode),
      options: ImportOptions.parse(row.options),
      problems: row.problems as ImportState['problems'],
      unknownValues: row.unknownValues as ImportState['unknownValues'],
      allowedActions: row.accountId === work.actor.accountId ? actionsIn[row.status as ImportStatus](row) : [],
    };
  };

  /** Counties write by one chain; imports of a colleague of the same reach may be looked at, not touched. */
  async function mustFind(countyCode: string, id: string): Promise<ImportRow> {
    const row = await store.find(countyCode, id);
    if (!row?.regionCode.startsWith(work.actor.region))
      throw new AppError('not_found', '没有这次导入，或不在管辖范围内。');
    return row;
  }
  async function mustOwn(countyCode: string, id: string, action: ImportAction): Promise<ImportRow> {
    const row = await mustFind(countyCode, id);
    if (row.accountId !== work.actor.accountId)
      throw new AppError('forbidden', `这次导入由${row.actor}发起，请由本人继续或取消。`);
    const allowed = actionsIn[row.status as ImportStatus](row);
    if (!allowed.includes(action)) throw new AppError('conflict', refusals[action](row), { allowedActions: allowed });
    return row;
  }
  const refusals: Record<ImportAction, (row: ImportRow) => string> = {
    check: (row) =>
      row.status === 'DONE'
        ? '这次导入已完成，请重新上传文件。'
        : row.status === 'CANCELLED'
          ? '这次导入已取消，请重新上传文件。'
          : '正在处理，请等待完成或先取消。',
    commit: (row) =>
      row.status === 'CHECKED' && row.failedRows > 0
        ? `还有 ${row.failedRows} 行不能导入，请下载检查结果，改正后重新上传。`
        : row.status === 'CHECKED'
          ? '没有需要新增或更新的单位，无需导入。'
          : '请先检查，检查通过后再导入。',
    cancel: (row) => (row.status === 'DONE' ? '这次导入已完成，不能取消。' : '这次导入已取消。'),
  };

  function queue(row: ImportRow): ImportState {
    work.afterCommit(
      () => void work.environment.queue?.send(importJobName, { countyCode: row.countyCode, id: row.id }),
    );
    return state(row);
  }

  return {
    state,

    async create(input: { id: string | undefined; regionCode: string } & OpenedTable): Promise<ImportState> {
      const regionCode = divisionFor(work.actor, input.regionCode);
      const countyCode = regionCode.slice(0, 6);
      await requireDivision(work, regionCode);
      const id = input.id ?? work.newId();
      const { mapping, doubtful } = guessMapping(
        input.header,
        await store.remembered(work.actor.accountId, input.header),
      );
      await store.add({
        countyCode,
        id,
        ...importerOf(work.actor),
        regionCode,
        fileName: input.fileName,
        sha256: input.sha256,
        header: JSON.stringify(input.header),
        sample: JSON.stringify(input.sample),
        mapping: JSON.stringify({ ...mapping, doubtful }),
        status: 'UPLOADED',
        startedAt: work.now,
      });
      const row = await mustFind(countyCode, id);
      if (row.sha256 !== input.sha256) throw new AppError('conflict', '这个编号已用于另一个文件，请刷新后重新上传。');
      return state(row);
    },

    get: async (countyCode: string, id: string) => state(await mustFind(countyCode, id)),

    async list(input: { regionCode?: string | undefined; limit: number; cursor?: string | undefined }) {
      const page = await importsPage(work, input);
      return { ...page, items: page.items.map(summary) };
    },

    /** Checks every row; nothing is written. */
    async check(input: { countyCode: string; id: string; mapping: ImportMapping; options: ImportOptions }) {
      const row = await mustOwn(input.countyCode, input.id, 'check');
      const header = row.header as string[];
      const columns = Object.fromEntries(
        header.filter(Boolean).map((title) => [title, input.mapping.columns[title] ?? '']),
      );
      const problem = mappingProblem(columns, row.regionCode);
      if (problem) throw new AppError('invalid', problem, { fields: { 'mapping.columns': problem } });
      const mapping: ImportMapping = { columns, values: input.mapping.values };
      await store.remember(work.actor.accountId, header, mapping, work.now);
      const moved = await store.move(row.countyCode, row.id, ['UPLOADED', 'CHECKED', 'FAILED'], {
        status: 'CHECKING',
        mapping: JSON.stringify(mapping),
        options: JSON.stringify(input.options),
        ...importerOf(work.actor),
        doneRows: 0,
        createdRows: 0,
        updatedRows: 0,
        skippedRows: 0,
        failedRows: 0,
        problems: '[]',
        unknownValues: '{}',
        message: null,
        resultSha256: null,
        queuedAt: work.now,
        aliveAt: null,
        finishedAt: null,
      });
      if (!moved) throw new AppError('conflict', '这次导入已在处理，请刷新后查看。');
      return queue(moved);
    },

    /** Writes all rows or none. */
    async commit(countyCode: string, id: string) {
      const row = await mustOwn(countyCode, id, 'commit');
      const moved = await store.move(countyCode, id, ['CHECKED'], {
        status: 'IMPORTING',
        ...importerOf(work.actor),
        doneRows: 0,
        message: null,
        queuedAt: work.now,
        aliveAt: null,
      });
      if (!moved) throw new AppError('conflict', '这次导入已在处理，请刷新后查看。');
      work.audit(
        'premises.startImport',
        { kind: 'premises.import', id, countyCode },
        { fileName: row.fileName, sha256: row.sha256, rows: row.totalRows },
      );
      return queue(moved);
    },

    /** Stops an import; one that is writing undoes what it wrote. */
    async cancel(countyCode: string, id: string) {
      const row = await mustOwn(countyCode, id, 'cancel');
      const moved = await store.move(countyCode, id, ['UPLOADED', 'CHECKING', 'CHECKED', 'IMPORTING', 'FAILED'], {
        status: 'CANCELLED',
        message: '已取消，没有写入任何数据。',
        finishedAt: work.now,
      });
      if (!moved) throw new AppError('conflict', refusals.cancel(row));
      work.audit(
        'premises.cancelImport',
        { kind: 'premises.import', id, countyCode },
        { fileName: row.fileName, sha256: row.sha256 },
      );
      return state(moved);
    },

    async result(countyCode: string, id: string) {
      const row = await mustFind(countyCode, id);
      if (!row.resultSha256)
        throw new AppError('not_found', '这次导入没有检查结果文件。全部通过的不生成文件，正在检查的请稍候。');
      return { sha256: row.resultSha256, name: `${row.fileName.replace(/\.[A-Za-z0-9]{1,8}$/, '')}-检查结果.xlsx` };
    },
  };
}
