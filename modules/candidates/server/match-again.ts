import type { Subscriber } from '#platform/server/work.ts';
import { findMatches } from '../contract/index.ts';
import { createCandidateQueries } from './candidates.queries.ts';
import { createCandidateStore } from './candidates.store.ts';
import type { CandidateFacts } from './import-osm.ts';

/** A place that has been registered stands beside what still waits: the list says which of those it may be. */
export const compareWithNew: Subscriber = async (event, work) => {
  const { countyCode, id } = event.payload as { countyCode: string; id: string };
  const { place, waiting } = await createCandidateQueries(work).waitingAround(countyCode, id);
  if (!place || !waiting.length) return;
  const found = findMatches(
    waiting.map(({ facts: held, ...row }) => {
      const { nameEn, oldName } = held as CandidateFacts;
      return { ...row, otherNames: [nameEn, oldName].filter((one): one is string => !!one) };
    }),
    [place],
  );
  const store = createCandidateStore(work);
  for (const [i, candidate] of waiting.entries()) {
    const match = found[i]?.[0];
    if (match && match.score > (candidate.matchScore ?? 0))
      await store.setMatch(countyCode, candidate.id, {
        matchId: id,
        matchVerdict: match.verdict,
        matchScore: match.score,
        matchReason: match.reasonsZh.join('，'),
      });
  }
};

/** A registration that was taken back is no match any more. */
export const forgetRemoved: Subscriber = async (event, work) => {
  const { countyCode, id } = event.payload as { countyCode: string; id: string };
  await createCandidateStore(work).forgetMatch(countyCode, id);
};
