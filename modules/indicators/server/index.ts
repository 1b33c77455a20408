import type { ServerModule } from '#platform/server/module.ts';
import { indicatorReference } from './indicators.reference.ts';

export { type Evaluation, evaluate, levelBelow } from './evaluate.ts';
export { shippedIndicators } from './indicators.reference.ts';
export { createIndicatorRoutes } from './indicators.routes.ts';
export { createIndicatorService, prefixWithinReach } from './indicators.service.ts';
export type { Facts } from './measure-sql.ts';

export const indicatorsModule: ServerModule = { name: 'indicators', reference: indicatorReference };
