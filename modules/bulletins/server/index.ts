export { createBulletinRoutes } from './bulletins.routes.ts';
export { createBulletinService } from './bulletins.service.ts';
export { createTemplateService } from './templates.service.ts';
