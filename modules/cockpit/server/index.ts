export { createCockpitRoutes } from './cockpit.routes.ts';
export { overviewOf } from './cockpit.service.ts';
