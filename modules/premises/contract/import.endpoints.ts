import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { tableImport } from '#platform/shared/table-import.ts';
import { type CoordinateSystem, coordinateSystems } from './coordinates.ts';
import { importColumnKeys } from './import-columns.ts';
import { PremisesTypeId } from './premises.schema.ts';

/** Rows of one file. */
export const importRows = 200_000;

export const ImportOptions = z.object({
  /** What becomes of rows about places that are registered already. */
  existing: z.enum(['UPDATE', 'SKIP']).default('UPDATE'),
  coordinateSystem: z
    .enum(Object.keys(coordinateSystems) as [CoordinateSystem, ...CoordinateSystem[]])
    .default('WGS84'),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

const kind = { path: '/premises/imports', tag: '单位导入', permission: 'premises.import', summary: '单位' } as const;
const places = tableImport(kind, importColumnKeys, ImportOptions);

export type ImportMapping = z.infer<typeof places.Mapping>;
export type ImportState = z.infer<typeof places.State>;

/** Import of a table of places, and the template for who has none. */
export const premisesImportContract = {
  ...places.contract,
  template: endpoint({
    method: 'GET',
    path: '/premises/imports/template',
    summary: '下载导入模板',
    tag: kind.tag,
    permission: kind.permission,
  })
    // Classes whose own fields get columns.
    .input(z.object({ types: z.array(PremisesTypeId).max(50).default([]) }))
    .output(z.instanceof(Blob)),
};
