import type { LeaderView } from '#modules/cockpit/contract';
import { changeWords, recordsPath, unitWords, valueWords } from '#modules/indicators/web';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { t } from '#platform/web/i18n/i18n.ts';

/** Five metres away there is no room for what stands in brackets. */
const short = (words: string) => words.replace(/（.*）$/, '');

/** One figure of the big screen: name, number, change over the year; opens its records. */
export function ScreenTile({ table, id }: { table: LeaderView['table']; id: string }) {
  const column = table.indicators.findIndex((one) => one.id === id);
  const indicator = table.indicators[column];
  const cell = table.rows[0]?.cells[column];
  if (!indicator || !cell) return null;
  const { overYear } = cell;
  const mood = overYear.isBetter === null ? '' : overYear.isBetter ? 'is-good' : 'is-bad';
  const isMoved = overYear.direction === 'UP' || overYear.direction === 'DOWN';
  const isWrong = id === 'hazardOverdue' && (cell.value ?? 0) > 0;
  const body = (
    <>
      <span className="screen-label">{short(t(indicator.label))}</span>
      {cell.value === null ? (
        <span className="screen-missing">{cell.state === 'NOTHING' ? t('无此项') : t('未报送')}</span>
      ) : (
        <span className={isWrong ? 'screen-value is-wrong' : 'screen-value'}>
          {valueWords(cell.value, indicator.decimals)}
          <small>{unitWords(indicator.unit)}</small>
        </span>
      )}
      <span className={`screen-change ${mood}`}>
        {t('同比')} {isMoved && (overYear.direction === 'UP' ? '▲' : '▼')}
        {short(changeWords(overYear, indicator, t('去年同期'), cell, cell.yearBefore))}
      </span>
    </>
  );
  const { from, to } = table.period;
  return cell.state === 'RECORDED' ? (
    <RecordLink
      className="screen-tile"
      to={recordsPath({ id, regionCode: table.regionCode, from, to, scheme: table.scheme })}
    >
      {body}
    </RecordLink>
  ) : (
    <div className="screen-tile">{body}</div>
  );
}
