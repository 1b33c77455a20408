import { accountsContract } from '#modules/accounts/contract';
import { analysisContract } from '#modules/analysis/contract';
import { auditContract } from '#modules/audit/contract';
import { bulletinsContract } from '#modules/bulletins/contract';
import { candidatesContract } from '#modules/candidates/contract';
import { cockpitContract } from '#modules/cockpit/contract';
import { documentsContract } from '#modules/documents/contract';
import { calloutsContract, fireDataContract, fireImportContract, firesContract } from '#modules/fires/contract';
import { hazardsContract } from '#modules/hazards/contract';
import { indicatorsContract } from '#modules/indicators/contract';
import { inspectionsContract } from '#modules/inspections/contract';
import { organisationsContract } from '#modules/organisations/contract';
import { premisesContract, premisesImportContract } from '#modules/premises/contract';
import { regionsContract } from '#modules/regions/contract';
import { filesContract } from '#platform/shared/file-endpoints.ts';

/** Every endpoint of the product, by module. */
export const contract = {
  accounts: accountsContract,
  files: filesContract,
  regions: regionsContract,
  organisations: organisationsContract,
  premises: premisesContract,
  premisesImport: premisesImportContract,
  candidates: candidatesContract,
  documents: documentsContract,
  inspections: inspectionsContract,
  hazards: hazardsContract,
  fires: firesContract,
  callouts: calloutsContract,
  fireData: fireDataContract,
  fireImport: fireImportContract,
  indicators: indicatorsContract,
  analysis: analysisContract,
  bulletins: bulletinsContract,
  cockpit: cockpitContract,
  audit: auditContract,
};
export type Contract = typeof contract;
