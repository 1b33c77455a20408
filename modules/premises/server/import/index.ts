/** Import of tables of places: upload, mapping of columns, check of every row, all or nothing. */
export { giveUpSilentImports, premisesImportJob } from './import.jobs.ts';
export { createPremisesImportRoutes } from './import.routes.ts';
export { type ImportFileOptions, type ImportFileResult, importPremisesFile } from './import-file.ts';
