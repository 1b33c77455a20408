/** Official papers as files: the same paper gives the same bytes in any process, on any day. Reads no record, keeps none. */
import { Paper, type PaperFormat, type PaperKind } from '../../contract/paper-data.ts';
import { writeDocx } from './docx.ts';
import { createPdfWriter } from './pdf.ts';
import { printable } from './printable.ts';
import { composeSheet, paperTemplates } from './templates.ts';

export type { PaperFormat, PaperKind } from '../../contract/paper-data.ts';
export { Paper } from '../../contract/paper-data.ts';
export { FONTS_FOLDER } from './pdf.ts';
export { paperTemplates } from './templates.ts';

export interface PaperRenderer {
  /** Throws as `render` does where the paper cannot be made of its data; costs next to nothing. */
  check(paper: Paper): void;
  /** Throws a ZodError for data that the paper cannot be made of, an Error for an unknown template version. */
  render(paper: Paper, format: PaperFormat): Promise<Uint8Array>;
  /** Version for a new paper of this kind. */
  currentVersion(kind: PaperKind): number;
}

export function createPaperRenderer(): PaperRenderer {
  const writePdf = createPdfWriter();
  const compose = (paper: Paper) => composeSheet(Paper.parse(printable(paper)));
  return {
    check(paper) {
      compose(paper);
    },
    async render(paper, format) {
      const sheet = compose(paper);
      return format === 'pdf' ? writePdf(sheet) : writeDocx(sheet);
    },
    currentVersion: (kind) => paperTemplates[kind].versions.length,
  };
}
