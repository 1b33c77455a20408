import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import type { PremisesFilter } from '#modules/premises/contract';
import { Empty } from '#platform/web/components/empty.tsx';
import { ErrorSentence } from '#platform/web/components/error-sentence.tsx';
import { type MapLayer, MapView } from '#platform/web/components/map-view.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';
import { premisesApi } from './premises.client.ts';
import { PremisesPeek } from './premises-peek.tsx';
import './premises.css';

const everywhere = { west: 73, south: 3, east: 136, north: 54 };

/** The places of the list on the map; many are gathered by cells that the server counts. */
export function PremisesMap({ filter }: { filter: PremisesFilter }) {
  const [picked, setPicked] = useState<string>();
  const [box, setBox] = useState(everywhere);
  const query = useQuery({ ...premisesApi.points.queryOptions({ input: { ...filter, ...box } }), staleTime: 60_000 });
  const map = query.data;
  const layers = useMemo<MapLayer[]>(() => {
    const point = (lng: number, lat: number, properties: object) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [lng, lat] },
      properties,
    });
    const tone = (one: { supervisionClass: string; status: string; isHighRisk: boolean }): Tone =>
      one.isHighRisk
        ? 'overdue'
        : one.status === 'CLOSED' || one.status === 'DEMOLISHED'
          ? 'unknown'
          : one.supervisionClass === 'KEY_UNIT'
            ? 'active'
            : 'plain';
    return [
      {
        id: 'places',
        kind: 'point',
        isClustered: true,
        data: {
          type: 'FeatureCollection',
          features: (map?.points ?? []).map((one) =>
            point(one.lng, one.lat, { id: `${one.countyCode}/${one.id}`, name: one.name, tone: tone(one) }),
          ) as never,
        },
      },
      {
        id: 'cells',
        kind: 'point',
        hasLabels: true,
        data: {
          type: 'FeatureCollection',
          features: (map?.clusters ?? []).map((one, i) =>
            point(one.lng, one.lat, { id: `cell-${i}`, name: t('{n} 家', { n: one.count }), tone: 'plain' }),
          ) as never,
        },
      },
    ];
  }, [map]);
  if (query.error) return <ErrorSentence error={query.error} retry={() => void query.refetch()} />;
  if (!map) return <Skeleton active paragraph={{ rows: 10 }} />;
  const zoomTo = (id: string) => {
    const cell = map.clusters[Number(id.slice(5))];
    if (!cell) return;
    setBox({
      west: cell.lng - map.cell,
      east: cell.lng + map.cell,
      south: cell.lat - map.cell,
      north: cell.lat + map.cell,
    });
  };
  const [countyCode, id] = picked?.split('/') ?? [];
  return (
    <div className={picked ? 'premises-map has-peek' : 'premises-map'}>
      <div>
        <p className="premises-map-sum">
          <span>{t('图上 {n} 家', { n: map.total })}</span>
          {map.unlocated > 0 && <span className="soft">{t('另有 {n} 家未定位，不在图上', { n: map.unlocated })}</span>}
          {box !== everywhere && (
            <button type="button" className="link-button" onClick={() => setBox(everywhere)}>
              {t('回到全图')}
            </button>
          )}
        </p>
        {map.total === 0 ? (
          <Empty reason={t('符合条件的单位都还没有定位')} />
        ) : (
          <MapView
            key={JSON.stringify([filter, box])}
            height={560}
            label={t('单位分布')}
            layers={layers}
            legend={[
              { tone: 'overdue', words: t('火灾高危单位') },
              { tone: 'active', words: t('重点单位') },
              { tone: 'plain', words: t('其他') },
              { tone: 'unknown', words: t('关停、拆除') },
            ]}
            onOpen={(layer, opened) => (layer === 'cells' ? zoomTo(opened) : setPicked(opened))}
          />
        )}
      </div>
      {countyCode && id && (
        <aside>
          <PremisesPeek row={{ countyCode, id }} />
        </aside>
      )}
    </div>
  );
}
