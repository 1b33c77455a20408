import type { CSSProperties, ReactNode } from 'react';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/** A group of one of the two columns; null: not known. */
export interface Line {
  code: string | null;
  label: string;
}

/** Weight of a cell among the others, 0 to 1: how strong its tint is. */
const tinted = (weight: number): CSSProperties => ({ '--weight': `${Math.round(weight * 100)}%` }) as CSSProperties;

/**
 * Two columns crossed, each cell in a tint of its value and leading to its records, sums at the right and below: so that parts
 * are seen to make the whole.
 */
export function CrossTable(props: {
  rows: readonly Line[];
  columns: readonly Line[];
  /** Head of the first column. */
  corner: string;
  /** `undefined` stands for the sum over a row or a column. */
  value: (row: Line | undefined, column: Line | undefined) => number;
  /** What the tint follows, where that is not the value. */
  tint?: (row: Line, column: Line) => number;
  path: (row: Line | undefined, column: Line | undefined) => string;
  format: (value: number) => string;
  /** Stands in the cell instead of its number. */
  content?: (row: Line | undefined, column: Line | undefined) => ReactNode;
  isDense?: boolean;
}) {
  const { rows, columns, value, path, format, content, tint = value } = props;
  const top = Math.max(1e-9, ...rows.flatMap((row) => columns.map((column) => tint(row, column))));
  const cell = (row: Line | undefined, column: Line | undefined) => {
    const number = value(row, column);
    const isPart = row !== undefined && column !== undefined;
    const weight = isPart ? tint(row, column) / top : 0;
    const name = `${row?.label ?? t('合计')} · ${column?.label ?? t('合计')} ${format(number)}`;
    const className = `${isPart ? 'cross-cell' : 'cross-sum'}${weight > 0.55 ? ' is-strong' : ''}`;
    return (
      <td key={column ? (column.code ?? '') : '+'} className={className} style={tinted(weight)}>
        {content ? (
          content(row, column)
        ) : number === 0 ? (
          <span className="cross-nothing" title={name} />
        ) : (
          <RecordLink to={path(row, column)} title={name}>
            {format(number)}
          </RecordLink>
        )}
      </td>
    );
  };
  return (
    <div className="cross-frame">
      <table className={`cross-table${props.isDense ? ' is-dense' : ''}`}>
        <thead>
          <tr>
            <th scope="col">{props.corner}</th>
            {columns.map(({ code, label }) => (
              <th key={code ?? ''} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">{t('合计')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code ?? ''}>
              <th scope="row">{row.label}</th>
              {columns.map((column) => cell(row, column))}
              {cell(row, undefined)}
            </tr>
          ))}
          <tr className="cross-sums">
            <th scope="row">{t('合计')}</th>
            {columns.map((column) => cell(undefined, column))}
            {cell(undefined, undefined)}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
