import { documentsContract } from '#modules/documents/contract';
import { inspectionsContract } from '#modules/inspections/contract';
import { premisesContract } from '#modules/premises/contract';
import { createApi } from '#platform/web/api.ts';

export const inspectionsApi = createApi(inspectionsContract, 'inspections');
// The same words as in the modules' own clients, so that all screens share what was loaded.
export const documentsApi = createApi(documentsContract, 'documents');
export const premisesApi = createApi(premisesContract, 'premises');

/** Address of the printed record of a safety visit. */
export const recordUrl = (visit: { countyCode: string; id: string }, format: 'pdf' | 'docx') =>
  `/api/inspections/${visit.countyCode}/${visit.id}/record?format=${format}`;
