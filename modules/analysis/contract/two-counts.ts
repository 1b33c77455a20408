const logFactorials = [0];
const logFactorial = (n: number): number => {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push((logFactorials[k - 1] as number) + Math.log(k));
  return logFactorials[n] as number;
};

/**
 * Probability that two counts lie at least as far apart as these, were both drawn at one level (conditional exact test of two
 * Poisson counts: given their sum the first is binomial; Przyborowski and Wilenski 1940). Twice the smaller tail.
 *
 * @param share of all the days that are days of the first count: half where both periods are equally long
 * @returns 1 where nothing was counted
 */
export function apartByChance(first: number, second: number, share = 0.5): number {
  const all = first + second;
  if (all === 0) return 1;
  const step = first >= all * share ? 1 : -1;
  let term = Math.exp(
    logFactorial(all) -
      logFactorial(first) -
      logFactorial(second) +
      first * Math.log(share) +
      second * Math.log(1 - share),
  );
  let tail = 0;
  const odds = share / (1 - share);
  // Away from the expectation every term is smaller than the one before.
  for (let k = first; k >= 0 && k <= all && term > tail * 1e-14; k += step) {
    tail += term;
    term *= step === 1 ? (odds * (all - k)) / (k + 1) : k / (odds * (all - k + 1));
  }
  return Math.min(1, 2 * tail);
}

/** The smallest that `apartByChance` can be for counts of this sum: above the level, no difference could ever tell. */
export const leastChance = (all: number, share = 0.5): number =>
  Math.min(apartByChance(all, 0, share), apartByChance(0, all, share));
