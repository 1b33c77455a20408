import type { Facts } from '#modules/indicators/server';
import { endpoints } from '#platform/server/api.ts';
import type { ModuleSetting } from '#platform/server/module.ts';
import { cockpitContract } from '../contract/index.ts';
import { overviewOf } from './cockpit.service.ts';
import { createLeaderView } from './leader-view.service.ts';

export function createCockpitRoutes({ environment, feed }: Pick<ModuleSetting, 'environment' | 'feed'>, facts: Facts) {
  const on = endpoints(cockpitContract);
  const leaderView = createLeaderView(environment, facts, feed);
  return on.router({
    overview: on.overview.handler(({ input, context }) => overviewOf(context.environment, context.actor, input)),
    leaderView: on.leaderView.handler(({ input, context }) => leaderView(context.actor, input)),
  });
}
