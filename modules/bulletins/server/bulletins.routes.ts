import type { Facts } from '#modules/indicators/server';
import { endpoints } from '#platform/server/api.ts';
import { bulletinsContract } from '../contract/index.ts';
import { createBulletinService } from './bulletins.service.ts';
import { createTemplateService } from './templates.service.ts';

export function createBulletinRoutes(facts: Facts) {
  const on = endpoints(bulletinsContract);
  const service = createBulletinService(facts);
  const templates = createTemplateService(facts);
  return on.router({
    templates: on.templates.handler(({ context }) => templates.list(context.work)),
    template: on.template.handler(({ input, context }) => templates.read(context.work, input)),
    saveTemplate: on.saveTemplate.handler(({ input, context }) => templates.save(context.work, input)),
    retireTemplate: on.retireTemplate.handler(({ input, context }) => templates.retire(context.work, input)),
    tryTemplate: on.tryTemplate.handler(({ input, context: { environment, actor } }) =>
      service.tryTemplate(environment, actor, input),
    ),
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
