import { useQuery } from '@tanstack/react-query';
import { unitWords } from '#modules/indicators/web';
import { BarList } from '#platform/web/components/bar-list.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import { linesOf } from '../lines.ts';
import { breakdownOf, cutOf, partPath, type Question } from '../question.ts';

/** Town and country. */
export function ByAreaType({ question, about }: { question: Question; about: string }) {
  const asked = useQuery(breakdownOf(question, ['area_type']));
  const { data } = asked;
  return (
    <AnalysisCard title={t('区域类型')} about={about} asked={asked}>
      {data && data.rows.length > 0 ? (
        <BarList
          unit={unitWords(data.indicator.unit)}
          title={t(data.indicator.label)}
          bars={linesOf(data, 0).map(({ code, label }) => {
            const row = data.rows.find(({ codes }) => (codes[0] ?? null) === code);
            return {
              key: code ?? '',
              name: label,
              value: row?.value ?? 0,
              before: row?.yearBefore ?? 0,
              ...(code === null ? { tone: 'unknown' as const } : {}),
              ...(row?.records ? { opens: partPath(question, cutOf('area_type', code)) } : {}),
            };
          })}
        />
      ) : (
        <Empty compact reason={t('期内没有这样的记录')} />
      )}
    </AnalysisCard>
  );
}
