import { apartFromPast, expectationFrom } from './expectation.ts';
import { holm } from './holm.ts';
import { apartByChance, leastChance } from './two-counts.ts';

export const verdicts = {
  CHANGED: { label: '确有变化' },
  HINT: { label: '继续观察' },
  CHANCE: { label: '可能偶然' },
  TOO_FEW: { label: '数量过少' },
  NOT_COUNTED: { label: '不作判断' },
} as const satisfies Readonly<Record<string, { label: string }>>;
/**
 * CHANGED: chance makes such a difference less often than the level even among all the comparisons made at once. HINT: alone it
 * would be called a change, among so many it may be the one that chance makes. CHANCE: it may well be chance. TOO_FEW: with so few, no difference could tell.
 * NOT_COUNTED: sums of yuan or people, which a single fire moves, are no counts of independent events.
 */
export type Verdict = keyof typeof verdicts;

/** A count beside what it is compared with: one earlier count, or those of several years. */
export interface Compared {
  now: number;
  past: readonly number[];
}

export interface Judgement {
  verdict: Verdict;
  /** That chance alone makes such a difference; null where it is not told. */
  probability: number | null;
}

export interface Judging {
  /** Probability below which a difference counts as a change. */
  level: number;
  /** Days of the period among its own and those of the one earlier period. */
  shareOfNow: number;
  /** Whether the indicator counts records (起); sums are shown and not judged. */
  isCount: boolean;
}

/** Judges many changes at once; `compared` is how many of them could tell anything and were corrected for. */
export function judge(
  rows: readonly Compared[],
  { level, shareOfNow, isCount }: Judging,
): { judgements: Judgement[]; compared: number } {
  const judgements = rows.map(({ now, past: [before = 0, ...earlier] }): Judgement => {
    if (!isCount) return { verdict: 'NOT_COUNTED', probability: null };
    if (earlier.length)
      return { verdict: 'CHANCE', probability: apartFromPast(now, expectationFrom([before, ...earlier])) };
    if (leastChance(now + before, shareOfNow) > level) return { verdict: 'TOO_FEW', probability: null };
    return { verdict: 'CHANCE', probability: apartByChance(now, before, shareOfNow) };
  });
  const judged = judgements.filter((one): one is Judgement & { probability: number } => one.probability !== null);
  holm(judged.map(({ probability }) => probability)).forEach((adjusted, i) => {
    const one = judged[i] as (typeof judged)[number];
    if (adjusted <= level) one.verdict = 'CHANGED';
    else if (one.probability <= level) one.verdict = 'HINT';
  });
  return { judgements, compared: judged.length };
}
