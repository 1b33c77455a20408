import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { shownProblems, type TableMapping } from '#platform/shared/table-import.ts';
import type { Job, ModuleSetting } from '../module.ts';
import { annotateErrors, type RowProblem, readTable, TableError } from '../spreadsheet/index.ts';
import { type Actor, type Work, workAsSystem } from '../work.ts';
import type { ImportKind, ImportOutcome, ImportTask } from './import-kind.ts';
import { createImportStore, type ImportRow } from './import-store.ts';

type Setting = Pick<ModuleSetting, 'environment' | 'files' | 'log'>;

/** A job that has said nothing for this long is dead. */
const silenceMilliseconds = 90_000;
const lostInQueueMilliseconds = 3_600_000;
const signOfLifeMilliseconds = 10_000;

class Cancelled extends Error {}
/** Rows that were good when they were checked are not any more: the unit of work is undone. */
class RowsRefused extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super('rows were refused');
    this.outcome = outcome;
  }
}

/**
 * A hundred thousand rows leave garbage faster than the collector sees reason to look: with 70 MB alive the heap grew to
 * 430 MB. While an import runs it may grow by three fifths before it is looked through; otherwise as V8 thinks best.
 */
const keepHeapTight = (isTight: boolean) => setFlagsFromString(`--heap-growing-percent=${isTight ? 60 : 0}`);

const firstProblems = (problems: ReadonlyMap<number, RowProblem[]>) =>
  [...problems]
    .slice(0, shownProblems)
    .map(([line, found]) => ({ line, message: found.map(({ message }) => message).join('；') }));

const countsOf = ({ total, created, updated, skipped, failed, records, problems, unknown }: ImportOutcome) => ({
  totalRows: total,
  doneRows: total,
  createdRows: created,
  updatedRows: updated,
  skippedRows: skipped,
  failedRows: failed,
  records: JSON.stringify(records ?? {}),
  problems: JSON.stringify(firstProblems(problems)),
  unknownValues: JSON.stringify(unknown),
});

/** Checks and writes imports of one kind, one at a time in a process. */
export function importJob<Mapping extends TableMapping, Options>(
  { environment, files, log }: Setting,
  kind: ImportKind<Mapping, Options>,
): Job {
  const { database } = environment;
  const limits = { rows: kind.rows };
  const now = () => environment.now().toISOString();
  // Progress is told beside the unit of work that writes, so that it is seen before the commit.
  const beside = <T>(task: (store: ReturnType<typeof createImportStore>) => Promise<T>) =>
    database.asJob((db) => task(createImportStore(db, kind.name)));

  const taskOf = (row: ImportRow): ImportTask<Mapping, Options> => ({
    importId: row.id,
    countyCode: row.countyCode,
    regionCode: row.regionCode,
    accountId: row.accountId,
    actor: row.actor,
    organisation: row.organisation as Actor['organisation'],
    reach: row.reach,
    permissions: new Set(row.permissions),
    fileName: row.fileName,
    sha256: row.sha256,
    mapping: row.mapping as Mapping,
    options: kind.Options.parse(row.options),
  });

  async function annotate(
    row: ImportRow,
    bytes: Uint8Array,
    problems: ReadonlyMap<number, RowProblem[]>,
  ): Promise<string | null> {
    if (!problems.size) return null;
    const sheet = await annotateErrors(bytes, row.fileName, new Map(problems), { limits });
    return (await files.put(await buffer(sheet))).sha256;
  }

  async function run(row: ImportRow) {
    const state = row.status as 'CHECKING' | 'IMPORTING';
    const task = taskOf(row);
    const bytes = await files.get(row.sha256);
    const progress = async (rows: number) => {
      const alive = await beside((store) =>
        store.move(row.countyCode, row.id, [state], { doneRows: rows, aliveAt: now() }),
      );
      if (!alive) throw new Cancelled();
    };
    const table = () => readTable(bytes, row.fileName, { limits });

    if (state === 'CHECKING') {
      const outcome = await workAsSystem(environment, row.countyCode, async (work) =>
        kind.run(work, task, await table(), { write: false, progress }),
      );
      const resultSha256 = await annotate(row, bytes, outcome.problems);
      await beside((store) =>
        store.move(row.countyCode, row.id, [state], { ...countsOf(outcome), status: 'CHECKED', resultSha256 }),
      );
      return;
    }
    try {
      await workAsSystem(environment, row.countyCode, async (work) => {
        const file = await table();
        const outcome = await database.asJob((db) =>
          kind.run(work, task, file, { write: true, reading: { ...work, db }, progress }),
        );
        if (outcome.failed) throw new RowsRefused(outcome);
        await finish(work, row, outcome);
      });
    } catch (error) {
      if (!(error instanceof RowsRefused)) throw error;
      const resultSha256 = await annotate(row, bytes, error.outcome.problems);
      await beside((store) =>
        store.move(row.countyCode, row.id, [state], {
          ...countsOf(error.outcome),
          status: 'CHECKED',
          resultSha256,
          message: `检查之后登记信息有变化，${error.outcome.failed} 行不能导入，没有写入任何数据。请下载检查结果，改正后重新上传。`,
        }),
      );
    }
  }

  /** In the unit of work that wrote the rows: done and written are one. */
  async function finish(work: Work, row: ImportRow, outcome: ImportOutcome) {
    const done = await createImportStore(work.db, kind.name).move(row.countyCode, row.id, ['IMPORTING'], {
      ...countsOf(outcome),
      status: 'DONE',
      finishedAt: now(),
    });
    if (!done) throw new Cancelled();
  }

  const expected = (error: unknown) => (error instanceof TableError ? error.message : kind.wordsFor?.(error));
  const unexpected = (error: unknown) =>
    (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
      ? '上传的文件已不在服务器上，没有写入任何数据。请重新上传。'
      : '系统出现意外错误，没有写入任何数据。请重新检查后再导入；仍不行请联系管理员查看日志。';

  return {
    name: `${kind.name}.import`,
    async run(data) {
      const { countyCode, id } = data;
      if (typeof countyCode !== 'string' || typeof id !== 'string') return;
      const row = await beside((store) => store.claim(countyCode, id, now()));
      if (!row) return;
      const pulse = setInterval(
        () =>
          void beside((store) => store.move(countyCode, id, ['CHECKING', 'IMPORTING'], { aliveAt: now() })).catch(
            () => {},
          ),
        signOfLifeMilliseconds,
      );
      keepHeapTight(true);
      try {
        await run(row);
      } catch (error) {
        if (error instanceof Cancelled) return;
        const words = expected(error);
        if (!words) log.error({ err: error, import: id }, 'import failed');
        await beside((store) =>
          store.move(countyCode, id, ['CHECKING', 'IMPORTING'], {
            status: 'FAILED',
            message: words ?? unexpected(error),
            finishedAt: now(),
          }),
        );
      } finally {
        clearInterval(pulse);
        keepHeapTight(false);
      }
    },
  };
}

/** Every minute, and so soon after every start: imports whose process was killed say so. */
export const giveUpSilentImports = (
  { environment }: Pick<ModuleSetting, 'environment'>,
  { name }: Pick<ImportKind, 'name'>,
): Job => ({
  name: `${name}.give-up-imports`,
  cron: '* * * * *',
  async run() {
    const now = environment.now();
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
    await environment.database.asJob((db) =>
      createImportStore(db, name).giveUp(before(silenceMilliseconds), before(lostInQueueMilliseconds), {
        status: 'FAILED',
        message: '导入因服务中断而停止，没有写入任何数据。请重新检查后再导入。',
        finishedAt: now.toISOString(),
      }),
    );
  },
});
