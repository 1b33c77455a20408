import { type Relocation, relocateRows } from '#platform/server/relocation.ts';
import type { Work } from '#platform/server/work.ts';

const visit = { table: 'inspections.inspection', column: 'inspectionId' } as const;

/** Visits follow their place to another division, with who made them, their answers and findings. */
export const relocateVisits = (work: Work, countyCode: string, places: readonly Relocation[]) =>
  relocateRows(work, countyCode, places, [
    { table: 'inspections.inspection' },
    { table: 'inspections.inspector', of: visit },
    { table: 'inspections.answer', of: visit },
    { table: 'inspections.finding', of: visit },
  ]);
