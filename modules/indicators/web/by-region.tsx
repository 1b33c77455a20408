import { LineChartOutlined } from '@ant-design/icons';
import type { IndicatorTable } from '#modules/indicators/contract';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { FigureLink } from './figure-link.tsx';
import { ChangeText, ValueText } from './figure-words.tsx';
import { walkCells } from './grid-keys.ts';
import { isUnplaced, nextSort, orderRows } from './table-order.ts';
import { unitWords } from './words.ts';

type Row = IndicatorTable['rows'][number];
export const beside = ['share', 'year', 'none'] as const;
/** What stands under each number: its share and rank, its change over the year, or nothing. */
export type Beside = (typeof beside)[number];

function Below(props: { cell: Row['cells'][number]; indicator: IndicatorTable['indicators'][number]; beside: Beside }) {
  const { cell, indicator } = props;
  if (props.beside === 'none') return null;
  if (props.beside === 'year')
    return (
      <span className="cell-below">
        <ChangeText
          change={cell.overYear}
          indicator={indicator}
          base={t('去年同期')}
          now={cell}
          before={cell.yearBefore}
        />
      </span>
    );
  const share = cell.share === null ? null : `${cell.share.toFixed(1)}%`;
  const rank = cell.rank === null ? null : t('第{n}', { n: cell.rank });
  if (!share && !rank) return null;
  return (
    <span className="cell-below">
      {share && <span title={t('占全部的比例')}>{share}</span>}
      {rank && <span title={indicator.better === 'NEITHER' ? t('由小到大的位次') : t('由好到差的位次')}>{rank}</span>}
    </span>
  );
}

/** Divisions as rows, the chosen indicators as columns; the whole stands on top. */
export function ByRegion(props: {
  table: IndicatorTable;
  sort: string | undefined;
  beside: Beside;
  levelName: string;
  onSort: (sort: string | undefined) => void;
  /** Without it no courses are offered. */
  onTrend?: (id: string) => void;
  /** Places of which nothing is known, by full code, and what is said of them instead of zeros. */
  silent?: { codes: ReadonlySet<string>; words: string };
  /** Address of the same table for a division below. */
  placePath: (code: string) => string;
}) {
  const { table, sort, onTrend, silent } = props;
  const [whole, ...places] = table.rows;
  if (!whole) return null;
  const ids = table.indicators.map(({ id }) => id);
  const isSilent = (row: Row) => row.regionCode !== null && (silent?.codes.has(row.regionCode) ?? false);
  const ordered = orderRows(places, ids, sort);
  const rows = [whole, ...ordered.filter((row) => !isSilent(row)), ...ordered.filter(isSilent)];
  const order = (key: string) =>
    sort === key ? ('ascending' as const) : sort === `-${key}` ? ('descending' as const) : ('none' as const);
  const mark = (key: string) => ({ ascending: '▲', descending: '▼', none: '' })[order(key)];
  const indexOf = new Map(table.rows.map((row, i) => [row, i]));
  return (
    <section className="matrix-frame card" aria-label={t('各地区比较')}>
      <table className="indicator-table is-matrix" onKeyDown={walkCells}>
        <thead>
          <tr>
            <th scope="col" aria-sort={order('name')}>
              <button type="button" className="plain-button" onClick={() => props.onSort(nextSort(sort, 'name'))}>
                {props.levelName} <i aria-hidden="true">{mark('name')}</i>
              </button>
            </th>
            {table.indicators.map((indicator, i) => (
              <th key={indicator.id} scope="col" className="is-number" aria-sort={order(indicator.id)}>
                <button
                  type="button"
                  className="plain-button"
                  data-card={`0:${i}`}
                  onClick={() => props.onSort(nextSort(sort, indicator.id))}
                >
                  {t(indicator.label)} <i aria-hidden="true">{mark(indicator.id)}</i>
                </button>
                <span className="matrix-unit">
                  {unitWords(indicator.unit)}
                  {onTrend && (
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={t('{name}的走势', { name: t(indicator.label) })}
                      title={t('走势')}
                      onClick={() => onTrend(indicator.id)}
                    >
                      <LineChartOutlined />
                    </button>
                  )}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.regionCode ?? 'whole'} ${row.name}`} className={row === whole ? 'is-whole' : ''}>
              <th scope="row">
                {row.regionCode && !isUnplaced(row, table) ? (
                  <RecordLink to={props.placePath(row.regionCode)} title={t('看{name}的指标', { name: row.name })}>
                    {row.name}
                  </RecordLink>
                ) : row === whole ? (
                  t('{name}合计', { name: row.name })
                ) : (
                  <span className="soft" title={t('登记在本级、没有落到下级的记录')}>
                    {t(row.name)}
                  </span>
                )}
              </th>
              {isSilent(row) && (
                <td colSpan={table.indicators.length}>
                  <span className="value-unreported">{silent?.words}</span>
                </td>
              )}
              {table.indicators.map((indicator, i) => {
                const cell = row.cells[i];
                return cell && !isSilent(row) ? (
                  <td key={indicator.id} className="is-number">
                    <FigureLink
                      table={table}
                      row={row}
                      cell={cell}
                      indicator={indicator}
                      card={`${indexOf.get(row) ?? 0}:${i}`}
                    >
                      <ValueText figure={cell} indicator={indicator} />
                    </FigureLink>
                    <Below cell={cell} indicator={indicator} beside={props.beside} />
                  </td>
                ) : null;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
