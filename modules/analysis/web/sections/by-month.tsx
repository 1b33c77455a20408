import { useQuery } from '@tanstack/react-query';
import { monthsBetween } from '#modules/indicators/contract';
import { unitWords } from '#modules/indicators/web';
import { Empty } from '#platform/web/components/empty.tsx';
import { Trend } from '#platform/web/components/trend.tsx';
import { monthWords } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { useGo } from '#platform/web/search.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

/** The months of the period, the same of the year before as a thin line. */
export function ByMonth({ question, about }: { question: Question; about: string }) {
  const go = useGo();
  const asked = useQuery(breakdownOf(question, ['month']));
  const { data } = asked;
  const body = () => {
    if (!data) return null;
    const months = monthsBetween(data.period.from.slice(0, 7), data.period.to.slice(0, 7));
    if (months.length < 2) return <Empty compact reason={t('时段不足两个月，请选择较长的时段')} />;
    const held = new Map(data.rows.map((row) => [row.codes[0], row]));
    const hasYears = months[0]?.slice(0, 4) !== months.at(-1)?.slice(0, 4);
    const labels = months.map((month, i) =>
      hasYears && (i === 0 || month.endsWith('-01'))
        ? `${month.slice(0, 4)}\n${monthWords(Number(month.slice(5)))}`
        : monthWords(Number(month.slice(5))),
    );
    return (
      <Trend
        name={t(data.indicator.label)}
        unit={unitWords(data.indicator.unit)}
        periods={labels}
        values={months.map((month) => held.get(month)?.value ?? 0)}
        before={months.map((month) => held.get(yearBefore(month))?.yearBefore ?? 0)}
        height={230}
        onPick={(_, i) => {
          const month = months[i];
          if (month) go(partPath(question, cutOf('month', month)));
        }}
      />
    );
  };
  return (
    <AnalysisCard
      title={t('逐月')}
      about={about}
      asked={asked}
      foot={
        data && data.period.to.slice(8) < '28'
          ? t('最后一月截至{day}，上年同期也只算到同一天。', { day: data.period.to })
          : undefined
      }
    >
      {body()}
    </AnalysisCard>
  );
}
