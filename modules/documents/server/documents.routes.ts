import { endpoints } from '#platform/server/api.ts';
import { documentsContract } from '../contract/index.ts';
import { createDocumentService, type Papers } from './documents.service.ts';

export function createDocumentRoutes(papers: Papers) {
  const on = endpoints(documentsContract);
  return on.router({
    list: on.list.handler(({ input, context }) => createDocumentService(context.work, papers).list(input)),
    read: on.read.handler(({ input, context }) =>
      createDocumentService(context.work, papers).read(input.countyCode, input.id),
    ),
    render: on.render.handler(({ input, context }) =>
      createDocumentService(context.work, papers).render(input.countyCode, input.id, input.format),
    ),
    submit: on.submit.handler(({ input, context }) => createDocumentService(context.work, papers).submit(input)),
    return: on.return.handler(({ input, context }) => createDocumentService(context.work, papers).return(input)),
    approve: on.approve.handler(({ input, context }) => createDocumentService(context.work, papers).approve(input)),
    issue: on.issue.handler(({ input, context }) => createDocumentService(context.work, papers).issue(input)),
    serve: on.serve.handler(({ input, context }) => createDocumentService(context.work, papers).serve(input)),
    void: on.void.handler(({ input, context }) => createDocumentService(context.work, papers).void(input)),
  });
}
