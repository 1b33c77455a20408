import { endpoints } from '#platform/server/api.ts';
import { workAs } from '#platform/server/work.ts';
import { indicatorsContract } from '../contract/index.ts';
import { exportTable } from './export-table.ts';
import { createIndicatorService } from './indicators.service.ts';
import type { Facts } from './measure.queries.ts';

export function createIndicatorRoutes(facts: Facts) {
  const on = endpoints(indicatorsContract);
  const service = createIndicatorService(facts);
  return on.router({
    list: on.list.handler(({ context }) => service.list(context.work)),
    facts: on.facts.handler(() => service.facts()),
    table: on.table.handler(({ input, context }) => service.table(context.environment, context.actor, input)),
    export: on.export.handler(async ({ input, context: { environment, actor } }) => {
      const table = await service.table(environment, actor, input);
      return workAs(environment, actor, (work) => exportTable(work, table));
    }),
    series: on.series.handler(({ input, context }) => service.series(context.environment, context.actor, input)),
    breakdown: on.breakdown.handler(({ input, context }) =>
      service.breakdown(context.environment, context.actor, input),
    ),
    records: on.records.handler(({ input, context }) => service.records(context.work, input)),
    define: on.define.handler(({ input, context }) => service.define(context.work, input)),
    retire: on.retire.handler(({ input, context }) => service.retire(context.work, input)),
  });
}
