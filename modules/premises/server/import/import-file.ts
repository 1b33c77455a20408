import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { requireDivision } from '#modules/regions/server';
import { harmlessName } from '#platform/server/files.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import {
  createImportStore,
  divisionFor,
  guessMapping,
  importerOf,
  importJob,
  openTable,
} from '#platform/server/table-import/index.ts';
import { type Actor, signature, type Work, workAs, workAsSystem } from '#platform/server/work.ts';
import { AppError } from '#platform/shared/errors.ts';
import {
  type ImportMapping,
  ImportOptions,
  type ImportState,
  importRows,
  mappingProblem,
} from '../../contract/index.ts';
import { premisesTables } from './importing.ts';

export interface ImportFileOptions {
  /** County, township or village: 6, 9 or 12 digits. */
  region: string;
  /** Checks only. */
  isDryRun?: boolean;
  existing?: ImportOptions['existing'];
  coordinateSystem?: ImportOptions['coordinateSystem'];
  /** In whose name, with whose reach and permissions; without it the operator's, who may set everything. */
  as?: Actor;
  /** Heading → column key, where the suggestion is not right. */
  columns?: Record<string, string>;
}

export interface ImportFileResult {
  countyCode: string;
  id: string;
  status: 'CHECKED' | 'DONE' | 'FAILED';
  totalRows: number;
  createdRows: number;
  updatedRows: number;
  skippedRows: number;
  failedRows: number;
  /** The first 200. */
  problems: ImportState['problems'];
  message: string | null;
  /** The table with what is wrong beside each row (xlsx), where rows have failed. */
  annotated: Buffer | null;
  milliseconds: number;
}

/** Whoever has a shell on the server may set what a register says. */
const operator = (region: string) => ({
  accountId: '00000000-0000-0000-0000-000000000000',
  actor: '命令行',
  reach: region.replace(/0{6}$/, ''),
  permissions: [...premisesTables.carried],
});

/**
 * Imports a table of places from a path, as the operator of the installation or in a person's name: the same checks and the
 * same all-or-nothing as on the screen.
 * @throws AppError with a sentence: the file is no table, the division does not exist or is not the person's, the person may
 * not import, columns are missing
 */
export async function importPremisesFile(
  setting: Pick<ModuleSetting, 'environment' | 'files' | 'log'>,
  path: string,
  options: ImportFileOptions,
): Promise<ImportFileResult> {
  const started = performance.now();
  const { environment, files } = setting;
  if (!/^\d{6}(\d{3}(\d{3})?)?$/.test(options.region))
    throw new AppError('invalid', `区划代码“${options.region}”应为 6、9 或 12 位数字，如 330481。`);
  const { as } = options;
  if (as && !as.permissions.has('premises.import'))
    throw new AppError(
      'forbidden',
      `${signature({ actor: as })}的岗位是${as.roleName}，不能导入单位。请换防火监督员、乡镇（街道）消防工作人员或消安办工作人员的账号。`,
    );
  const asked = options.region.padEnd(12, '0');
  const regionCode = as ? divisionFor(as, asked) : asked;
  const countyCode = regionCode.slice(0, 6);
  const bytes = await readFile(path).catch(() => {
    throw new AppError('invalid', `读不到文件“${path}”，请检查路径和权限。`);
  });
  const fileName = harmlessName(basename(path));
  const { header, sample } = await openTable(bytes, fileName, importRows);
  const { mapping } = guessMapping(premisesTables, header);
  const given: ImportMapping = {
    ...mapping,
    columns: { ...mapping.columns, ...(options.columns as ImportMapping['columns']) },
  };
  const problem = mappingProblem(given.columns, regionCode);
  if (problem) throw new AppError('invalid', `${problem}表头与模板一致的列会自动对应。`);
  const { sha256 } = await files.put(bytes);
  const within = <T>(task: (work: Work) => Promise<T>) =>
    as ? workAs(environment, as, task) : workAsSystem(environment, countyCode, task);
  const id = await within(async (work) => {
    await requireDivision(work, regionCode);
    const made = work.newId();
    await createImportStore(work.db, premisesTables.name).add({
      countyCode,
      id: made,
      ...(as ? importerOf(as, premisesTables.carried) : operator(options.region)),
      regionCode,
      fileName,
      sha256,
      header: JSON.stringify(header),
      sample: JSON.stringify(sample),
      mapping: JSON.stringify(given),
      options: JSON.stringify(
        ImportOptions.parse({ existing: options.existing, coordinateSystem: options.coordinateSystem }),
      ),
      status: 'CHECKING',
      startedAt: work.now,
      queuedAt: work.now,
    });
    return made;
  });
  const job = importJob(setting, premisesTables);
  const current = () =>
    environment.database.asJob(
      async (db) => (await createImportStore(db, premisesTables.name).find(countyCode, id)) ?? never(),
    );
  await job.run({ countyCode, id });
  let row = await current();
  if (!options.isDryRun && row.status === 'CHECKED' && row.failedRows === 0) {
    await within(async (work) => {
      await createImportStore(work.db, premisesTables.name).move(countyCode, id, ['CHECKED'], {
        status: 'IMPORTING',
        aliveAt: null,
        queuedAt: work.now,
      });
      work.audit(
        'premises.startImport',
        { kind: 'premises.import', id, countyCode },
        { fileName, sha256, rows: row.totalRows, from: '命令行' },
      );
    });
    await job.run({ countyCode, id });
    row = await current();
  }
  const { status, totalRows, createdRows, updatedRows, skippedRows, failedRows, message, resultSha256 } = row;
  return {
    countyCode,
    id,
    status: status as ImportFileResult['status'],
    totalRows,
    createdRows,
    updatedRows,
    skippedRows,
    failedRows,
    problems: row.problems as ImportState['problems'],
    message,
    annotated: resultSha256 ? await files.get(resultSha256) : null,
    milliseconds: Math.round(performance.now() - started),
  };
}

const never = (): never => {
  throw new Error('the import has vanished');
};
