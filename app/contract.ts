import { filesContract } from '#platform/shared/file-endpoints.ts';
import { accountsContract } from '#modules/accounts/contract';

/** Every endpoint of the product, by module. */
export const contract = {
  accounts: accountsContract,
  files: filesContract,
};
export type Contract = typeof contract;
