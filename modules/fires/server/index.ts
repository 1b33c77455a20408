import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';
import { giveUpSilentImports, importJob } from '#platform/server/table-import/index.ts';
import { fireTables } from './import/importing.ts';

export { type BulkCallout, type BulkFire, createFireBulkStore, type FireBulkStore } from './bulk.store.ts';
export { createCalloutService } from './callouts.service.ts';
export { createCalloutRoutes, createFireDataRoutes, createFireRoutes } from './fires.routes.ts';
export { createFireService } from './fires.service.ts';
export { createFireImportRoutes } from './import/import.routes.ts';
export { createSupervisionService } from './supervision.service.ts';

export const firesModule = (setting: Pick<ModuleSetting, 'environment' | 'files' | 'log'>): ServerModule => ({
  name: 'fires',
  jobs: [importJob(setting, fireTables), giveUpSilentImports(setting, fireTables)],
});
