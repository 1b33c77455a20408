import type { IndicatorTable } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { FigureLink } from './figure-link.tsx';
import { ChangeText, ValueText } from './figure-words.tsx';
import { walkCells } from './grid-keys.ts';
import { HistoryButton } from './history.tsx';
import { spanWords, unitWords } from './words.ts';

/** One division: indicators as rows, by group, each with the year before, the period before and its course. */
export function OneRegion(props: {
  table: IndicatorTable;
  today: string;
  /** A year up to a day has no period before it that it could be compared with. */
  hasPeriodBefore: boolean;
  /** Without it no courses are shown; each costs a request. */
  onTrend?: (id: string) => void;
}) {
  const { table, hasPeriodBefore, onTrend } = props;
  const [whole] = table.rows;
  if (!whole) return null;
  const groups = Map.groupBy(
    table.indicators.map((indicator, i) => ({ indicator, i })),
    ({ indicator }) => indicator.group,
  );
  const lastYear = t('去年同期');
  const lastPeriod = t('上期');
  return (
    <table className={`indicator-table is-one card${hasPeriodBefore ? '' : ' is-short'}`} onKeyDown={walkCells}>
      <thead>
        <tr>
          <th scope="col">{t('指标')}</th>
          <th scope="col" className="is-number">
            {spanWords(table.period)}
          </th>
          <th scope="col" className="is-change">
            {t('同比')}
          </th>
          <th scope="col" className="is-number is-base">
            {lastYear}
          </th>
          {hasPeriodBefore && (
            <>
              <th scope="col" className="is-change">
                {t('环比')}
              </th>
              <th scope="col" className="is-number is-base">
                {lastPeriod}
              </th>
            </>
          )}
          {onTrend && (
            <th scope="col" className="is-history">
              {t('近13个月')}
            </th>
          )}
        </tr>
      </thead>
      {[...groups].map(([group, list]) => (
        <tbody key={group}>
          <tr className="indicator-group">
            <th scope="colgroup" colSpan={(hasPeriodBefore ? 6 : 4) + (onTrend ? 1 : 0)}>
              {t(group)}
            </th>
          </tr>
          {list.map(({ indicator, i }) => {
            const cell = whole.cells[i];
            if (!cell) return null;
            return (
              <tr key={indicator.id}>
                <th scope="row" className="indicator-name">
                  <span data-card={`0:${i}`}>{t(indicator.label)}</span>
                  {unitWords(indicator.unit) && <small>{unitWords(indicator.unit)}</small>}
                </th>
                <td className="is-number is-figure">
                  <FigureLink table={table} row={whole} cell={cell} indicator={indicator} card={`0:${i}`}>
                    <ValueText figure={cell} indicator={indicator} />
                  </FigureLink>
                </td>
                <td data-label={t('同比')} className="is-change">
                  <ChangeText
                    change={cell.overYear}
                    indicator={indicator}
                    base={lastYear}
                    now={cell}
                    before={cell.yearBefore}
                  />
                </td>
                <td data-label={lastYear} className="is-number is-base">
                  <FigureLink
                    table={table}
                    row={whole}
                    cell={cell.yearBefore}
                    indicator={indicator}
                    period={table.yearBefore}
                  >
                    <ValueText figure={cell.yearBefore} indicator={indicator} />
                  </FigureLink>
                </td>
                {hasPeriodBefore && (
                  <>
                    <td data-label={t('环比')} className="is-change">
                      <ChangeText
                        change={cell.overPeriod}
                        indicator={indicator}
                        base={lastPeriod}
                        now={cell}
                        before={cell.periodBefore}
                      />
                    </td>
                    <td data-label={lastPeriod} className="is-number is-base">
                      <FigureLink
                        table={table}
                        row={whole}
                        cell={cell.periodBefore}
                        indicator={indicator}
                        period={table.periodBefore}
                      >
                        <ValueText figure={cell.periodBefore} indicator={indicator} />
                      </FigureLink>
                    </td>
                  </>
                )}
                {onTrend && (
                  <td className="is-history">
                    <HistoryButton
                      table={table}
                      id={indicator.id}
                      label={t(indicator.label)}
                      today={props.today}
                      onOpen={() => onTrend(indicator.id)}
                    />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
