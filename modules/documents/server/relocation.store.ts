import { type Relocation, relocateRows } from '#platform/server/relocation.ts';
import type { Work } from '#platform/server/work.ts';

const paper = { table: 'documents.paper', column: 'paperId' } as const;

/** Papers follow their place to another division, with what was done with them; number, body and words stay. */
export const relocatePapers = (work: Work, countyCode: string, places: readonly Relocation[]) =>
  relocateRows(work, countyCode, places, [
    { table: 'documents.paper' },
    { table: 'documents.paperEvent', of: paper },
    { table: 'documents.paperRevision', of: paper },
  ]);
