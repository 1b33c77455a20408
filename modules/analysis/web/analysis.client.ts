import { analysisContract } from '#modules/analysis/contract';
import { createApi } from '#platform/web/api.ts';

export const analysisApi = createApi(analysisContract, 'analysis');
