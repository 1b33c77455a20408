import { requireDivision } from '#modules/regions/server';
import type { ImportKind } from '#platform/server/table-import/index.ts';
import {
  type FireImportMapping,
  FireImportOptions,
  fireImportColumns,
  fireImportRows,
  fireMappingProblem,
  missingFireColumns,
} from '../../contract/index.ts';
import { acceptStation, runImport } from './run-import.ts';

/** Tables of incidents: what of their import is not the same for all tables. */
export const fireTables: ImportKind<FireImportMapping, FireImportOptions> = {
  name: 'fires',
  columns: fireImportColumns,
  rows: fireImportRows,
  Options: FireImportOptions,
  carried: ['fires.report'],
  requireDivision,
  mappingProblem: fireMappingProblem,
  missing: missingFireColumns,
  accept: acceptStation,
  nothingNew: '没有新的警情，都已导入过，无需再导入。',
  run: runImport,
};
