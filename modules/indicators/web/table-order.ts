import type { Cut, IndicatorTable } from '#modules/indicators/contract';

type Row = IndicatorTable['rows'][number];

/**
 * Rows of places by one indicator (`-hazardStock` the largest first), by `name`, or as they come; what has no value
 * stands last either way.
 */
export function orderRows(rows: readonly Row[], ids: readonly string[], sort: string | undefined): Row[] {
  const key = sort?.replace(/^-/, '');
  const direction = sort?.startsWith('-') ? -1 : 1;
  if (key === 'name') return [...rows].sort((a, b) => direction * a.name.localeCompare(b.name, 'zh-CN'));
  const column = ids.indexOf(key ?? '');
  if (column < 0) return [...rows];
  const value = (row: Row) => row.cells[column]?.value ?? null;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    return x === null || y === null ? Number(x === null) - Number(y === null) : direction * (x - y);
  });
}

/** The next order of a column: largest first, smallest first, as they come. */
export const nextSort = (sort: string | undefined, key: string): string | undefined =>
  sort === `-${key}` ? key : sort === key ? undefined : `-${key}`;

/** What is entered for the division itself and stands at no place below has a row. */
export const isUnplaced = (row: Row, table: Pick<IndicatorTable, 'regionCode'>): boolean =>
  row.regionCode !== null && row.regionCode === table.regionCode;

/** The records of such a row: of a county those of no township, of a township those of no village. */
export const unplacedCut = (row: Row, table: Pick<IndicatorTable, 'level'>): Cut =>
  table.level === 'VILLAGE'
    ? { column: 'division', code: row.regionCode }
    : { column: 'township', code: row.regionCode?.slice(0, 9) ?? null };
