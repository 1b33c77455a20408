/** One part of a whole, in the order of a Pareto chart. */
export interface Part {
  /** Null: not known. */
  code: string | null;
  label: string;
  value: number;
  yearBefore: number;
  /** Says nothing about what was asked (未填, 原因不明): stands behind the others, however large. */
  isUnknown: boolean;
}
export interface RankedPart extends Part {
  /** Percent of the whole, alone and together with all before it. */
  share: number;
  cumulative: number;
}

/** Parts with anything in either year, largest first, the unknown ones last; the last cumulates to the whole. */
export function paretoOrder(parts: readonly Part[]): RankedPart[] {
  const present = parts.filter(({ value, yearBefore }) => value !== 0 || yearBefore !== 0);
  const whole = present.reduce((sum, { value }) => sum + value, 0);
  const ordered = [...present].sort(
    (a, b) =>
      Number(a.isUnknown) - Number(b.isUnknown) ||
      b.value - a.value ||
      b.yearBefore - a.yearBefore ||
      a.label.localeCompare(b.label),
  );
  let before = 0;
  return ordered.map((part) => {
    before += part.value;
    const percent = (value: number) => (whole === 0 ? 0 : (value / whole) * 100);
    return { ...part, share: percent(part.value), cumulative: percent(before) };
  });
}

/** The fewest parts that are at least so many percent of the whole; none where known parts do not reach it. */
export function vitalFew(ranked: readonly RankedPart[], percent = 80): RankedPart[] {
  const known = ranked.filter(({ isUnknown }) => !isUnknown);
  // A sum of shares may miss its number by a rounding of the last bit.
  const last = known.findIndex(({ cumulative }) => cumulative >= percent - 1e-9);
  return last < 0 ? [] : known.slice(0, last + 1);
}
