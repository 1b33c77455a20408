import { organisationsContract } from '#modules/organisations/contract';
import { createApi } from '#platform/web/api.ts';

export const organisationsApi = createApi(organisationsContract, 'organisations');
