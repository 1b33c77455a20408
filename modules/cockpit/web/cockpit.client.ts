import { cockpitContract } from '#modules/cockpit/contract';
import { documentsContract } from '#modules/documents/contract';
import { fireDataContract } from '#modules/fires/contract';
import { hazardsContract } from '#modules/hazards/contract';
import { createApi } from '#platform/web/api.ts';

export const cockpitApi = createApi(cockpitContract, 'cockpit');
/** Other modules' lists, for what is waiting; under their own words, so that answers are shared with their screens. */
export const hazardsApi = createApi(hazardsContract, 'hazards');
export const documentsApi = createApi(documentsContract, 'documents');
export const fireDataApi = createApi(fireDataContract, 'fireData');
