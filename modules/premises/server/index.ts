import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';
import { giveUpSilentImports, importJob } from '#platform/server/table-import/index.ts';
import { premisesTables } from './import/index.ts';
import { proposeKeyUnits } from './premises.jobs.ts';
import { premisesReference } from './premises.reference.ts';

export { createAssignService } from './assign/assign.service.ts';
export { createEditService } from './file/edit.service.ts';
export { createRegistrationService, takeBackRegistration } from './file/registration.service.ts';
export {
  createPremisesImportRoutes,
  type ImportFileOptions,
  type ImportFileResult,
  importPremisesFile,
} from './import/index.ts';
export { createKeyUnitService } from './key-units/key-unit.service.ts';
export { onPremisesMoved } from './moves.ts';
export { getPlace, lockPlace, type Place, premisesDependingOn } from './place.queries.ts';
export { industryLimit } from './premises.policy.ts';
export { createPremisesRoutes } from './premises.routes.ts';

export const premisesModule = (setting: Pick<ModuleSetting, 'environment' | 'files' | 'log'>): ServerModule => ({
  name: 'premises',
  reference: premisesReference,
  jobs: [proposeKeyUnits(setting), importJob(setting, premisesTables), giveUpSilentImports(setting, premisesTables)],
});
