import type { Breakdown } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Line } from './cross-table.tsx';

/** The groups of one of the columns in order, those without words and the unknown ones (未填) where any record has them. */
export function linesOf({ by, rows }: Breakdown, index: number): Line[] {
  const named = by[index]?.values ?? [];
  const known = new Set(named.map(({ code }) => code));
  const others = new Set(
    rows.map(({ codes }) => codes[index] ?? null).filter((code) => code === null || !known.has(code)),
  );
  return [
    ...named.map(({ code, label }) => ({ code, label: t(label) })),
    ...[...others].map((code) => ({ code, label: code ?? t('未填') })),
  ];
}

/** Values of two columns crossed; `undefined` for a line sums over it. */
export function crossedOf(
  { rows }: Breakdown,
  of: (row: Breakdown['rows'][number]) => number = ({ value }) => value,
): (row: Line | undefined, column: Line | undefined) => number {
  const isOf = (line: Line | undefined, code: string | null | undefined) =>
    line === undefined || line.code === (code ?? null);
  const held = new Map<string, number>();
  return (row, column) => {
    const key = `${row ? (row.code ?? '-') : '+'} ${column ? (column.code ?? '-') : '+'}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const sum = rows.reduce(
      (all, one) => (isOf(row, one.codes[0]) && isOf(column, one.codes[1]) ? all + of(one) : all),
      0,
    );
    held.set(key, sum);
    return sum;
  };
}
