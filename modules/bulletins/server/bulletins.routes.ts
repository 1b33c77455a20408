import type { Facts } from '#modules/indicators/server';
import { endpoints } from '#platform/server/api.ts';
import { bulletinsContract } from '../contract/index.ts';
import { createBulletinService } from './bulletins.service.ts';

export function createBulletinRoutes(facts: Facts) {
  const on = endpoints(bulletinsContract);
  const service = createBulletinService(facts);
  return on.router({
    templates: on.templates.handler(() => service.templates()),
    preview: on.preview.handler(
      async ({ input, context: { environment, actor } }) => (await service.write(environment, actor, input)).text,
    ),
    list: on.list.handler(({ input, context }) => service.list(context.work, input)),
    draft: on.draft.handler(({ input, context: { environment, actor } }) => service.draft(environment, actor, input)),
    read: on.read.handler(({ input, context }) => service.read(context.work, input)),
    edit: on.edit.handler(({ input, context }) => service.edit(context.work, input)),
    renew: on.renew.handler(({ input, context: { environment, actor } }) => service.renew(environment, actor, input)),
    issue: on.issue.handler(({ input, context }) => service.issue(context.work, input)),
    revise: on.revise.handler(({ input, context }) => service.revise(context.work, input)),
    download: on.download.handler(({ input, context }) => service.download(context.work, input)),
  });
}
