import { premisesMoved } from '#modules/premises/contract';
import { onPremisesMoved } from '#modules/premises/server';
import type { ServerModule } from '#platform/server/module.ts';
import { inspectionsReference } from './inspections.reference.ts';
import { relocateVisits } from './relocation.store.ts';

export { inspectorsOnPaper, localMinute, premisesOnPaper } from './inspection-record.ts';
export { createInspectionRoutes } from './inspections.routes.ts';
export { createInspectionService } from './inspections.service.ts';

export const inspectionsModule: ServerModule = {
  name: 'inspections',
  reference: inspectionsReference,
  subscribers: { [premisesMoved]: onPremisesMoved(relocateVisits) },
};
