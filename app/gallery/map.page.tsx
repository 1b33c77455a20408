import { MapView } from '#platform/web/components/map-view.tsx';
import { PageHeader } from '#platform/web/components/page-header.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { areas, points } from './samples.ts';

const layers = [
  { id: 'areas', kind: 'area' as const, data: areas, hasLabels: true },
  { id: 'points', kind: 'point' as const, data: points, isClustered: true },
];

export default function MapPage() {
  return (
    <>
      <PageHeader title={t('地图')} note={t('示意边界，非真实区划')} />
      <MapView
        label={t('地图')}
        height={560}
        layers={layers}
        onOpen={() => undefined}
        legend={[
          { tone: 'overdue', words: t('逾期') },
          { tone: 'due', words: t('待复查') },
          { tone: 'listed', words: t('挂牌督办') },
          { tone: 'verified', words: t('已销案') },
          { tone: 'unknown', words: t('从未检查') },
        ]}
      />
    </>
  );
}
