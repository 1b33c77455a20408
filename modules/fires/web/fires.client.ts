import { calloutsContract, fireDataContract, fireImportContract, firesContract } from '#modules/fires/contract';
import { organisationsContract } from '#modules/organisations/contract';
import { premisesContract } from '#modules/premises/contract';
import { createApi } from '#platform/web/api.ts';

export const firesApi = createApi(firesContract, 'fires');
export const calloutsApi = createApi(calloutsContract, 'callouts');
export const fireDataApi = createApi(fireDataContract, 'fireData');
export const fireImportApi = createApi(fireImportContract, 'fireImport');
// The same words as in the modules' own clients, so that all screens share what was loaded.
export const premisesApi = createApi(premisesContract, 'premises');
export const organisationsApi = createApi(organisationsContract, 'organisations');
