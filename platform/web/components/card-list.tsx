import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Cell, type Column } from './columns.tsx';
import { RecordLink } from './record-link.tsx';

const isTag = <Row,>(column: Column<Row>) => column.kind === 'state' || column.kind === 'deadline';

/** The same rows as cards, for phones: name, states, then the most important facts. */
export function CardList<Row extends object>(props: {
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  open?: (row: Row) => string;
  isWaiting: boolean;
  nothing: ReactNode;
}) {
  if (props.isWaiting) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (props.rows.length === 0) return props.nothing;
  const [name, ...others] = props.columns;
  const tags = others.filter(isTag);
  const facts = others.filter((column) => !isTag(column) && (column.priority ?? 2) < 3).slice(0, 3);
  return (
    <ul className="card-list">
      {props.rows.map((row) => {
        const body = (
          <>
            <div className="card-list-name">{name && <Cell column={name} row={row} />}</div>
            <div className="card-list-tags">
              {tags.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </div>
            <dl className="card-list-facts">
              {facts.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>
                    <Cell column={column} row={row} />
                  </dd>
                </div>
              ))}
            </dl>
          </>
        );
        return (
          <li key={props.rowKey(row)}>
            {props.open ? (
              <RecordLink to={props.open(row)} className="card-list-item">
                {body}
              </RecordLink>
            ) : (
              <div className="card-list-item">{body}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
