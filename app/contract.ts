import { filesContract } from '#platform/shared/file-endpoints.ts';
import { accountsContract } from '#modules/accounts/contract';
import { organisationsContract } from '#modules/organisations/contract';
import { regionsContract } from '#modules/regions/contract';

/** Every endpoint of the product, by module. */
export const contract = {
  accounts: accountsContract,
  files: filesContract,
  regions: regionsContract,
  organisations: organisationsContract,
};
export type Contract = typeof contract;
