/** Import of tables of places. */
export { createPremisesImportRoutes } from './import.routes.ts';
export { type ImportFileOptions, type ImportFileResult, importPremisesFile } from './import-file.ts';
export { premisesTables } from './importing.ts';
