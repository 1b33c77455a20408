import { addDays } from '#modules/regions/contract';

/** Days of Asia/Shanghai, both included. */
export interface Period {
  from: string;
  to: string;
}

const parts = (day: string) => day.split('-').map(Number) as [number, number, number];
const dayOfParts = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isLastDay = (day: string) => addDays(day, 1).endsWith('-01');
export const monthOf = (month: string): Period => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { from: `${month}-01`, to: dayOfParts(year, number, lastDayOf(year, number)) };
};
/** Months from the first to the last, `2026-01`. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let [year = 0, month = 1] = first.split('-').map(Number); ; ) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (name > last.slice(0, 7)) return months;
    months.push(name);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}

/**
 * The same days of another year. A period that ends with February ends with February there too; otherwise 29 February
 * becomes 28 (comparison rule: up to 28).
 */
export function sameDaysOf(period: Period, yearsBack: number): Period {
  const back = (day: string, isEnd: boolean) => {
    const [year, month, date] = parts(day);
    const there = year - yearsBack;
    const last = lastDayOf(there, month);
    const isWholeMonth = isEnd && period.from.endsWith('-01') && isLastDay(day);
    return dayOfParts(there, month, isWholeMonth ? last : Math.min(date, last));
  };
  return { from: back(period.from, false), to: back(period.to, true) };
}
export const yearBefore = (period: Period): Period => sameDaysOf(period, 1);

/** The period of equal kind right before: the month before a month, otherwise as many days before. */
export function periodBefore({ from, to }: Period): Period {
  if (from.endsWith('-01') && isLastDay(to)) {
    const count = monthsBetween(from.slice(0, 7), to.slice(0, 7)).length;
    const [year, month] = parts(from);
    return { from: dayOfParts(year, month - count, 1), to: addDays(from, -1) };
  }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return { from: addDays(from, -days), to: addDays(from, -1) };
}
/** What has passed of a running period: what will be due tomorrow is not overdue today. */
export const untilToday = ({ from, to }: Period, today: string): Period => ({
  from,
  to: from <= today && to > today ? today : to,
});
/** From 1 January of the period's last year to its last day. */
export const yearToDate = ({ to }: Period): Period => ({ from: `${to.slice(0, 4)}-01-01`, to });

/** 2026年1月1日至3月19日 · 2026年3月 · 2026年第一季度 · 2026年1至3月 · 2026年 */
export function periodWords({ from, to }: Period): string {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  if (from === to) return `${y1}年${m1}月${d1}日`;
  const isMonths = d1 === 1 && isLastDay(to);
  if (isMonths && y1 === y2) {
    if (m1 === 1 && m2 === 12) return `${y1}年`;
    if (m1 === m2) return `${y1}年${m1}月`;
    if (m1 === 1 && m2 === 6) return `${y1}年上半年`;
    if (m1 === 7 && m2 === 12) return `${y1}年下半年`;
    if (m1 % 3 === 1 && m2 === m1 + 2) return `${y1}年第${'一二三四'[(m1 - 1) / 3]}季度`;
    return `${y1}年${m1}至${m2}月`;
  }
  return `${y1}年${m1}月${d1}日至${y1 === y2 ? '' : `${y2}年`}${m2}月${d2}日`;
}
