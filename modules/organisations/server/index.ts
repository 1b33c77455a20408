import type { ServerModule } from '#platform/server/module.ts';

export type { PostDependants } from './gaps.queries.ts';
export { certifiedOfficers, enforcingRoles, officersOf } from './officers.queries.ts';
export { servesBeyond } from './organisations.queries.ts';
export { createOrganisationRoutes } from './organisations.routes.ts';
export { createOrganisationService } from './organisations.service.ts';
export { enforcementPower, powersOf } from './powers.queries.ts';

export const organisationsModule: ServerModule = { name: 'organisations' };
