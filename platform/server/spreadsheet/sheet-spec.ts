export type ColumnKind = 'text' | 'number' | 'date' | 'datetime';

export interface SheetColumn {
  header: string;
  /** In characters of half width; default fits the heading and the first rows. */
  width?: number;
  kind: ColumnKind;
}

/** A cell that needs looking at is tinted. */
export interface TintedCell {
  value: unknown;
  isWrong: true;
}

export interface SheetSpec {
  name: string;
  columns: SheetColumn[];
  rows: AsyncIterable<unknown[]> | Iterable<unknown[]>;
}

export interface WorkbookSpec {
  sheets: SheetSpec[];
  /** Lines for a last sheet “说明”: source, cut-off time, filters. */
  notes?: string[];
  /** Minutes east of UTC in which instants are shown in `datetime` and `date` columns; default 480, Beijing time. */
  utcOffsetMinutes?: number;
}

export const isTinted = (cell: unknown): cell is TintedCell =>
  typeof cell === 'object' && cell !== null && (cell as Partial<TintedCell>).isWrong === true;

const BEIJING_MINUTES = 480;

/**
 * Wall-clock time of a value as a UTC date, or undefined when it is none. `2026-03-01` and `2026-03-01T08:30` are wall
 * clock already; a `Date` or a string with a zone is an instant.
 */
export function wallClock(value: unknown, utcOffsetMinutes = BEIJING_MINUTES): Date | undefined {
  if (value instanceof Date) return valid(new Date(value.getTime() + utcOffsetMinutes * 60_000));
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    value.trim(),
  );
  if (!match) return undefined;
  const [, day, clock = '00:00', zone] = match;
  if (zone === undefined) return valid(new Date(`${day}T${clock}Z`));
  return wallClock(new Date(`${day}T${clock}${zone}`), utcOffsetMinutes);
}

const valid = (date: Date) => (Number.isNaN(date.getTime()) ? undefined : date);

/** Text of any cell value; lists joined by 、, booleans as 是/否. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(plainText).join('、');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
