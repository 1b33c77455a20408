/** Tables in and out: xlsx and csv, as users of Excel and WPS send them and expect them back. */
export { type AnnotateOptions, annotateErrors, type RowProblem } from './annotate-errors.ts';
export { RESULT_HEADER, type ReadTableOptions, readTable, type Table, type TableRow } from './read-table.ts';
export type { ColumnKind, SheetColumn, SheetSpec, TintedCell, WorkbookSpec } from './sheet-spec.ts';
export {
  type ColumnSuggestion,
  type MappableField,
  type MappingSuggestion,
  suggestMapping,
} from './suggest-mapping.ts';
export { TableError, type TableErrorCode } from './table-error.ts';
export { type CellWarning, defaultLimits, type TableLimits, type TableWarning } from './table-source.ts';
export { type CsvSpec, writeCsv, writeCsvToBuffer } from './write-csv.ts';
export { writeXlsx, writeXlsxToBuffer } from './write-xlsx.ts';
