import type { ServerModule } from '#platform/server/module.ts';

export { type BulkCallout, type BulkFire, createFireBulkStore, type FireBulkStore } from './bulk.store.ts';
export { createCalloutService } from './callouts.service.ts';
export { createCalloutRoutes, createFireDataRoutes, createFireImportRoutes, createFireRoutes } from './fires.routes.ts';
export { createFireService } from './fires.service.ts';
export { createSupervisionService } from './supervision.service.ts';

export const firesModule: ServerModule = { name: 'fires' };
