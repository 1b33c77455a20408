import { bulletinsContract } from '#modules/bulletins/contract';
import { createApi } from '#platform/web/api.ts';

export const bulletinsApi = createApi(bulletinsContract, 'bulletins');

/** Address of a bulletin as a file. */
export const bulletinUrl = (bulletin: { countyCode: string; id: string }, format: 'docx' | 'pdf') =>
  `/api/bulletins/${bulletin.countyCode}/${bulletin.id}/download?format=${format}`;
