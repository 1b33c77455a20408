/** Screens of importing tables, the same for every module. */
export type { ImportSource } from './source.ts';
export { TableImport } from './table-import.tsx';
export { EarlierImports, TableUpload } from './table-uploads.tsx';
