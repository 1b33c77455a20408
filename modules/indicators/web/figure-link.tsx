import type { ReactNode } from 'react';
import type { Figure, IndicatorRow, IndicatorTable, Period } from '#modules/indicators/contract';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { recordsPath } from './addresses.ts';
import { isUnplaced, unplacedCut } from './table-order.ts';

type Row = IndicatorTable['rows'][number];

/** A published total has no records, and nothing divided by nothing has none worth opening. */
export const isOpenable = (cell: Pick<Figure, 'state'>): boolean =>
  cell.state === 'RECORDED' || cell.state === 'UNREPORTED';

/** A figure of a table that leads to its records and can be explained: `data-card` is `<row>:<column>`. */
export function FigureLink(props: {
  table: IndicatorTable;
  row: Row;
  cell: Figure;
  indicator: IndicatorRow;
  /** The base of a comparison; the table's own period without it. */
  period?: Period;
  card?: string;
  className?: string;
  children: ReactNode;
}) {
  const { table, row, cell, indicator } = props;
  const counted = props.period ?? table.period;
  const className = `figure-link ${props.className ?? ''}`;
  if (!isOpenable(cell))
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation comes on focus
      <span className={className} data-card={props.card} tabIndex={0}>
        {props.children}
      </span>
    );
  const to = recordsPath({
    id: indicator.id,
    regionCode: row.regionCode ?? table.regionCode,
    from: counted.from,
    to: counted.to,
    scheme: table.scheme,
    // What stands at no place below is a part of the division's own records.
    ...(isUnplaced(row, table) ? { cuts: [unplacedCut(row, table)] } : {}),
  });
  return (
    <span data-card={props.card}>
      <RecordLink to={to} className={className}>
        {props.children}
      </RecordLink>
    </span>
  );
}
