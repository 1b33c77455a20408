import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';
import { proposeKeyUnits } from './premises.jobs.ts';
import { premisesReference } from './premises.reference.ts';

export { createAssignService } from './assign.service.ts';
export { getPlace, type Place, premisesDependingOn } from './get-place.ts';
export { createKeyUnitService } from './key-unit.service.ts';
export { createPremisesRoutes } from './premises.routes.ts';
export { createPremisesService } from './premises.service.ts';

export const premisesModule = (setting: Pick<ModuleSetting, 'environment'>): ServerModule => ({
  name: 'premises',
  reference: premisesReference,
  jobs: [proposeKeyUnits(setting)],
});
