import { placeGroupOf } from '#modules/fires/contract';
import { type CountyWeeks, cutOfGroup, cutOfPlace, watchedCuts, wholeCut } from '../contract/index.ts';
import type { PlaceWeeks } from './watch.queries.ts';

/** Fires of one county as a row of counts for each watched cut; a fire without a place is among all of them alone. */
export function countyWeeksOf(rows: readonly PlaceWeeks[], first: number, last: number): CountyWeeks {
  const byCut = new Map(watchedCuts.map((cut) => [cut, new Array<number>(last - first + 1).fill(0)]));
  for (const { place, weeks, counts } of rows) {
    const group = placeGroupOf(place);
    const cuts = [wholeCut, ...(group ? [cutOfGroup(group)] : []), ...(place ? [cutOfPlace(place)] : [])];
    for (const cut of cuts) {
      const series = byCut.get(cut);
      if (!series) continue;
      weeks.forEach((week, i) => {
        series[week - first] = (series[week - first] ?? 0) + (counts[i] ?? 0);
      });
    }
  }
  return { first, all: byCut.get(wholeCut) ?? [], byCut };
}
