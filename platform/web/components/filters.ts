import { t } from '../i18n/i18n.ts';
import type { Tone } from '../theme.ts';

export type Option = { value: string; label: string; tone?: Tone; count?: number };

/** One filter of a list; its value stands in the address under `key`. */
export type FilterSpec = { key: string; label: string } & (
  | { kind: 'text'; placeholder?: string }
  | { kind: 'select' | 'multi'; options: Option[] }
  | { kind: 'region' }
  /** `2026-01-01..2026-03-31`, either end may be missing. */
  | { kind: 'dates' }
  | { kind: 'flag' }
);

export type DateRange = { from?: string; to?: string };

export function readDates(value: string | undefined): DateRange | undefined {
  if (!value) return undefined;
  const [from, to] = value.split('..');
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** What is set, in words, for the chip. */
export function filterWords(filter: FilterSpec, value: string, regionName?: string): string {
  if (filter.kind === 'flag') return filter.label;
  if (filter.kind === 'region') return regionName ?? value;
  if (filter.kind === 'dates') {
    const { from, to } = readDates(value) ?? {};
    if (from && to) return t('{from} 至 {to}', { from, to });
    return from ? t('{from} 起', { from }) : t('至 {to}', { to: to ?? '' });
  }
  if (filter.kind === 'text') return value;
  const labels = value.split(',').map((one) => filter.options.find((option) => option.value === one)?.label ?? one);
  return labels.length > 2 ? t('{first}等{n}项', { first: labels[0] ?? '', n: labels.length }) : labels.join('、');
}
