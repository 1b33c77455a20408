import { premisesContract, premisesImportContract } from '#modules/premises/contract';
import { createApi } from '#platform/web/api.ts';

export const premisesApi = createApi(premisesContract, 'premises');
export const premisesImportApi = createApi(premisesImportContract, 'premisesImport');
