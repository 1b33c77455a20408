import type { ServerModule } from '#platform/server/module.ts';
import { regionReference } from './regions.reference.ts';

export { calendarOf } from './calendar.queries.ts';
export { divisionName, requireDivision } from './division-name.queries.ts';
export { type FoundGrid, findGrid, gridFinder } from './grid-finder.queries.ts';
export { createGridService } from './grids.service.ts';
export { type Reach, reachIn, reachOf } from './reach.ts';
export { readDivisions, readVillages } from './reference-divisions.ts';
export { countyCodesIn } from './regions.queries.ts';
export { loadVillages } from './regions.reference.ts';
export { createRegionRoutes } from './regions.routes.ts';

export const regionsModule: ServerModule = { name: 'regions', reference: regionReference };
