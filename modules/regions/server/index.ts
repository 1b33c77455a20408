import type { ServerModule } from '#platform/server/module.ts';
import { regionReference } from './regions.reference.ts';

export { calendarOf } from './calendar.ts';
export { loadVillages } from './regions.reference.ts';

export const regionsModule: ServerModule = { name: 'regions', reference: regionReference };
