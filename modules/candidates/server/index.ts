import { premisesMoved } from '#modules/premises/contract';
import { onPremisesMoved } from '#modules/premises/server';
import type { ServerModule } from '#platform/server/module.ts';
import { relocateDecided } from './relocation.store.ts';

export { createCandidateRoutes } from './candidates.routes.ts';
export { createCandidateService } from './candidates.service.ts';
export { importOsm, importOsmFile, type OsmImportOptions, type OsmImportResult } from './import-osm.ts';

export const candidatesModule: ServerModule = {
  name: 'candidates',
  subscribers: { [premisesMoved]: onPremisesMoved(relocateDecided) },
};
