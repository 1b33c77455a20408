export { createDocumentRoutes } from './documents.routes.ts';
export { createDocumentService, type DocumentService, type Draft, type Papers } from './documents.service.ts';
export { createPaperRenderer, FONTS_FOLDER } from './rendering/index.ts';
