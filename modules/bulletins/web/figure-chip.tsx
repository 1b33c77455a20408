import { Popover } from 'antd';
import type { BoundFigure } from '#modules/bulletins/contract';
import { recordsPath } from '#modules/indicators/web';
import type { Scheme } from '#platform/shared/fact.ts';
import { numberWords } from '#platform/web/components/columns.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { dateWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';

const aspects = () => ({
  VALUE: '',
  RANK: '',
  YEAR: t('同比'),
  PERIOD: t('环比'),
  SHARE: t('占比'),
  TARGET: t('完成目标'),
});
const baseWords = () => ({
  VALUE: '',
  RANK: '',
  YEAR: t('相比'),
  PERIOD: t('相比'),
  SHARE: t('占'),
  TARGET: t('目标'),
});
const states = () => ({
  RECORDED: t('取自记录'),
  PUBLISHED: t('公布数'),
  UNREPORTED: t('未报送'),
  NOTHING: t('无此项'),
  UNFROZEN: t('未固定'),
});

/** A figure in the text: what it is on hover or focus, its records on click. */
export function FigureChip({ figure, scheme, cutOff }: { figure: BoundFigure; scheme: Scheme; cutOff: string }) {
  const { base } = figure;
  const aspect = aspects()[figure.aspect];
  const span = (period: { from: string; to: string }) => `${period.from} – ${period.to}`;
  return (
    <Popover
      title={`${t(figure.label)}${aspect && ` · ${aspect}`}`}
      content={
        <dl className="figure-card">
          <dt>{t('算法')}</dt>
          <dd>{figure.formula}</dd>
          <dt>{t('地区')}</dt>
          <dd>{figure.region}</dd>
          <dt>{t('统计期')}</dt>
          <dd>{span(figure.period)}</dd>
          {base && (
            <>
              <dt>{baseWords()[figure.aspect]}</dt>
              <dd>{`${base.value === null ? '—' : numberWords(base.value)}（${span(base.period)}）`}</dd>
            </>
          )}
          <dt>{t('来源')}</dt>
          <dd>{`${states()[figure.state]} · ${t('{n} 条记录', { n: numberWords(figure.records) })}`}</dd>
          <dt>{t('截止')}</dt>
          <dd>{dateWords(cutOff)}</dd>
        </dl>
      }
    >
      <span className="bulletin-figure">
        <RecordLink
          to={recordsPath({
            id: figure.indicator,
            regionCode: figure.regionCode,
            ...figure.period,
            scheme,
            cuts: figure.cuts,
          })}
        >
          {figure.text}
        </RecordLink>
      </span>
    </Popover>
  );
}
