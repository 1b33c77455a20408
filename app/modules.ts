import { createOrganisationRoutes, organisationsModule } from '#modules/organisations/server';
import { createRegionRoutes, regionsModule } from '#modules/regions/server';
import type { ModuleSetting, ServerModule } from '#platform/server/module.ts';

/** The modules in order of need, and their handlers under the same names as in the contract. */
export function assembleModules(_setting: ModuleSetting): { modules: ServerModule[]; routes: Record<string, unknown> } {
  return { modules: [regionsModule, organisationsModule], routes: { regions: createRegionRoutes(), organisations: createOrganisationRoutes() } };
}
