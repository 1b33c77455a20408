import type { Subscriber, Work } from '#platform/server/work.ts';
import { type PremisesMoved, premisesMoved } from '../contract/index.ts';
import { relocateFile } from './moves.store.ts';

/**
 * Says that places lie in another division of their county. Everything about a place follows it there, history as well:
 * the division that answers for a place sees all of it, and the former one no more than of any other place (docs/decisions/0011).
 */
export async function publishMoves(work: Work, countyCode: string, places: PremisesMoved['places']) {
  if (!places.length) return;
  await relocateFile(
    work,
    countyCode,
    places.map(({ id, to }) => ({ id, regionCode: to })),
  );
  const [only, ...others] = places;
  await work.publish({
    topic: premisesMoved,
    regionCode: only && !others.length ? only.to : countyCode.padEnd(12, '0'),
    payload: { countyCode, places },
  });
}

/** What a later module does with its rows when places have moved. */
export const onPremisesMoved =
  (
    follow: (work: Work, countyCode: string, places: { id: string; regionCode: string }[]) => Promise<void>,
  ): Subscriber =>
  (event, work) => {
    const { countyCode, places } = event.payload as unknown as PremisesMoved;
    return follow(
      work,
      countyCode,
      places.map(({ id, to }) => ({ id, regionCode: to })),
    );
  };
