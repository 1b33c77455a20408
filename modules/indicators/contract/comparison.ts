/**
 * RECORDED: from records. PUBLISHED: a total that was published, without records. UNREPORTED: nobody has reported, so
 * nothing is known. NOTHING: nothing to divide by (no such task). UNFROZEN: asked of frozen months, and one of them is not,
 * or frozen months cannot be added up to it.
 */
export const figureStates = ['RECORDED', 'PUBLISHED', 'UNREPORTED', 'NOTHING', 'UNFROZEN'] as const;

/** One number of an indicator at a place in a period. `value` is null where there is none, and `state` says why. */
export interface Figure {
  value: number | null;
  state: (typeof figureStates)[number];
}

export interface Change {
  /** Difference of the values; null where one is missing. */
  difference: number | null;
  /** In percent of the base; null where the base is zero or missing: no percentage is ever made up. */
  percent: number | null;
  direction: 'UP' | 'DOWN' | 'SAME' | 'UNKNOWN';
  /** Good or bad by the indicator's own direction. */
  isBetter: boolean | null;
  /** 上升8.42% · 增加1人（去年同期为0） · 持平 · 去年同期未报送 */
  words: string;
  /** The base is so small that chance alone moves the percentage much. */
  isSmallBase: boolean;
}

export interface ComparisonSetting {
  unit: string;
  decimals: number;
  better: 'LESS' | 'MORE' | 'NEITHER';
  /** Of percentages: speech practice is one or two. */
  percentDecimals?: number;
  /** Word for what is compared with: 去年同期, 上月. */
  baseWord?: string;
  /** Below this base a count is told as a difference, not as a percentage (setting, practice 10). */
  smallBase?: number;
  /** Prose of a bulletin says 上升1人 where a table says 增加1人. */
  isProse?: boolean;
  /** A percentage or rate is told in percentage points (个百分点) or units. */
  isRate?: boolean;
}

/** Half away from zero, as official statistics round; the decimal digits decide, not their binary shadows. */
export function round(value: number, decimals: number): number {
  const shifted = Number(`${Math.abs(value)}e${decimals}`);
  // Numbers so small or large that they are written with an exponent of their own.
  if (Number.isNaN(shifted)) return Number(value.toFixed(decimals));
  const rounded = Number(`${Math.round(Number(shifted.toPrecision(15)))}e-${decimals}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** As many decimals as asked for at most: 50.7, not 50.70. */
export const numberWords = (value: number, decimals: number): string => String(round(value, decimals));
/** Exactly as many decimals as asked for. */
export const percentWords = (value: number, decimals: number): string => round(value, decimals).toFixed(decimals);

/** How a figure has changed, in the words of a bulletin (《火灾统计》 comparison rules; nothing is divided by zero). */
export function compare(now: Figure, before: Figure, setting: ComparisonSetting): Change {
  const {
    unit,
    decimals,
    better,
    percentDecimals = 1,
    baseWord = '去年同期',
    smallBase = 10,
    isRate = false,
    isProse = false,
  } = setting;
  const unknown = (words: string): Change => ({
    difference: null,
    percent: null,
    direction: 'UNKNOWN',
    isBetter: null,
    words,
    isSmallBase: false,
  });
  const why = { UNREPORTED: '未报送', UNFROZEN: '未固定' } as const;
  if (now.state === 'UNREPORTED' || now.state === 'UNFROZEN') return unknown(why[now.state]);
  if (now.value === null) return unknown('无此项');
  if (before.state === 'UNREPORTED' || before.state === 'UNFROZEN') return unknown(`${baseWord}${why[before.state]}`);
  if (before.value === null) return unknown(`${baseWord}无此项`);

  const difference = now.value - before.value;
  const shown = round(difference, decimals);
  const direction =
    shown === 0 && round(now.value, decimals) === round(before.value, decimals)
      ? 'SAME'
      : difference > 0
        ? 'UP'
        : 'DOWN';
  const isBetter = direction === 'SAME' || better === 'NEITHER' ? null : (direction === 'UP') === (better === 'MORE');
  const isCount = !isRate && Number.isInteger(now.value) && Number.isInteger(before.value);
  const isSmallBase = isCount && before.value > 0 && before.value < smallBase;
  const percent = isRate || before.value === 0 ? null : (difference / Math.abs(before.value)) * 100;
  const told = (words: string): Change => ({ difference, percent, direction, isBetter, words, isSmallBase });

  if (direction === 'SAME') return told('持平');
  const amount = numberWords(Math.abs(difference), decimals);
  const up = direction === 'UP';
  const moved = isProse ? (up ? '上升' : '下降') : up ? '增加' : '减少';
  if (isRate) return told(`${up ? '上升' : '下降'}${amount}${unit === '%' ? '个百分点' : unit}`);
  if (before.value === 0) return told(`${moved}${amount}${unit}（${baseWord}为0）`);
  if (isSmallBase) return told(`${moved}${amount}${unit}`);
  return told(`${up ? '上升' : '下降'}${percentWords(Math.abs(percent ?? 0), percentDecimals)}%`);
}

/** A share in percent; null where the whole is zero. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : (part / whole) * 100);

/**
 * Ranks, best first by the indicator's direction; equal values share a rank and the next is left out (1, 2, 2, 4). What
 * is missing has no rank.
 */
export function rankOf<T>(
  items: readonly T[],
  value: (item: T) => number | null,
  better: 'LESS' | 'MORE' | 'NEITHER',
): Map<T, number> {
  const known = items.flatMap((item) => {
    const number = value(item);
    return number === null ? [] : [{ item, number }];
  });
  known.sort((a, b) => (better === 'MORE' ? b.number - a.number : a.number - b.number));
  const ranks = new Map<T, number>();
  known.forEach(({ item, number }, i) => {
    const previous = known[i - 1];
    ranks.set(item, previous && previous.number === number ? (ranks.get(previous.item) as number) : i + 1);
  });
  return ranks;
}
