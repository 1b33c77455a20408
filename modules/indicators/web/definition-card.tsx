import type { IndicatorRow, IndicatorTable } from '#modules/indicators/contract';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { schemeLabel, spanWords, unitWords, valueWords } from './words.ts';

type Cell = IndicatorTable['rows'][number]['cells'][number];

/** When, until when and by which rule a figure counts. */
export type Counting = Pick<IndicatorTable, 'period' | 'cutOff' | 'scheme'>;

/** Why there is no number, or what kind of number it is. */
function StateLine({ cell }: { cell: Cell }) {
  if (cell.state === 'PUBLISHED') return <p className="definition-state">{t('公布数：已公布的总数，没有逐条记录')}</p>;
  if (cell.state === 'UNREPORTED') return <p className="definition-state">{t('未报送：没有数据，不作0计')}</p>;
  if (cell.state === 'UNFROZEN')
    return <p className="definition-state">{t('未固定：有月份没有固定，或固定数不能逐月相加')}</p>;
  if (cell.state === 'NOTHING') return <p className="definition-state">{t('无此项：期内没有可作分母的记录')}</p>;
  if (cell.silentCounties > 0)
    return (
      <p className="definition-state">{t('有{n}个县（市、区）未报送，此数只含已报送的', { n: cell.silentCounties })}</p>
    );
  return null;
}

/** What a figure is: definition, formula, period, cut-off, rule, source. */
export function DefinitionCard(props: {
  indicator: IndicatorRow;
  counting: Counting;
  place?: string | undefined;
  cell?: Cell | undefined;
}) {
  const { indicator, counting, place, cell } = props;
  const parts = cell && cell.denominator !== null && cell.state !== 'PUBLISHED';
  return (
    <div className="definition-card">
      <h3>
        {t(indicator.label)}
        <small className="soft">{unitWords(indicator.unit)}</small>
      </h3>
      <p>{t(indicator.words)}</p>
      {cell && <StateLine cell={cell} />}
      <dl>
        {place && (
          <div>
            <dt>{t('地区')}</dt>
            <dd>{place}</dd>
          </div>
        )}
        <div>
          <dt>{t('统计时段')}</dt>
          <dd>{spanWords(counting.period)}</dd>
        </div>
        {parts && (
          <div>
            <dt>{t('分子、分母')}</dt>
            <dd>
              {valueWords(cell.numerator, Number.isInteger(cell.numerator) ? 0 : 2)} ÷{' '}
              {valueWords(cell.denominator ?? 0, Number.isInteger(cell.denominator) ? 0 : 2)}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('算法')}</dt>
          <dd lang="zh-CN">{indicator.formula}</dd>
        </div>
        <div>
          <dt>{t('口径')}</dt>
          <dd>{schemeLabel(counting.scheme)}</dd>
        </div>
        <div>
          <dt>{t('截止')}</dt>
          <dd>{dateWords(counting.cutOff)}</dd>
        </div>
        <div>
          <dt>{t('依据')}</dt>
          <dd lang="zh-CN">{indicator.source}</dd>
        </div>
      </dl>
    </div>
  );
}
