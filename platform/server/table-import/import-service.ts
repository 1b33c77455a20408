import { AppError } from '#platform/shared/errors.ts';
import type { ImportAction, ImportStatus, ImportSummary, TableMapping } from '#platform/shared/table-import.ts';
import { countUpTo, decodeCursor, encodeCursor } from '../paging.ts';
import { readTable, suggestMapping, TableError } from '../spreadsheet/index.ts';
import type { Work } from '../work.ts';
import type { ImportKind } from './import-kind.ts';
import { createImportStore, type ImportRow } from './import-store.ts';
import { divisionFor, importerOf } from './importer.ts';

const sureEnough = 0.8;

/** Headings and first rows of an uploaded table; what cannot be read is refused with its sentence. */
export async function openTable(bytes: Uint8Array, fileName: string, rows: number) {
  try {
    const table = await readTable(bytes, fileName, { limits: { rows } });
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
export function guessMapping(kind: Pick<ImportKind, 'columns'>, header: readonly string[], remembered?: TableMapping) {
  const fields = kind.columns.map(({ key, title, aliases }) => ({ key, titleZh: title, aliases: [...aliases] }));
  const { columns } = suggestMapping([...header], fields, remembered?.columns ?? {});
  const suggested = new Map(columns.map((one) => [one.header, one]));
  return {
    mapping: {
      columns: Object.fromEntries(header.filter(Boolean).map((title) => [title, suggested.get(title)?.field ?? ''])),
      values: remembered?.values ?? {},
    },
    doubtful: columns.filter(({ confidence }) => confidence < sureEnough).map(({ header: title }) => title),
    isRemembered: remembered !== undefined,
  };
}

const isWorthWriting = (row: ImportRow) => row.failedRows === 0 && row.createdRows + row.updatedRows > 0;
const actionsIn: Record<ImportStatus, (row: ImportRow) => ImportAction[]> = {
  UPLOADED: () => ['check', 'cancel'],
  CHECKING: () => ['cancel'],
  CHECKED: (row) => (isWorthWriting(row) ? ['commit', 'check', 'cancel'] : ['check', 'cancel']),
  IMPORTING: () => ['cancel'],
  DONE: () => [],
  FAILED: () => ['check', 'cancel'],
  CANCELLED: () => [],
};

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
  records: row.records as Record<string, number>,
  message: row.message,
  hasResult: row.resultSha256 !== null,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
});

/** Nothing is counted yet: as an import stands when it is checked. */
const nothingCounted = {
  doneRows: 0,
  createdRows: 0,
  updatedRows: 0,
  skippedRows: 0,
  failedRows: 0,
  records: '{}',
  problems: '[]',
  unknownValues: '{}',
  message: null,
  resultSha256: null,
  finishedAt: null,
};

/** Imports of one kind as a person starts, watches and ends them; the work itself is the job's. */
export function createImportService<Mapping extends TableMapping, Options>(
  work: Work,
  kind: ImportKind<Mapping, Options>,
) {
  const { actor } = work;
  const store = createImportStore(work.db, kind.name);
  const subject = (row: ImportRow) => ({ kind: `${kind.name}.import`, id: row.id, countyCode: row.countyCode });

  const state = (row: ImportRow) => {
    const {
      columns = {},
      values = {},
      doubtful = [],
      isRemembered = false,
    } = row.mapping as Partial<Mapping> & {
      doubtful?: string[];
      isRemembered?: boolean;
    };
    return {
      ...summary(row),
      header: row.header as string[],
      sample: row.sample as string[][],
      mapping: { columns, values } as Mapping,
      isRemembered,
      doubtful,
      missing: kind.missing(columns, row.regionCode),
      options: kind.Options.parse(row.options),
      problems: row.problems as { line: number; message: string }[],
      unknownValues: row.unknownValues as Record<string, Record<string, number>>,
      allowedActions: row.accountId === actor.accountId ? actionsIn[row.status as ImportStatus](row) : [],
    };
  };

  /** Imports of a colleague of the same reach may be looked at, not touched. */
  async function mustFind(countyCode: string, id: string): Promise<ImportRow> {
    const row = await store.find(countyCode, id);
    if (!row?.regionCode.startsWith(actor.region)) throw new AppError('not_found', '没有这次导入，或不在管辖范围内。');
    return row;
  }
  async function mustOwn(countyCode: string, id: string, action: ImportAction): Promise<ImportRow> {
    const row = await mustFind(countyCode, id);
    if (row.accountId !== actor.accountId)
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
          ? kind.nothingNew
          : '请先检查，检查通过后再导入。',
    cancel: (row) => (row.status === 'DONE' ? '这次导入已完成，不能取消。' : '这次导入已取消。'),
  };

  function queue(row: ImportRow | undefined) {
    if (!row) throw new AppError('conflict', '这次导入已在处理，请刷新后查看。');
    const { countyCode, id } = row;
    work.afterCommit(() => void work.environment.queue?.send(`${kind.name}.import`, { countyCode, id }));
    return state(row);
  }

  return {
    async create(input: {
      id: string | undefined;
      regionCode: string;
      fileName: string;
      sha256: string;
      header: string[];
      sample: string[][];
    }) {
      const regionCode = divisionFor(actor, input.regionCode);
      const countyCode = regionCode.slice(0, 6);
      await kind.requireDivision(work, regionCode);
      const id = input.id ?? work.newId();
      const guessed = guessMapping(kind, input.header, await store.remembered(actor.accountId, input.header));
      await store.add({
        countyCode,
        id,
        ...importerOf(actor, kind.carried),
        regionCode,
        fileName: input.fileName,
        sha256: input.sha256,
        header: JSON.stringify(input.header),
        sample: JSON.stringify(input.sample),
        mapping: JSON.stringify({ ...guessed.mapping, doubtful: guessed.doubtful, isRemembered: guessed.isRemembered }),
        status: 'UPLOADED',
        startedAt: work.now,
      });
      const row = await mustFind(countyCode, id);
      if (row.sha256 !== input.sha256) throw new AppError('conflict', '这个编号已用于另一个文件，请刷新后重新上传。');
      return state(row);
    },

    get: async (countyCode: string, id: string) => state(await mustFind(countyCode, id)),

    /** The latest first, of the counties and the township or village (digits) given. */
    async list(input: { counties: readonly string[]; digits: string; limit: number; cursor?: string | undefined }) {
      const after = decodeCursor(input.cursor, 2);
      if (after && (Number.isNaN(Date.parse(String(after[0]))) || !/^[0-9a-f-]{36}$/.test(String(after[1]))))
        throw new AppError('invalid', '翻页位置无效，请从第一页重新查看。');
      const matching = store.within(input.counties, input.digits);
      const rows = await matching
        .$if(after !== undefined, (q) =>
          q.where((eb) => eb(eb.refTuple('startedAt', 'id'), '<', eb.tuple(String(after?.[0]), String(after?.[1])))),
        )
        .orderBy('startedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(input.limit + 1)
        .execute();
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      return {
        items: items.map(summary),
        next: rows.length > input.limit && last ? encodeCursor([last.startedAt, last.id]) : null,
        ...(await countUpTo(work, matching)),
      };
    },

    /** Checks every row; nothing is written. */
    async check(input: { countyCode: string; id: string; mapping: Mapping; options: Options }) {
      const row = await mustOwn(input.countyCode, input.id, 'check');
      const header = row.header as string[];
      const columns = Object.fromEntries(
        header.filter(Boolean).map((title) => [title, input.mapping.columns[title] ?? '']),
      );
      const problem = kind.mappingProblem(columns, row.regionCode);
      if (problem) throw new AppError('invalid', problem, { fields: { 'mapping.columns': problem } });
      await kind.accept?.(work, row.countyCode, input.options);
      const mapping = { columns, values: input.mapping.values };
      await store.remember(actor.accountId, header, mapping, work.now);
      return queue(
        await store.move(row.countyCode, row.id, ['UPLOADED', 'CHECKED', 'FAILED'], {
          status: 'CHECKING',
          mapping: JSON.stringify(mapping),
          options: JSON.stringify(input.options),
          ...importerOf(actor, kind.carried),
          ...nothingCounted,
          queuedAt: work.now,
          aliveAt: null,
        }),
      );
    },

    /** Writes all rows or none. */
    async commit(countyCode: string, id: string) {
      const row = await mustOwn(countyCode, id, 'commit');
      const moved = await store.move(countyCode, id, ['CHECKED'], {
        status: 'IMPORTING',
        ...importerOf(actor, kind.carried),
        doneRows: 0,
        message: null,
        queuedAt: work.now,
        aliveAt: null,
      });
      work.audit(`${kind.name}.startImport`, subject(row), {
        fileName: row.fileName,
        sha256: row.sha256,
        rows: row.totalRows,
      });
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
      work.audit(`${kind.name}.cancelImport`, subject(row), { fileName: row.fileName, sha256: row.sha256 });
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
