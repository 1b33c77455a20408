import { endpoints } from '#platform/server/api.ts';
import { cockpitContract } from '../contract/index.ts';
import { overviewOf } from './cockpit.service.ts';

export function createCockpitRoutes() {
  const on = endpoints(cockpitContract);
  return on.router({
    overview: on.overview.handler(({ input, context }) => overviewOf(context.environment, context.actor, input)),
  });
}
