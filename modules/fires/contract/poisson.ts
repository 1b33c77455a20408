/** Probability that a Poisson count of that mean is at most `count`. */
export function atMost(count: number, mean: number): number {
  if (count < 0) return 0;
  if (mean <= 0) return 1;
  // Summed from logarithms, because e^-mean is zero for large means.
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k++) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** Probability that a Poisson count of that mean is at least `count`. */
export function atLeast(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  // The upper tail is summed itself: one minus the rest would lose small probabilities.
  let logTerm = -mean;
  for (let k = 1; k <= count; k++) logTerm += Math.log(mean / k);
  let sum = 0;
  for (let k = count; ; k++) {
    const term = Math.exp(logTerm);
    sum += term;
    if (k > mean && term < sum * 1e-12) break;
    logTerm += Math.log(mean / (k + 1));
    if (k - count > 100_000) break;
  }
  return Math.min(1, sum);
}

export interface Deviation {
  direction: 'HIGH' | 'LOW';
  probability: number;
}

/**
 * Whether a month lies outside a station's own past.
 *
 * @param past counts of the months before
 * @param threshold probability of the tail below which it does; two tails, so the false-alarm rate is twice that
 * @returns undefined where it does not, or where the past is too short to say
 */
export function outsideHistory(
  count: number,
  past: readonly number[],
  { threshold, leastMonths }: { threshold: number; leastMonths: number },
): (Deviation & { mean: number }) | undefined {
  if (past.length < Math.max(1, leastMonths)) return undefined;
  const mean = past.reduce((sum, one) => sum + one, 0) / past.length;
  if (mean === 0) return undefined;
  const high = atLeast(count, mean);
  if (high < threshold) return { direction: 'HIGH', probability: high, mean };
  const low = atMost(count, mean);
  return low < threshold ? { direction: 'LOW', probability: low, mean } : undefined;
}
