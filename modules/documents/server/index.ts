import { premisesMoved } from '#modules/premises/contract';
import { onPremisesMoved } from '#modules/premises/server';
import type { ServerModule } from '#platform/server/module.ts';
import { relocatePapers } from './relocation.store.ts';

export { createDocumentRoutes } from './documents.routes.ts';
export { asFile, createDocumentService, type DocumentService, type Draft, type Papers } from './documents.service.ts';
export { nextOfficialNumber } from './official-number.ts';
export { writeDocx } from './rendering/docx.ts';
export { createPaperRenderer, FONTS_FOLDER } from './rendering/index.ts';
export { createPdfWriter } from './rendering/pdf.ts';
export { dayInWords } from './rendering/phrasing.ts';
export { paragraph, type Sheet } from './rendering/sheet.ts';

export const documentsModule: ServerModule = {
  name: 'documents',
  subscribers: { [premisesMoved]: onPremisesMoved(relocatePapers) },
};
