import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Suspense } from 'react';
import { indicatorsApi, recordsPath, unitWords, valueWords } from '#modules/indicators/web';
import { PlaceAreasMap } from '#modules/premises/web';
import { BarList } from '#platform/web/components/bar-list.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { AnalysisCard } from '../analysis-card.tsx';
import type { Question } from '../question.ts';

/** The divisions right below: on the map, and ranked. */
export function ByRegion({ question, about }: { question: Question; about: string }) {
  const mayMap = useMay('premises.read');
  const { id, ...asking } = question;
  const asked = useQuery({
    ...indicatorsApi.table.queryOptions({ input: { ids: [id], ...asking } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const { data } = asked;
  const [indicator] = data?.indicators ?? [];
  const places = (data?.rows.slice(1) ?? []).flatMap(({ regionCode, name, cells: [cell] }) =>
    regionCode && cell ? [{ regionCode, name, cell }] : [],
  );
  const unit = unitWords(indicator?.unit ?? '');
  const format = (value: number) => valueWords(value, indicator?.decimals ?? 0);
  const opens = (regionCode: string) => recordsPath({ ...question, regionCode });
  const bars = [...places]
    .sort((a, b) => (b.cell.value ?? -1) - (a.cell.value ?? -1))
    .map(({ regionCode, name, cell }) => ({
      key: regionCode,
      name,
      value: cell.value,
      before: cell.yearBefore.value,
      ...(cell.records > 0 ? { opens: opens(regionCode) } : {}),
    }));
  return (
    <AnalysisCard isWide title={t('地区')} about={about} asked={asked}>
      {places.length === 0 ? (
        <Empty compact reason={t('下级没有可比较的地区')} />
      ) : (
        <div className="analysis-region">
          {mayMap && (
            <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 8 }} />}>
              <PlaceAreasMap
                regionCode={question.regionCode}
                label={`${t(indicator?.label ?? '')}（${unit}）`}
                format={format}
                values={
                  new Map(
                    places.map(({ regionCode, cell }) => [
                      regionCode,
                      {
                        value: cell.value,
                        words: cell.value === null ? t('未报送') : `${format(cell.value)}${unit}`,
                        ...(cell.records > 0 ? { opens: opens(regionCode) } : {}),
                      },
                    ]),
                  )
                }
              />
            </Suspense>
          )}
          <BarList bars={bars} unit={unit} title={t(indicator?.label ?? '')} />
        </div>
      )}
    </AnalysisCard>
  );
}
