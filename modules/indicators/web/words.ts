import {
  type Change,
  type Figure,
  type IndicatorRow,
  monthOf,
  type Period,
  percentWords,
  periodWords,
  round,
  schemeWords,
} from '#modules/indicators/contract';
import type { Scheme } from '#platform/shared/fact.ts';
import { monthWords } from '#platform/web/days.ts';
import { language, t } from '#platform/web/i18n/i18n.ts';
import type { PlaceLevel } from './addresses.ts';
import type { PeriodKind } from './period-choice.ts';

/** 起 is a word of its own elsewhere (from); as a unit it has its own key. */
export const unitWords = (unit: string): string =>
  language() === 'zh' ? unit : unit === '起' ? t('起（单位）') : t(unit);

/** 2026年1至10月 · Jan–Oct 2026 · 2016-01-01 to 2016-03-19 */
export function spanWords({ from, to }: Period): string {
  if (language() === 'zh') return periodWords({ from, to });
  if (from === to) return from;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const isMonths = monthOf(first).from === from && monthOf(last).to === to && from.slice(0, 4) === to.slice(0, 4);
  if (!isMonths) return t('{from} 至 {to}', { from, to });
  const [start, end] = [first, last].map((month) => monthWords(Number(month.slice(5))));
  const year = from.slice(0, 4);
  if (first.endsWith('-01') && last.endsWith('-12')) return year;
  return first === last ? `${start} ${year}` : `${start}–${end} ${year}`;
}

export const kindWords = (kind: PeriodKind): string =>
  ({
    month: t('按月'),
    quarter: t('按季'),
    half: t('半年'),
    year: t('全年'),
    toDate: t('年初至今'),
    days: t('任意日期'),
  })[kind];

export const levelWords = (level: PlaceLevel): string =>
  ({
    PROVINCE: t('省'),
    PREFECTURE: t('市（州）'),
    COUNTY: t('县（市、区）'),
    TOWNSHIP: t('乡镇（街道）'),
    VILLAGE: t('村（社区）'),
  })[level];

/** As many decimals as the indicator shows. */
export const valueWords = (value: number, decimals: number): string =>
  round(value, decimals).toLocaleString('zh-CN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Whether its changes are told in points: a share in percent. */
const isShare = ({ denominator, unit }: Pick<IndicatorRow, 'denominator' | 'unit'>) =>
  denominator !== undefined && unit.includes('%');

/**
 * The change as `compare` of the contract words it, in the language of the reader; a test holds the two together.
 * @param base 去年同期 or 上期
 */
export function changeWords(
  change: Change,
  indicator: Pick<IndicatorRow, 'denominator' | 'unit' | 'decimals'>,
  base: string,
  now: Pick<Figure, 'state'>,
  before: Pick<Figure, 'state'>,
): string {
  const { difference, percent, direction, isSmallBase } = change;
  if (difference === null || direction === 'UNKNOWN') {
    if (now.state === 'UNREPORTED') return t('未报送');
    if (now.state === 'UNFROZEN') return t('未固定');
    if (now.state === 'NOTHING') return t('无此项');
    if (before.state === 'UNFROZEN') return t('{base}未固定', { base });
    return before.state === 'UNREPORTED' ? t('{base}未报送', { base }) : t('{base}无此项', { base });
  }
  if (direction === 'SAME') return t('持平');
  const isUp = direction === 'UP';
  const n = String(round(Math.abs(difference), indicator.decimals));
  if (isShare(indicator)) {
    const unit = indicator.unit === '%' ? t('个百分点') : unitWords(indicator.unit);
    return isUp ? t('上升{n}{unit}', { n, unit }) : t('下降{n}{unit}', { n, unit });
  }
  if (percent === null || isSmallBase) {
    const unit = unitWords(indicator.unit);
    const words = isUp ? t('增加{n}{unit}', { n, unit }) : t('减少{n}{unit}', { n, unit });
    return isSmallBase ? words : t('{change}（{base}为0）', { change: words, base });
  }
  const amount = percentWords(Math.abs(percent), 1);
  return isUp ? t('上升{n}%', { n: amount }) : t('下降{n}%', { n: amount });
}

/** By which rule the records of both years are judged. */
export const schemeLabel = (scheme: Scheme): string => t(schemeWords[scheme]);
