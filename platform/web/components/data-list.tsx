import { CloseOutlined, DownloadOutlined, ReloadOutlined, TableOutlined } from '@ant-design/icons';
import { keepPreviousData, type QueryFunction, type QueryKey, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Popover, Table, Tooltip } from 'antd';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { dayOf } from '../days.ts';
import { download } from '../download.ts';
import { t } from '../i18n/i18n.ts';
import { useRemembered } from '../remembered.ts';
import { useGo, useSearch, useSetSearch } from '../search.ts';
import { CardList } from './card-list.tsx';
import { Cell, type Column, columnWidth, fitColumns, numberWords } from './columns.tsx';
import './data-list.css';
import { Empty } from './empty.tsx';
import { ErrorSentence } from './error-sentence.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { FilterSpec } from './filters.ts';
import { type ListState, useListState } from './list-state.ts';
import { PageHeader } from './page-header.tsx';
import { RecordLink } from './record-link.tsx';
import { useWidth } from './use-width.ts';

/** The output of every list endpoint. */
export type Page<Row> = { items: Row[]; next: string | null; total?: number; isEstimate?: boolean };

// biome-ignore lint/suspicious/noExplicitAny: the query function's context depends on the caller's key type
export type ListQuery<Row> = { queryKey: QueryKey; queryFn?: QueryFunction<Page<Row>, any> };

export type BulkAct<Row> = {
  key: string;
  label: string;
  isDanger?: boolean;
  /** Resolves when done; the selection is then cleared. */
  run: (rows: Row[]) => Promise<void> | void;
};

export type DataListProps<Row> = {
  /** Names what this browser remembers (column choice); unique among lists. */
  name: string;
  title: string;
  columns: Column<Row>[];
  filters?: FilterSpec[];
  query: (state: ListState) => ListQuery<Row>;
  rowKey: (row: Row) => string;
  /** Path of the record's own screen; the first column links to it and Enter opens it. */
  open?: (row: Row) => string;
  preview?: (row: Row) => ReactNode;
  bulk?: BulkAct<Row>[];
  /** Address that answers with the file of what is shown. */
  exportUrl?: (state: ListState, columnKeys: string[]) => string;
  actions?: ReactNode;
  /** Slot for filters that people saved. */
  saved?: ReactNode;
  /** Why nothing is here and what to do next; when filters are set, clearing them is offered instead. */
  empty?: { reason: string; act?: ReactNode };
  defaultSort?: string;
  limit?: number;
  /** A list inside another screen: no page title. */
  isInner?: boolean;
};

function ColumnChoice<Row>(props: {
  columns: Column<Row>[];
  shown: string[];
  onChange: (keys: string[] | null) => void;
}) {
  return (
    <div className="column-choice">
      {props.columns.map((column, i) => (
        <Checkbox
          key={column.key}
          checked={props.shown.includes(column.key)}
          disabled={i === 0}
          onChange={(event) =>
            props.onChange(
              props.columns
                .map((one) => one.key)
                .filter((key) => (key === column.key ? event.target.checked : props.shown.includes(key))),
            )
          }
        >
          {column.title}
        </Checkbox>
      ))}
      <button type="button" className="link-button" onClick={() => props.onChange(null)}>
        {t('恢复默认')}
      </button>
    </div>
  );
}

const selectionWidth = 36;

/** The list of every screen: filters, table, preview beside it, bulk acts, export; its state stands in the address. */
export function DataList<Row extends object>(props: DataListProps<Row>) {
  const { rowKey, filters = [], limit = 50, columns } = props;
  const state = useListState(limit, props.defaultSort);
  const search = useSearch();
  const setSearch = useSetSearch();
  const go = useGo();
  const [frame, width] = useWidth<HTMLDivElement>();
  const [choice, setChoice] = useRemembered<string[] | null>(`columns.${props.name}`, null);
  const [selected, setSelected] = useState<Map<string, Row>>(new Map());
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  // Cursors of the pages before this one; a shared link starts without and can only go back to the first page.
  const trail = useRef<(string | undefined)[]>([]);

  const list = useQuery({ ...props.query(state), placeholderData: keepPreviousData });
  const page = list.data as Page<Row> | undefined;
  const rows = useMemo(() => page?.items ?? [], [page]);
  const current = rows.find((row) => rowKey(row) === search.sel);
  const isPhone = width > 0 && width < 600;

  const change = useCallback(
    (key: string, value: string | undefined) => {
      trail.current = [];
      setSelected(new Map());
      setSearch({ [key]: value, cursor: undefined, page: undefined, sel: undefined });
    },
    [setSearch],
  );
  const clear = () => {
    trail.current = [];
    setSelected(new Map());
    const unset = Object.fromEntries(filters.map((filter) => [filter.key, undefined]));
    setSearch({ ...unset, cursor: undefined, page: undefined, sel: undefined });
  };

  const available = useMemo(() => columns.filter((c) => choice?.includes(c.key) ?? !c.isExtra), [columns, choice]);
  const room = width - (props.bulk ? selectionWidth : 0);
  const shown = choice || width === 0 ? available : fitColumns(available, room);
  const shownWidth = shown.reduce((sum, column) => sum + columnWidth(column), 0);

  const show = useCallback(
    (row: Row | undefined) => setSearch({ sel: row && rowKey(row) }, { replace: true }),
    [setSearch, rowKey],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest('input, textarea, .ant-popover')) return;
    const at = rows.findIndex((row) => rowKey(row) === search.sel);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) {
      event.preventDefault();
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
      if (next) {
        show(next);
        document.querySelector(`[data-row-key="${CSS.escape(rowKey(next))}"]`)?.scrollIntoView({ block: 'nearest' });
      }
    } else if (event.key === 'Enter' && current && props.open && event.target === event.currentTarget) {
      go(props.open(current));
    } else if (event.key === ' ' && current && props.bulk && event.target === event.currentTarget) {
      event.preventDefault();
      toggle(current);
    } else if (event.key === 'Escape' && current) show(undefined);
  };

  const toggle = (row: Row) => {
    const next = new Map(selected);
    if (!next.delete(rowKey(row))) next.set(rowKey(row), row);
    setSelected(next);
  };

  const work = async (key: string, task: () => Promise<void> | void) => {
    if (busy) return;
    setBusy(key);
    setFailure(undefined);
    try {
      await task();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };

  const exportNow = () =>
    work('export', () =>
      download(
        props.exportUrl?.(
          state,
          shown.map((c) => c.key),
        ) ?? '',
        `${props.title}-${dayOf(new Date())}.xlsx`,
      ),
    );

  const pageNumber = Number(search.page ?? 1);
  const turn = (cursor: string | undefined, number: number) => {
    setSearch({ cursor, page: number > 1 ? String(number) : undefined, sel: undefined });
    window.scrollTo({ top: 0 });
  };
  const forth = () => {
    trail.current.push(state.cursor);
    turn(page?.next ?? undefined, pageNumber + 1);
  };
  const back = () => {
    const knows = trail.current.length > 0;
    turn(trail.current.pop(), knows ? pageNumber - 1 : 1);
  };

  // A filter set by the page itself (a figure that opens this list) starts a new trail as well.
  useEffect(() => {
    if (!state.cursor) trail.current = [];
  }, [state.cursor]);

  const count =
    page?.total === undefined
      ? undefined
      : page.isEstimate
        ? t('约 {n} 项', { n: numberWords(page.total) })
        : t('共 {n} 项', { n: numberWords(page.total) });
  const isFiltered = filters.some((filter) => search[filter.key]);
  const nothing = isFiltered ? (
    <Empty
      reason={t('没有符合当前条件的记录')}
      act={
        <Button size="small" onClick={clear}>
          {t('清除条件')}
        </Button>
      }
    />
  ) : (
    <Empty reason={props.empty?.reason} act={props.empty?.act} />
  );
  const waiting = list.isPending || width === 0;

  return (
    <div className="data-list">
      {!props.isInner && <PageHeader title={props.title} count={count ?? '\u00a0'} actions={props.actions} />}
      <div className="data-list-bar no-print">
        <FilterBar filters={filters} values={search} onChange={change} onClear={clear} />
        <div className="data-list-tools">
          {props.isInner && <span className="soft">{count}</span>}
          {props.saved}
          <Tooltip title={t('刷新')}>
            <Button
              type="text"
              className="data-list-refresh"
              icon={<ReloadOutlined spin={list.isFetching} />}
              aria-label={t('刷新')}
              onClick={() => void list.refetch()}
            />
          </Tooltip>
          {!isPhone && (
            <Popover
              trigger="click"
              placement="bottomRight"
              arrow={false}
              content={
                <ColumnChoice columns={columns} shown={available.map((column) => column.key)} onChange={setChoice} />
              }
            >
              <Button type="text" icon={<TableOutlined />} aria-label={t('选择显示的列')} title={t('选择显示的列')} />
            </Popover>
          )}
          {props.exportUrl && (
            <Button
              type="text"
              icon={<DownloadOutlined />}
              loading={busy === 'export'}
              onClick={() => void exportNow()}
            >
              {isPhone ? undefined : t('导出')}
            </Button>
          )}
        </div>
      </div>
      {failure ? <ErrorSentence error={failure} /> : null}
      {list.error ? <ErrorSentence error={list.error} retry={() => void list.refetch()} /> : null}
      <div className={current && props.preview ? 'data-list-body has-preview' : 'data-list-body'}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the table takes the arrow keys as one widget */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
        <div className="data-list-table" ref={frame} tabIndex={0} onKeyDown={onKeyDown}>
          {isPhone ? (
            <CardList
              rows={rows}
              columns={available}
              rowKey={rowKey}
              isWaiting={waiting}
              nothing={list.error ? null : nothing}
              {...(props.open ? { open: props.open } : {})}
              {...(props.preview ? { preview: props.preview, shown: current, onShow: show } : {})}
            />
          ) : (
            <Table<Row>
              size="small"
              sticky={{ offsetHeader: props.isInner ? 0 : 48 }}
              tableLayout="fixed"
              pagination={false}
              rowKey={rowKey}
              dataSource={rows}
              className={list.isPlaceholderData ? 'is-stale' : ''}
              {...(shownWidth > room ? { scroll: { x: shownWidth } } : {})}
              locale={{
                emptyText: waiting ? <div className="data-list-wait" aria-busy="true" /> : list.error ? ' ' : nothing,
              }}
              columns={shown.map((column, i) => ({
                key: column.key,
                dataIndex: column.key,
                title: column.title,
                align: column.align ?? (column.kind === 'number' ? 'right' : 'left'),
                // The first text column takes the room that is left.
                ...(i === 0 && !column.width ? {} : { width: columnWidth(column) }),
                ...(column.sortable
                  ? {
                      sorter: true,
                      showSorterTooltip: false,
                      sortOrder:
                        state.sort?.key === column.key ? (state.sort.isDescending ? 'descend' : 'ascend') : null,
                    }
                  : {}),
                render: (_: unknown, row: Row) =>
                  i === 0 && props.open ? (
                    <RecordLink to={props.open(row)} className="data-list-name">
                      <Cell column={column} row={row} />
                    </RecordLink>
                  ) : (
                    <Cell column={column} row={row} />
                  ),
              }))}
              onChange={(_page, _filters, sorter) => {
                const one = Array.isArray(sorter) ? sorter[0] : sorter;
                const key = one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : undefined;
                change('sort', key);
              }}
              onRow={(row) => ({
                onClick: () => (props.preview ? show(row) : props.open ? go(props.open(row)) : undefined),
                className: row === current ? 'is-current' : '',
              })}
              {...(props.bulk
                ? {
                    rowSelection: {
                      columnWidth: selectionWidth,
                      selectedRowKeys: [...selected.keys()],
                      preserveSelectedRowKeys: true,
                      onChange: (_keys: unknown, picked: Row[]) =>
                        setSelected(new Map(picked.filter(Boolean).map((row) => [rowKey(row), row]))),
                    },
                  }
                : {})}
            />
          )}
          {(pageNumber > 1 || state.cursor || page?.next) && (
            <nav className="data-list-pages no-print" aria-label={t('翻页')}>
              <Button size={isPhone ? 'large' : 'middle'} disabled={!state.cursor} onClick={back}>
                {trail.current.length > 0 || !state.cursor ? t('上一页') : t('回到首页')}
              </Button>
              <span className="soft">{t('第 {n} 页', { n: pageNumber })}</span>
              <Button size={isPhone ? 'large' : 'middle'} disabled={!page?.next} onClick={forth}>
                {t('下一页')}
              </Button>
            </nav>
          )}
        </div>
        {current && props.preview && !isPhone && (
          <aside className="data-list-preview no-print">
            <div className="data-list-preview-head">
              {props.open && <RecordLink to={props.open(current)}>{t('打开详情')}</RecordLink>}
              <span className="data-list-keys">
                {props.open ? t('↑↓ 切换 · Enter 打开 · Esc 收起') : t('↑↓ 切换 · Esc 收起')}
              </span>
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('收起')}
                onClick={() => show(undefined)}
              />
            </div>
            <div className="data-list-preview-body">{props.preview(current)}</div>
          </aside>
        )}
      </div>
      {selected.size > 0 && props.bulk && (
        <div className="bulk-bar no-print" role="toolbar" aria-label={t('批量操作')}>
          <span>{t('已选 {n} 项', { n: selected.size })}</span>
          {props.bulk.map((act) => (
            <Button
              key={act.key}
              danger={act.isDanger ?? false}
              loading={busy === act.key}
              disabled={busy !== undefined && busy !== act.key}
              onClick={() =>
                void work(act.key, async () => {
                  await act.run([...selected.values()]);
                  setSelected(new Map());
                })
              }
            >
              {act.label}
            </Button>
          ))}
          <button type="button" className="link-button" onClick={() => setSelected(new Map())}>
            {t('取消选择')}
          </button>
        </div>
      )}
    </div>
  );
}
