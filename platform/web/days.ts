import { language, t } from './i18n/i18n.ts';
import type { Tone } from './theme.ts';

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
const shanghaiMinute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The calendar day in Asia/Shanghai of an instant, `2026-11-21`. */
export const dayOf = (instant: Date | string): string => shanghaiDay.format(new Date(instant));

/** A day or an instant as people read it: `2026-11-21`, or `2026-11-21 14:03`. */
export const dateWords = (value: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : shanghaiMinute.format(new Date(value));

/** Whole days from `from` to `to`, both `YYYY-MM-DD`; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** How long ago in words, with the absolute time beside it where it is shown. */
export function agoWords(instant: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000);
  if (minutes < 1) return t('刚刚');
  if (minutes < 60) return t('{n}分钟前', { n: minutes });
  if (minutes < 24 * 60) return t('{n}小时前', { n: Math.floor(minutes / 60) });
  const days = daysBetween(dayOf(instant), dayOf(now));
  return days <= 30 ? t('{n}天前', { n: days }) : dayOf(instant);
}

/**
 * A deadline in words and its tone. `workingDaysLeft` comes from the server's calendar; without it calendar days are
 * counted. Up to three days ahead is due soon.
 */
export function deadlineWords(due: string, today: string, workingDaysLeft?: number): { words: string; tone: Tone } {
  const days = daysBetween(today, due.length > 10 ? dayOf(due) : due);
  if (days < 0) return { words: t('逾期{n}天', { n: -days }), tone: 'overdue' };
  if (days === 0) return { words: t('今天到期'), tone: 'due' };
  if (workingDaysLeft !== undefined && workingDaysLeft >= 0) {
    return { words: t('剩{n}个工作日', { n: workingDaysLeft }), tone: workingDaysLeft <= 3 ? 'due' : 'plain' };
  }
  return { words: t('剩{n}天', { n: days }), tone: days <= 3 ? 'due' : 'plain' };
}

/** `11月`, `Nov`; `month` from 1. */
export const monthWords = (month: number): string =>
  language() === 'en'
    ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1))
    : t('{n}月', { n: month });
