import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';
import { giveUpSilentImports, premisesImportJob } from './import/index.ts';
import { proposeKeyUnits } from './premises.jobs.ts';
import { premisesReference } from './premises.reference.ts';

export { createAssignService } from './assign.service.ts';
export {
  createCandidateRoutes,
  createCandidateService,
  importOsm,
  importOsmFile,
  type OsmImportOptions,
  type OsmImportResult,
} from './candidates/index.ts';
export {
  createPremisesImportRoutes,
  type ImportFileOptions,
  type ImportFileResult,
  importPremisesFile,
  premisesImportJob,
} from './import/index.ts';
export { createKeyUnitService } from './key-unit.service.ts';
export { getPlace, type Place, premisesDependingOn } from './place.queries.ts';
export { createPremisesRoutes } from './premises.routes.ts';
export { createPremisesService } from './premises.service.ts';

export const premisesModule = (setting: Pick<ModuleSetting, 'environment' | 'files' | 'log'>): ServerModule => ({
  name: 'premises',
  reference: premisesReference,
  jobs: [proposeKeyUnits(setting), premisesImportJob(setting), giveUpSilentImports(setting)],
});
