import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { RegionMap, type RegionMapProps } from '#platform/web/components/region-map.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { premisesApi } from './premises.client.ts';

export type PlaceAreasMapProps = Omit<RegionMapProps, 'areas' | 'unlocated' | 'note'> & {
  /** Twelve digits of the division whose parts are shown. */
  regionCode: string;
};

/** The places right below a division, drawn by where their premises are registered: no boundaries are shipped. */
export function PlaceAreasMap({ regionCode, ...shown }: PlaceAreasMapProps) {
  const areas = useQuery({
    ...premisesApi.areas.queryOptions({ input: { regionCode } }),
    staleTime: 1_800_000,
  });
  if (areas.error) return <ErrorSentence error={areas.error} retry={() => void areas.refetch()} />;
  if (!areas.data) return <Skeleton active title={false} paragraph={{ rows: 8 }} />;
  if (areas.data.areas.length === 0) return <Empty compact reason={t('下级地区都没有登记位置的单位，画不出示意图')} />;
  return (
    <RegionMap
      {...shown}
      areas={areas.data.areas}
      unlocated={areas.data.unlocated}
      note={t('示意范围，按登记单位位置推算')}
    />
  );
}
