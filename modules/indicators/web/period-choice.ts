import { monthOf, type Period } from '#modules/indicators/contract';
import { addDays } from '#modules/regions/contract';

export const periodKinds = ['month', 'quarter', 'half', 'year', 'toDate', 'days'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A period that somebody chose, as it stands in the address. */
export interface ChosenPeriod extends Period {
  kind: PeriodKind;
  /** `2026-11` · `2026-Q4` · `2026-H2` · `2026` · `2026-01..2026-11` (January up to a month) · `2026-01-01..2026-03-19` */
  text: string;
  /** Last day of the whole, where `to` stops at today. */
  lastDay: string;
}

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayIsReal(text);
const dayIsReal = (text: string) => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const two = (n: number) => String(n).padStart(2, '0');

/** `2026-01` and 13 months later: `2027-02`. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 + count;
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${two((all % 12) + 1)}`;
}

/** Whole months; what has begun and not ended is counted up to today: what will be due tomorrow is not late today. */
function ofMonths(kind: PeriodKind, text: string, first: string, last: string, today: string): ChosenPeriod {
  const { from } = monthOf(first);
  const { to: lastDay } = monthOf(last);
  return { kind, text, from, to: from <= today && today < lastDay ? today : lastDay, lastDay };
}

/** January up to a month. */
function upTo(month: string, today: string): ChosenPeriod {
  const first = `${month.slice(0, 4)}-01`;
  return ofMonths('toDate', `${first}..${month}`, first, month, today);
}

/** The period of a kind that a day lies in. */
export function periodAround(kind: PeriodKind, day: string, today: string): ChosenPeriod {
  const month = day.slice(0, 7);
  if (kind === 'toDate') return upTo(month, today);
  if (kind === 'days') return daysOf(day, day);
  const year = month.slice(0, 4);
  const part = Math.floor((Number(month.slice(5)) - 1) / monthsIn[kind]);
  const first = `${year}-${two(part * monthsIn[kind] + 1)}`;
  const text = { month, quarter: `${year}-Q${part + 1}`, half: `${year}-H${part + 1}`, year }[kind];
  return ofMonths(kind, text, first, addMonths(first, monthsIn[kind] - 1), today);
}

/** The period in the address; the running year up to today where nothing usable stands. */
export function readPeriod(text: string | undefined, today: string): ChosenPeriod {
  const [, year = '', unit = '', number = ''] = /^(\d{4})(?:-(Q|H)?(\d{1,2}))?$/.exec(text ?? '') ?? [];
  const count = Number(number);
  if (year && !number) return periodAround('year', `${year}-01-01`, today);
  if (unit === 'Q' && count >= 1 && count <= 4)
    return periodAround('quarter', `${year}-${two(count * 3 - 2)}-01`, today);
  if (unit === 'H' && count >= 1 && count <= 2) return periodAround('half', `${year}-${two(count * 6 - 5)}-01`, today);
  if (year && !unit && number.length === 2 && count >= 1 && count <= 12)
    return periodAround('month', `${year}-${number}-01`, today);
  const [from = '', to = ''] = text?.split('..') ?? [];
  if (isDay(from) && isDay(to) && from <= to) return daysOf(from, to);
  if (/^\d{4}-01$/.test(from) && /^\d{4}-(0[1-9]|1[0-2])$/.test(to) && from.slice(0, 4) === to.slice(0, 4))
    return upTo(to, today);
  return upTo(today.slice(0, 7), today);
}

export const daysOf = (from: string, to: string): ChosenPeriod => ({
  kind: 'days',
  text: `${from}..${to}`,
  from,
  to,
  lastDay: to,
});

/** The period before (−1) or after (1) of the same kind. */
export function step(period: ChosenPeriod, by: 1 | -1, today: string): ChosenPeriod {
  const { kind, from, to } = period;
  if (kind === 'days') {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    return daysOf(addDays(from, by * days), addDays(to, by * days));
  }
  if (kind === 'toDate') return upTo(addMonths(to.slice(0, 7), by), today);
  return periodAround(kind, `${addMonths(from.slice(0, 7), by * monthsIn[kind])}-01`, today);
}

/** A period of another kind about the same time: its end stays in view. */
export function changeKind(period: ChosenPeriod, kind: PeriodKind, today: string): ChosenPeriod {
  if (kind === period.kind) return period;
  return kind === 'days' ? daysOf(period.from, period.to) : periodAround(kind, period.to, today);
}

/** Nothing can have happened in it yet. */
export const isAhead = (period: Period, today: string): boolean => period.from > today;
