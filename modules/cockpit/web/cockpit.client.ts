import { cockpitContract } from '#modules/cockpit/contract';
import { createApi } from '#platform/web/api.ts';

export const cockpitApi = createApi(cockpitContract, 'cockpit');
