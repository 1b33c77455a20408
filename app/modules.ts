import { createAnalysisModule, createAnalysisRoutes } from '#modules/analysis/server';
import { createAuditRoutes } from '#modules/audit/server';
import { createBulletinRoutes } from '#modules/bulletins/server';
import { candidatesModule, createCandidateRoutes } from '#modules/candidates/server';
import { createCockpitRoutes } from '#modules/cockpit/server';
import { createDocumentRoutes, createPaperRenderer, documentsModule } from '#modules/documents/server';
import {
  createCalloutRoutes,
  createFireDataRoutes,
  createFireImportRoutes,
  createFireRoutes,
  firesModule,
} from '#modules/fires/server';
import { createHazardRoutes, createHazardsModule } from '#modules/hazards/server';
import { createIndicatorRoutes, createIndicatorsModule } from '#modules/indicators/server';
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
import { facts } from './facts.ts';

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
      firesModule(setting),
      createIndicatorsModule(setting.environment, facts),
      createAnalysisModule(setting.environment),
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
      fires: createFireRoutes(),
      callouts: createCalloutRoutes(),
      fireData: createFireDataRoutes(),
      fireImport: createFireImportRoutes(setting),
      indicators: createIndicatorRoutes(facts),
      analysis: createAnalysisRoutes(facts),
      bulletins: createBulletinRoutes(facts),
      cockpit: createCockpitRoutes(setting, facts),
      audit: createAuditRoutes(),
    },
  };
}
