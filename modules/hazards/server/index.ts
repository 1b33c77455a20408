import type { Papers } from '#modules/documents/server';
import { premisesMoved } from '#modules/premises/contract';
import { onPremisesMoved } from '#modules/premises/server';
import type { ServerModule } from '#platform/server/module.ts';
import type { Environment } from '#platform/server/work.ts';
import { hazardJobs } from './hazards.jobs.ts';
import { beginCorrection, followRevision, registerFindings } from './hazards.registration.ts';
import { followPlaces } from './hazards.relocation.ts';

export { moveExpired } from './hazards.jobs.ts';
export { createHazardRoutes } from './hazards.routes.ts';
export { createHazardService } from './hazards.service.ts';

export const createHazardsModule = (environment: Environment, papers: Papers): ServerModule => ({
  name: 'hazards',
  jobs: hazardJobs(environment),
  subscribers: {
    'inspections.finished': registerFindings(papers),
    'documents.revise': followRevision(papers),
    'documents.serve': beginCorrection,
    [premisesMoved]: onPremisesMoved(followPlaces),
  },
});
