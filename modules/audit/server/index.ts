export { createAuditRoutes } from './audit.routes.ts';
