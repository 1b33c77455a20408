import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Cell, type Column } from './columns.tsx';
import { RecordLink } from './record-link.tsx';

const isTag = <Row,>(column: Column<Row>) => column.kind === 'state' || column.kind === 'deadline';

/**
 * The same rows as cards, for phones: name, states, then the most important facts. A card opens the record's own screen;
 * where there is none it unfolds what the table shows beside the row, with its acts.
 */
export function CardList<Row extends object>(props: {
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  open?: (row: Row) => string;
  preview?: (row: Row) => ReactNode;
  /** The row that is unfolded. */
  shown?: Row | undefined;
  onShow?: (row: Row | undefined) => void;
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
        const isShown = row === props.shown && !props.open;
        const body = (
          <>
            <div className="card-list-name">{name && <Cell column={name} row={row} />}</div>
            <div className="card-list-tags">
              {tags.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </div>
            {!isShown && (
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
            )}
          </>
        );
        return (
          <li key={props.rowKey(row)}>
            {props.open ? (
              <RecordLink to={props.open(row)} className="card-list-item">
                {body}
              </RecordLink>
            ) : props.preview ? (
              <div className={isShown ? 'card-list-item is-shown' : 'card-list-item'}>
                <button
                  type="button"
                  className="plain-button card-list-face"
                  aria-expanded={isShown}
                  onClick={() => props.onShow?.(isShown ? undefined : row)}
                >
                  <div>{body}</div>
                  {isShown ? <UpOutlined /> : <DownOutlined />}
                </button>
                {isShown && <div className="card-list-preview">{props.preview(row)}</div>}
              </div>
            ) : (
              <div className="card-list-item">{body}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
