import type { Facts } from '#modules/indicators/server';
import { endpoints } from '#platform/server/api.ts';
import { analysisContract } from '../contract/index.ts';
import { createChangeService } from './changes.service.ts';
import { createAlertService, recount, watchOf, weeksOf } from './watch.service.ts';

export function createAnalysisRoutes(facts: Facts) {
  const on = endpoints(analysisContract);
  const changes = createChangeService(facts);
  return on.router({
    changes: on.changes.handler(({ input, context }) => changes(context.environment, context.actor, input)),
    watch: on.watch.handler(({ input, context }) => watchOf(context.environment, context.actor, input.regionCode)),
    weeks: on.weeks.handler(({ input, context }) => weeksOf(context.environment, context.actor, input.countyCode)),
    alerts: on.alerts.handler(({ input, context }) => createAlertService(context.work).list(input)),
    recount: on.recount.handler(({ input, context }) => recount(context.environment, context.actor, input.regionCode)),
    check: on.check.handler(({ input, context }) => createAlertService(context.work).check(input)),
    setRules: on.setRules.handler(({ input, context }) => createAlertService(context.work).setRules(input)),
  });
}
