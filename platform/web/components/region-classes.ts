/** Values of one tint, from the lowest to the highest that occurs; `tint` is 1 (weakest) to 5. */
export type ValueClass = { low: number; high: number; tint: 1 | 2 | 3 | 4 | 5 };

const most = 5;

/** At most five classes of about as many values each, in order; equal values are never parted. */
export function classesOf(values: readonly number[]): ValueClass[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length === 0) return [];
  const count = Math.min(most, distinct.length);
  const size = distinct.length / count;
  return Array.from({ length: count }, (_, i) => {
    const part = distinct.slice(Math.round(i * size), Math.round((i + 1) * size));
    // A single class is drawn as weak as zero is, or in the middle.
    const tint = count === 1 ? (distinct[0] === 0 ? 1 : 3) : 1 + Math.round((i * (most - 1)) / (count - 1));
    return { low: part[0] as number, high: part.at(-1) as number, tint: tint as ValueClass['tint'] };
  });
}

export const classOf = (classes: readonly ValueClass[], value: number): ValueClass | undefined =>
  classes.find(({ high }) => value <= high);
