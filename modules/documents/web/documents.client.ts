import { documentsContract } from '#modules/documents/contract';
import { createApi } from '#platform/web/api.ts';

export const documentsApi = createApi(documentsContract, 'documents');

/** Address of the bytes of a paper. */
export const paperUrl = (paper: { countyCode: string; id: string }, format: 'pdf' | 'docx') =>
  `/api/papers/${paper.countyCode}/${paper.id}/file?format=${format}`;
