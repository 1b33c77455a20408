import type { ServerModule } from '#platform/server/module.ts';
import type { Environment } from '#platform/server/work.ts';
import { indicatorReference } from './indicators.reference.ts';
import type { Facts } from './measure.queries.ts';
import { freezeJob } from './snapshots.service.ts';

export { type Cell, type Evaluation, evaluate, levelBelow } from './evaluate.ts';
export { exportTable } from './export-table.ts';
export { shippedIndicators } from './indicators.reference.ts';
export { createIndicatorRoutes } from './indicators.routes.ts';
export { createIndicatorService } from './indicators.service.ts';
export type { Facts } from './measure.queries.ts';
export { digitsOfRegion, prefixWithinReach } from './reach.ts';
export { differencesSince, evaluateFrozen, freezeMonth } from './snapshots.service.ts';

export const createIndicatorsModule = (environment: Environment, facts: Facts): ServerModule => ({
  name: 'indicators',
  reference: indicatorReference,
  jobs: [freezeJob(environment, facts)],
});
