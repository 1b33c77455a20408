import { auditContract } from '#modules/audit/contract';
import { createApi } from '#platform/web/api.ts';

export const auditApi = createApi(auditContract, 'audit');
