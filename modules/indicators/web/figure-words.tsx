import type { Change, Figure, IndicatorRow } from '#modules/indicators/contract';
import { t } from '#platform/web/i18n/i18n.ts';
import { changeWords, unitWords, valueWords } from './words.ts';

/** The number of a figure, or why there is none: 未报送 is never a zero. */
export function ValueText({
  figure,
  indicator,
  hasUnit,
}: {
  figure: Figure & { silentCounties?: number };
  indicator: Pick<IndicatorRow, 'unit' | 'decimals'>;
  hasUnit?: boolean;
}) {
  if (figure.value === null)
    return figure.state === 'NOTHING' ? (
      <span className="value-nothing">{t('无此项')}</span>
    ) : (
      <span className="value-unreported">{figure.state === 'UNFROZEN' ? t('未固定') : t('未报送')}</span>
    );
  return (
    <span className={figure.value === 0 ? 'value-text is-zero' : 'value-text'}>
      {figure.state === 'PUBLISHED' && <span className="value-published">{t('公布数')}</span>}
      {valueWords(figure.value, indicator.decimals)}
      {hasUnit && <small>{unitWords(indicator.unit)}</small>}
      {(figure.silentCounties ?? 0) > 0 && (
        <small
          className="value-unreported"
          title={t('有{n}个县（市、区）未报送，此数只含已报送的', { n: figure.silentCounties ?? 0 })}
        >
          {t('缺{n}县', { n: figure.silentCounties ?? 0 })}
        </small>
      )}
    </span>
  );
}

/** How it changed: words, and an arrow coloured by good or bad, not by up or down. */
export function ChangeText(props: {
  change: Change;
  indicator: Pick<IndicatorRow, 'denominator' | 'unit' | 'decimals'>;
  base: string;
  now: Figure;
  before: Figure;
}) {
  const { change } = props;
  const mood = change.isBetter === null ? '' : change.isBetter ? ' is-good' : ' is-bad';
  const isMoved = change.direction === 'UP' || change.direction === 'DOWN';
  return (
    <span
      className={`change-text${mood}${change.direction === 'UNKNOWN' ? ' is-unknown' : ''}`}
      title={change.isSmallBase ? t('基数不足10，只说增减数，不作百分比') : undefined}
    >
      {isMoved && (
        <svg aria-hidden="true" viewBox="0 0 8 8" width="8" height="8" fill="currentColor">
          <path d={change.direction === 'UP' ? 'M4 1l3.5 6h-7z' : 'M4 7L.5 1h7z'} />
        </svg>
      )}
      {changeWords(change, props.indicator, props.base, props.now, props.before)}
      {change.isBetter !== null && (
        <span className="visually-hidden">{change.isBetter ? t('（向好）') : t('（变差）')}</span>
      )}
    </span>
  );
}
