import { candidatesContract } from '#modules/candidates/contract';
import { createApi } from '#platform/web/api.ts';

export const candidatesApi = createApi(candidatesContract, 'candidates');
