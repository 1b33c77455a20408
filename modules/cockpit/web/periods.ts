import { readDates } from '#platform/web/components/filters.ts';
import { t } from '#platform/web/i18n/i18n.ts';

export type PeriodChoice = { key: string; label: string; from: string; to: string };

const day = (year: number, month: number, date: number) =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** The periods that people ask for, from a day of today; all end with whole days. */
export function periodChoices(today: string): PeriodChoice[] {
  const [year = 0, number = 0] = today.split('-').map(Number);
  const month = number - 1;
  const quarter = Math.floor(month / 3) * 3;
  return [
    { key: 'month', label: t('本月'), from: day(year, month, 1), to: day(year, month + 1, 0) },
    { key: 'last-month', label: t('上月'), from: day(year, month - 1, 1), to: day(year, month, 0) },
    { key: 'quarter', label: t('本季'), from: day(year, quarter, 1), to: day(year, quarter + 3, 0) },
    { key: 'year', label: t('今年'), from: day(year, 0, 1), to: day(year, 12, 0) },
    { key: 'last-year', label: t('去年'), from: day(year - 1, 0, 1), to: day(year - 1, 12, 0) },
  ];
}

/** The period in the address: the key of a choice, or `2026-01-01..2026-03-31`; this month where nothing usable stands. */
export function readPeriod(text: string | undefined, today: string): PeriodChoice {
  const choices = periodChoices(today);
  const named = choices.find((choice) => choice.key === text);
  if (named) return named;
  const { from, to } = readDates(text) ?? {};
  const isDay = (one: string | undefined): one is string => /^\d{4}-\d{2}-\d{2}$/.test(one ?? '');
  if (isDay(from) && isDay(to) && from <= to)
    return { key: `${from}..${to}`, label: t('{from} 至 {to}', { from, to }), from, to };
  return choices[0] as PeriodChoice;
}
