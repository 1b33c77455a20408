import type { Papers } from '#modules/documents/server';
import { endpoints } from '#platform/server/api.ts';
import { inspectionsContract } from '../contract/index.ts';
import { createCorrectionService } from './correction.service.ts';
import { exportInspections } from './export-list.ts';
import { createInspectionService } from './inspections.service.ts';

export function createInspectionRoutes(papers: Papers) {
  const on = endpoints(inspectionsContract);
  return on.router({
    guard: on.guard.handler(({ input, context }) => createInspectionService(context.work, papers).guard(input)),
    start: on.start.handler(({ input, context }) => createInspectionService(context.work, papers).start(input)),
    list: on.list.handler(({ input, context }) => createInspectionService(context.work, papers).list(input)),
    export: on.export.handler(({ input, context }) => exportInspections(context.work, input)),
    read: on.read.handler(({ input, context }) =>
      createInspectionService(context.work, papers).read(input.countyCode, input.id),
    ),
    record: on.record.handler(({ input, context }) =>
      createInspectionService(context.work, papers).record(input.countyCode, input.id, input.format),
    ),
    saveAnswers: on.saveAnswers.handler(({ input, context }) =>
      createInspectionService(context.work, papers).saveAnswers(input),
    ),
    saveFinding: on.saveFinding.handler(({ input, context }) =>
      createInspectionService(context.work, papers).saveFinding(input.countyCode, input.inspectionId, input.finding),
    ),
    removeFinding: on.removeFinding.handler(async ({ input, context }) => {
      await createInspectionService(context.work, papers).removeFinding(input.countyCode, input.id, input.findingId);
      return {};
    }),
    finish: on.finish.handler(({ input, context }) => createInspectionService(context.work, papers).finish(input)),
    noEntry: on.noEntry.handler(({ input, context }) => createInspectionService(context.work, papers).noEntry(input)),
    cancel: on.cancel.handler(({ input, context }) => createInspectionService(context.work, papers).cancel(input)),
    correction: on.correction.handler(({ input, context }) =>
      createCorrectionService(context.work).read(input.regionPrefix),
    ),
    setCorrection: on.setCorrection.handler(({ input, context }) => createCorrectionService(context.work).set(input)),
  });
}
