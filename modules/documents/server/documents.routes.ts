import { endpoints } from '#platform/server/api.ts';
import { eachOf } from '#platform/server/bulk.ts';
import { documentsContract } from '../contract/index.ts';
import { createDocumentService, type Papers } from './documents.service.ts';
import { exportPapers } from './export-list.ts';

export function createDocumentRoutes(papers: Papers) {
  const on = endpoints(documentsContract);
  return on.router({
    list: on.list.handler(({ input, context }) => createDocumentService(context.work, papers).list(input)),
    export: on.export.handler(({ input, context }) => exportPapers(context.work, input)),
    read: on.read.handler(({ input, context }) =>
      createDocumentService(context.work, papers).read(input.countyCode, input.id),
    ),
    render: on.render.handler(({ input, context }) =>
      createDocumentService(context.work, papers).render(input.countyCode, input.id, input.format, input.revision),
    ),
    revise: on.revise.handler(({ input, context }) => createDocumentService(context.work, papers).revise(input)),
    submit: on.submit.handler(({ input, context }) => createDocumentService(context.work, papers).submit(input)),
    return: on.return.handler(({ input, context }) => createDocumentService(context.work, papers).return(input)),
    approve: on.approve.handler(({ input, context }) => createDocumentService(context.work, papers).approve(input)),
    issue: on.issue.handler(({ input, context }) => createDocumentService(context.work, papers).issue(input)),
    serve: on.serve.handler(({ input, context }) => createDocumentService(context.work, papers).serve(input)),
    void: on.void.handler(({ input, context }) => createDocumentService(context.work, papers).void(input)),
    bulkSubmit: on.bulkSubmit.handler(({ input: { items, ...input }, context: { work } }) =>
      eachOf(work, items, (item) => createDocumentService(work, papers).submit({ ...input, ...item })),
    ),
    bulkIssue: on.bulkIssue.handler(({ input: { items, ...input }, context: { work } }) =>
      eachOf(work, items, (item) => createDocumentService(work, papers).issue({ ...input, ...item })),
    ),
    bulkServe: on.bulkServe.handler(({ input: { items, ...input }, context: { work } }) =>
      eachOf(work, items, (item) => createDocumentService(work, papers).serve({ ...input, ...item })),
    ),
  });
}
