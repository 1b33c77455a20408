import type { Papers } from '#modules/documents/server';
import type { ServerModule } from '#platform/server/module.ts';
import type { Environment } from '#platform/server/work.ts';
import { hazardJobs } from './hazards.jobs.ts';
import { beginCorrection, registerFindings } from './hazards.registration.ts';

export { moveExpired } from './hazards.jobs.ts';
export { createHazardRoutes } from './hazards.routes.ts';
export { createHazardService } from './hazards.service.ts';

export const createHazardsModule = (environment: Environment, papers: Papers): ServerModule => ({
  name: 'hazards',
  jobs: hazardJobs(environment),
  subscribers: { 'inspections.finished': registerFindings(papers), 'documents.serve': beginCorrection },
});
