import { requireDivision } from '#modules/regions/server';
import type { ImportKind } from '#platform/server/table-import/index.ts';
import {
  type ImportMapping,
  ImportOptions,
  importColumns,
  importRows,
  mappingProblem,
  missingColumns,
} from '../../contract/index.ts';
import { EditedMeanwhile } from './import-writer.ts';
import { runImport } from './run-import.ts';

/** Tables of places: what of their import is not the same for all tables. */
export const premisesTables: ImportKind<ImportMapping, ImportOptions> = {
  name: 'premises',
  columns: importColumns,
  rows: importRows,
  Options: ImportOptions,
  // What decides, at the moment of the job, whether a row may set what others decide.
  carried: ['premises.assign', 'premises.designate'],
  requireDivision,
  mappingProblem,
  missing: (columns, regionCode) => missingColumns(new Set(Object.values(columns)), regionCode),
  nothingNew: '没有需要新增或更新的单位，无需导入。',
  run: runImport,
  wordsFor: (error) =>
    error instanceof EditedMeanwhile
      ? '导入期间有单位档案被他人修改，没有写入任何数据。请重新检查后再导入。'
      : undefined,
};
