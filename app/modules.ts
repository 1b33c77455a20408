import { candidatesModule, createCandidateRoutes } from '#modules/candidates/server';
import { createCockpitRoutes } from '#modules/cockpit/server';
import { createDocumentRoutes, createPaperRenderer, documentsModule } from '#modules/documents/server';
import { createHazardRoutes, createHazardsModule } from '#modules/hazards/server';
import { createInspectionRoutes, inspectionsModule } from '#modules/inspections/server';
import { createOrganisationRoutes, organisationsModule, servesBeyond } from '#modules/organisations/server';
import {
  createPremisesImportRoutes,
  createPremisesRoutes,
  premisesDependingOn,
  premisesModule,
} from '#modules/premises/server';
import { createRegionRoutes, regionsModule } from '#modules/regions/server';
import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';

/** The modules in order of need, and their handlers under the same names as in the contract. */
export function assembleModules(setting: ModuleSetting): { modules: ServerModule[]; routes: Record<string, unknown> } {
  const papers = { renderer: createPaperRenderer(), files: setting.files };
  return {
    modules: [
      regionsModule,
      organisationsModule,
      premisesModule(setting),
      candidatesModule,
      documentsModule,
      inspectionsModule,
      createHazardsModule(setting.environment, papers),
    ],
    routes: {
      regions: createRegionRoutes({ servesBeyond }),
      organisations: createOrganisationRoutes({ dependantsOf: premisesDependingOn }),
      premises: createPremisesRoutes(setting),
      premisesImport: createPremisesImportRoutes(setting),
      candidates: createCandidateRoutes(setting),
      documents: createDocumentRoutes(papers),
      inspections: createInspectionRoutes(papers),
      hazards: createHazardRoutes(papers),
      cockpit: createCockpitRoutes(),
    },
  };
}
