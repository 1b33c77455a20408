import { useQuery } from '@tanstack/react-query';
import { regionsContract } from '#modules/regions/contract';
import { createApi } from '#platform/web/api.ts';
import { MapPicker } from '#platform/web/components/map-picker.tsx';
import type { MapLayer, MapPoint } from '#platform/web/components/map-view.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import { useMay } from '#platform/web/session.ts';
import { premisesApi } from './premises.client.ts';

const regionsApi = createApi(regionsContract, 'regions');
const everywhere = { west: 73, south: 3, east: 136, north: 54 };
const collection = (features: object[]) => ({ type: 'FeatureCollection', features }) as MapLayer['data'];

/** Picks a location among what is known around it: the grids and the located places of the township. */
export function PlacePicker(props: {
  value?: MapPoint | null;
  onChange?: (value: MapPoint | null) => void;
  regionCode: string;
}) {
  const township = props.regionCode ? `${props.regionCode.slice(0, 9)}000` : '';
  const mayReadGrids = useMay('regions.read');
  const isKnown = township !== '';
  // What is known from elsewhere is shown before anybody has said in which township it lies.
  const isGiven = !isKnown && !!props.value;
  const places = useQuery({
    ...premisesApi.points.queryOptions({ input: { regionCode: township, ...everywhere } }),
    enabled: isKnown,
    staleTime: 600_000,
  });
  const grids = useQuery({
    ...regionsApi.gridShapes.queryOptions({ input: { regionCode: township } }),
    enabled: isKnown && mayReadGrids,
    staleTime: 600_000,
  });
  if (!isKnown && !isGiven) return <p className="soft">{t('请先选择所属区划，再在地图上选定位置')}</p>;
  if (isKnown && (places.isPending || (mayReadGrids && grids.isPending)))
    return <p className="soft">{t('正在加载周边')}</p>;
  const points = [...(places.data?.points ?? []), ...(places.data?.clusters ?? [])];
  const layers: MapLayer[] = [
    {
      id: 'grids',
      kind: 'area',
      hasLabels: true,
      data: collection(
        (grids.data?.grids ?? []).map(({ id, name, polygon }) => ({
          type: 'Feature',
          geometry: polygon,
          properties: { id, name, strength: 0.1 },
        })),
      ),
    },
    {
      id: 'around',
      kind: 'point',
      hasLabels: true,
      data: collection(
        points.map((one) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [one.lng, one.lat] },
          properties: { name: 'name' in one ? one.name : '', tone: 'plain' },
        })),
      ),
    },
  ];
  return (
    <>
      <MapPicker
        key={township}
        height={260}
        layers={layers}
        {...(props.value ? { value: props.value } : {})}
        {...(props.onChange ? { onChange: props.onChange } : {})}
      />
      {isGiven && <p className="soft">{t('选定所属区划后显示网格和周边单位')}</p>}
      {isKnown && points.length === 0 && !grids.data?.grids.length && (
        <p className="soft">{t('本乡镇还没有网格和已定位的单位可作参照，请用当前位置，或先画网格')}</p>
      )}
    </>
  );
}
