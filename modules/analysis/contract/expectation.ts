/** What a count may be, judged by counts of its own past. */
export interface Expectation {
  mean: number;
  /** Above the mean always: the past is short, and it may vary more than chance alone would have it. */
  variance: number;
  /** How many counts of the past it rests on. */
  from: number;
}

/**
 * The next count as its own past predicts it. With n counts that vary no more than a Poisson process would, this is the
 * predictive distribution of that process (prior of Jeffreys): mean (sum + ½) / n, variance mean × (1 + 1/n). Where they vary
 * more, the variance grows in proportion; where less, chance is not made smaller than it is.
 */
export function expectationFrom(past: readonly number[]): Expectation {
  const from = past.length;
  if (from === 0) throw new RangeError('there is no past to expect anything from');
  const sum = past.reduce((all, one) => all + one, 0);
  const average = sum / from;
  const squares = past.reduce((all, one) => all + (one - average) ** 2, 0);
  const dispersion = from > 1 && sum > 0 ? Math.max(1, squares / (from - 1) / average) : 1;
  const mean = (sum + 0.5) / from;
  return { mean, variance: dispersion * mean * (1 + 1 / from), from };
}

/** Of the negative binomial distribution: the probability of a count, and its ratio to that of the next. */
function termsOf({ mean, variance }: Expectation, count: number) {
  const size = mean ** 2 / (variance - mean);
  const ratio = (k: number) => ((k + size) / (k + 1)) * (mean / (size + mean));
  // Logarithms, because the first term is zero for large means.
  let log = -size * Math.log1p(mean / size);
  for (let k = 0; k < count; k++) log += Math.log(ratio(k));
  return { term: Math.exp(log), ratio };
}

/** Tails are summed from the count outwards: one minus the rest would lose small probabilities. */
function upperTail(count: number, expectation: Expectation): number {
  let { term, ratio } = termsOf(expectation, count);
  let tail = 0;
  for (let k = count; term > tail * 1e-12; k++) {
    tail += term;
    term *= ratio(k);
  }
  return Math.min(1, tail);
}
function lowerTail(count: number, expectation: Expectation): number {
  let { term, ratio } = termsOf(expectation, count);
  let tail = 0;
  for (let k = count; k >= 0 && term > tail * 1e-12; k--) {
    tail += term;
    term /= ratio(k - 1);
  }
  return Math.min(1, tail);
}

/** Probability of such a count or a higher one. */
export function chanceOfAtLeast(count: number, expectation: Expectation): number {
  if (count <= 0) return 1;
  return count > expectation.mean ? upperTail(count, expectation) : 1 - lowerTail(count - 1, expectation);
}

/** Probability of such a count or a lower one. */
export function chanceOfAtMost(count: number, expectation: Expectation): number {
  if (count < 0) return 0;
  return count > expectation.mean ? 1 - upperTail(count + 1, expectation) : lowerTail(count, expectation);
}

/** Probability of lying at least as far from what is expected: twice the smaller tail. */
export function apartFromPast(count: number, expectation: Expectation): number {
  const tail = count > expectation.mean ? chanceOfAtLeast(count, expectation) : chanceOfAtMost(count, expectation);
  return Math.min(1, 2 * tail);
}

/** The smallest count that chance reaches more seldom than the threshold, and how often it does. */
export function alarmOf(expectation: Expectation, threshold: number): { count: number; chance: number } {
  let count = Math.floor(expectation.mean) + 1;
  let chance = chanceOfAtLeast(count, expectation);
  let { term, ratio } = termsOf(expectation, count);
  while (chance >= threshold) {
    chance -= term;
    term *= ratio(count);
    count += 1;
  }
  return { count, chance: Math.max(0, chance) };
}
