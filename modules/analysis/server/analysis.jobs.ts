import type { Job } from '#platform/server/module.ts';
import { type Environment, workAsSystem } from '#platform/server/work.ts';
import { createWatchQueries } from './watch.queries.ts';
import { watchCounty } from './watch-county.ts';

/** Monday night every county's weeks are watched; late reports of the last weeks are seen then as well. */
export const watchJob = (environment: Environment): Job => ({
  name: 'analysis.watch',
  cron: '15 3 * * 1',
  async run() {
    const counties = await workAsSystem(environment, '00', (work) => createWatchQueries(work).countiesWithFires());
    for (const county of counties) await watchCounty(environment, county);
  },
});
