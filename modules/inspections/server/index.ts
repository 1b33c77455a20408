import type { ServerModule } from '#platform/server/module.ts';
import { checklistReference } from './checklist.reference.ts';

export { inspectorsOnPaper, localMinute, premisesOnPaper } from './inspection-record.ts';
export { createInspectionRoutes } from './inspections.routes.ts';
export { createInspectionService } from './inspections.service.ts';

export const inspectionsModule: ServerModule = { name: 'inspections', reference: checklistReference };
