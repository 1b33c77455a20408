/**
 * Probabilities of many comparisons made at once, adjusted by Holm's method: calling those below the level real makes even one
 * false call no more probable than the level, however the comparisons hang together (places and causes share their fires).
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0));
  const adjusted = new Array<number>(probabilities.length);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (probabilities[index] ?? 0) * (order.length - rank)));
    adjusted[index] = least;
  });
  return adjusted;
}
