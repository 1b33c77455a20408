import { accountsContract } from '#modules/accounts/contract';
import { createApi } from '#platform/web/api.ts';

export const accountsApi = createApi(accountsContract, 'accounts');
