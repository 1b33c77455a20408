import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';

export const regionsApi = createApi(regionsContract, 'regions');
