import { indicatorsContract } from '#modules/indicators/contract';
import { createApi } from '#platform/web/api.ts';

export const indicatorsApi = createApi(indicatorsContract, 'indicators');
