import { premisesMoved } from '#modules/premises/contract';
import { onPremisesMoved } from '#modules/premises/server';
import type { ServerModule } from '#platform/server/module.ts';
import { compareWithNew, forgetRemoved } from './match-again.ts';
import { relocateDecided } from './relocation.store.ts';

export { createCandidateRoutes } from './candidates.routes.ts';
export { createCandidateService } from './candidates.service.ts';
export { importOsm, importOsmFile, type OsmImportOptions, type OsmImportResult } from './import-osm.ts';

export const candidatesModule: ServerModule = {
  name: 'candidates',
  subscribers: {
    'premises.registered': compareWithNew,
    'premises.unregistered': forgetRemoved,
    [premisesMoved]: onPremisesMoved(relocateDecided),
  },
};
