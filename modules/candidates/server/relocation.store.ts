import { type Relocation, relocateRows } from '#platform/server/relocation.ts';
import type { Work } from '#platform/server/work.ts';

/** What a place came from follows it to another division. */
export const relocateDecided = (work: Work, countyCode: string, places: readonly Relocation[]) =>
  relocateRows(work, countyCode, places, [{ table: 'candidates.candidate' }]);
