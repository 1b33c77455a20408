import { Table } from 'antd';
import type { ReactNode } from 'react';
import { numberWords } from '#platform/web/components/columns.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useSearch, useSetSearch } from '#platform/web/search.ts';

export type CountColumn<Row> = {
  key: string;
  title: string;
  value: (row: Row) => number | null;
  /** Path of the records behind the number. */
  opens?: ((row: Row) => string) | undefined;
  tone?: 'overdue' | 'unknown';
  /** Share in percent instead of a count. */
  isRate?: boolean;
  /** Why a row that is known has no value: nothing to take a share of. */
  none?: string;
};

/** A number that leads to its records; zero is a statement, missing is not one. */
function CountCell<Row>({ column, row }: { column: CountColumn<Row>; row: Row }) {
  const value = column.value(row);
  if (value === null) {
    return (
      <span className="count-cell is-zero" title={column.none}>
        —
      </span>
    );
  }
  const words = column.isRate ? `${value.toFixed(1)}` : numberWords(value);
  const tone =
    value > 0 && column.tone ? `count-cell is-${column.tone}` : value === 0 ? 'count-cell is-zero' : 'count-cell';
  return column.opens ? (
    <RecordLink to={column.opens(row)} className={tone}>
      {words}
    </RecordLink>
  ) : (
    <span className={tone}>{words}</span>
  );
}

/** Counts by place or class, sorted by any column; the sort stands in the address under `name`. Rows may have parts. */
export function CountTable<Row extends object>(props: {
  name: string;
  title: string;
  nameTitle: string;
  rows: Row[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => ReactNode;
  columns: CountColumn<Row>[];
  defaultSort: string;
  /** Rows of which nothing is known: they say so and sort last. */
  isMissing?: (row: Row) => boolean;
}) {
  const sort = useSearch()[props.name] ?? `-${props.defaultSort}`;
  const setSearch = useSetSearch();
  const sortKey = sort.replace(/^-/, '');
  const isMissing = (row: Row) => props.isMissing?.(row) ?? false;
  const { columns } = props;
  const column = columns.find((one) => one.key === sortKey);
  const direction = sort.startsWith('-') ? -1 : 1;
  const sortValue = (row: Row) => (isMissing(row) ? null : (column?.value(row) ?? null));
  // What has no value stands last whichever way the others are sorted.
  const compare = (a: Row, b: Row) => {
    const [x, y] = [sortValue(a), sortValue(b)];
    return x === null || y === null ? Number(x === null) - Number(y === null) : direction * (x - y);
  };
  const sorted = (rows: Row[]): Row[] =>
    [...rows].sort(compare).map((row) => {
      const { parts } = row as { parts?: Row[] };
      return parts ? { ...row, parts: sorted(parts) } : row;
    });
  const rows = column ? sorted(props.rows) : props.rows;
  return (
    <section className="section">
      <h2 className="section-title">{props.title}</h2>
      <div className="count-table card">
        <Table<Row>
          size="small"
          pagination={false}
          rowKey={props.rowKey}
          dataSource={rows}
          expandable={{ childrenColumnName: 'parts', indentSize: 12 }}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: t('没有数据') }}
          columns={[
            {
              key: 'name',
              title: props.nameTitle,
              fixed: 'left' as const,
              render: (_: unknown, row: Row) => props.rowName(row),
            },
            ...columns.map((one, i) => ({
              key: one.key,
              // Of a place that nobody has reported from, one sentence says more than eight empty cells.
              onCell: (row: Row) =>
                isMissing(row) ? { colSpan: i === 0 ? columns.length : 0, style: { textAlign: 'left' as const } } : {},
              title: one.title,
              align: 'right' as const,
              width: 104,
              sorter: true,
              showSorterTooltip: false,
              sortDirections: ['descend' as const, 'ascend' as const],
              sortOrder: sortKey === one.key ? (direction === -1 ? ('descend' as const) : ('ascend' as const)) : null,
              render: (_: unknown, row: Row) =>
                isMissing(row) ? (
                  <span className="count-cell is-unknown">{t('未报送：没有登记单位、检查和隐患')}</span>
                ) : (
                  <CountCell column={one} row={row} />
                ),
            })),
          ]}
          onChange={(_page, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            setSearch(
              {
                [props.name]: one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : undefined,
              },
              { replace: true },
            );
          }}
        />
      </div>
    </section>
  );
}
