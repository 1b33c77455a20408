import type { ServerModule } from '#platform/server/module.ts';
import type { Environment } from '#platform/server/work.ts';
import { watchJob } from './analysis.jobs.ts';
import { analysisReference } from './analysis.reference.ts';

export { createAnalysisRoutes } from './analysis.routes.ts';
export { watchCounty } from './watch-county.ts';

export const createAnalysisModule = (environment: Environment): ServerModule => ({
  name: 'analysis',
  reference: analysisReference,
  jobs: [watchJob(environment)],
});
