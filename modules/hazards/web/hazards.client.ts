import { documentsContract } from '#modules/documents/contract';
import { hazardsContract } from '#modules/hazards/contract';
import { inspectionsContract } from '#modules/inspections/contract';
import { createApi } from '#platform/web/api.ts';

export const hazardsApi = createApi(hazardsContract, 'hazards');
// The same words as in the modules' own clients, so that all screens share what was loaded.
export const documentsApi = createApi(documentsContract, 'documents');
export const inspectionsApi = createApi(inspectionsContract, 'inspections');
