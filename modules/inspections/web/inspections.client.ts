import { documentsContract } from '#modules/documents/contract';
import { inspectionsContract } from '#modules/inspections/contract';
import { premisesContract } from '#modules/premises/contract';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';

export const inspectionsApi = createApi(inspectionsContract, 'inspections');
// The same words as in the modules' own clients, so that all screens share what was loaded.
export const documentsApi = createApi(documentsContract, 'documents');
export const premisesApi = createApi(premisesContract, 'premises');
export const regionsApi = createApi(regionsContract, 'regions');
