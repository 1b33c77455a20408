import { type Relocation, relocateFiles, relocateRows } from '#platform/server/relocation.ts';
import type { Work } from '#platform/server/work.ts';

/** The file of a place goes with it: people, history, proposals, photos and papers. */
export async function relocateFile(work: Work, countyCode: string, places: readonly Relocation[]) {
  await relocateRows(work, countyCode, places, [
    { table: 'premises.dutyHolder' },
    { table: 'premises.change' },
    { table: 'premises.keyUnitProposal' },
  ]);
  await relocateFiles(work, countyCode, places);
}
