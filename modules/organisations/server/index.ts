export { createOrganisationService } from './organisations.service.ts';
