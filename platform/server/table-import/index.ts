/** Import of tables of any module: upload, mapping of columns, check of every row, all rows or none, as a job. */
export { importFiles } from './import-handlers.ts';
export { giveUpSilentImports, importJob } from './import-jobs.ts';
export type { ImportKind, ImportOutcome, ImportRun, ImportTask } from './import-kind.ts';
export { createImportService, guessMapping, openTable } from './import-service.ts';
export { createImportStore } from './import-store.ts';
export { divisionFor, importerOf, inNameOf } from './importer.ts';
