/** Import of tables of places: upload, mapping of columns, check of every row, all or nothing. */
export { premisesImportJob, giveUpSilentImports } from './import.jobs.ts';
export { type ImportFileOptions, type ImportFileResult, importPremisesFile } from './import-file.ts';
export { createPremisesImportRoutes } from './import.routes.ts';
