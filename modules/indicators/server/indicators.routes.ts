import { endpoints } from '#platform/server/api.ts';
import { workAs } from '#platform/server/work.ts';
import { indicatorsContract } from '../contract/index.ts';
import { createBaseService } from './bases.service.ts';
import { exportTable } from './export-table.ts';
import { createIndicatorService } from './indicators.service.ts';
import type { Facts } from './measure.queries.ts';
import { freezeMonth, frozenMonths, mustReach } from './snapshots.service.ts';

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
    preview: on.preview.handler(({ input, context }) => service.preview(context.work, input)),
    bases: on.bases.handler(({ input, context }) => createBaseService(context.work).list(input)),
    setBases: on.setBases.handler(({ input, context }) => createBaseService(context.work).set(input)),
    frozen: on.frozen.handler(({ input, context }) => frozenMonths(context.work, input.countyCode)),
    freeze: on.freeze.handler(async ({ input, context: { environment, actor } }) => {
      mustReach({ actor }, input.countyCode);
      return { isNew: await freezeMonth(environment, facts, { ...input, by: actor.name }) };
    }),
    differences: on.differences.handler(({ input, context: { environment, actor } }) => {
      mustReach({ actor }, input.countyCode);
      return service.differences(environment, actor, input);
    }),
    define: on.define.handler(({ input, context }) => service.define(context.work, input)),
    retire: on.retire.handler(({ input, context }) => service.retire(context.work, input)),
  });
}
