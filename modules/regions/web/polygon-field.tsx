import { Button, Input } from 'antd';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { crossingOf, type GridPolygon } from '#modules/regions/contract';
import type { MapLayer, MapPoint } from '#platform/web/components/map-view.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import './regions.css';

const Canvas = lazy(() => import('#platform/web/components/map-canvas.tsx'));

type Vertex = [lng: number, lat: number];
export type Neighbour = { id: string; name: string; polygon: GridPolygon };

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const collection = (features: object[]) => ({ type: 'FeatureCollection', features }) as MapLayer['data'];
const feature = (geometry: object, properties: object = {}) => ({ type: 'Feature', geometry, properties });

/** The single ring that can be drawn on; a shape of several rings comes from an import and is kept whole. */
const ringOf = (shape: GridPolygon | null | undefined): Vertex[] | undefined =>
  !shape
    ? []
    : shape.type === 'Polygon' && shape.coordinates.length === 1
      ? (shape.coordinates[0]?.slice(0, -1) as Vertex[])
      : undefined;

/** A boundary as a field of a form: each press on the map is the next corner. */
export function PolygonField(props: {
  value?: GridPolygon | null;
  onChange?: (shape: GridPolygon | null) => void;
  neighbours: Neighbour[];
}) {
  const { value, onChange } = props;
  // Fewer than three corners are no shape yet, so the corners live here until they are.
  const [drawn, setDrawn] = useState<Vertex[]>();
  const [centre, setCentre] = useState<MapPoint>();
  // The form may be reset around us: then what was drawn no longer holds.
  const emitted = useRef<GridPolygon | null>(null);
  const isOwn = drawn !== undefined && (value ?? null) === emitted.current;
  const corners = isOwn ? drawn : ringOf(value);
  const isComplex = corners === undefined;
  const isCrossing =
    corners !== undefined && corners.length > 3 && crossingOf([...corners, corners[0] as Vertex]) !== null;

  const draw = (next: Vertex[]) => {
    setDrawn(next);
    emitted.current = next.length >= 3 ? { type: 'Polygon', coordinates: [[...next, next[0] as Vertex]] } : null;
    onChange?.(emitted.current);
  };

  const layers = useMemo<MapLayer[]>(() => {
    const ring = corners ?? [];
    const shape = isComplex && value ? value : { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
    return [
      {
        id: 'neighbours',
        kind: 'area',
        hasLabels: true,
        data: collection(
          props.neighbours.map(({ id, name, polygon }) => feature(polygon, { id, name, strength: 0.1 })),
        ),
      },
      {
        id: 'draft',
        kind: 'area',
        data: collection(isComplex || ring.length >= 3 ? [feature(shape, { tone: 'active' })] : []),
      },
      {
        id: 'outline',
        kind: 'line',
        data: collection(
          ring.length >= 2
            ? [
                feature(
                  { type: 'LineString', coordinates: ring.length >= 3 ? [...ring, ring[0]] : ring },
                  { tone: 'active' },
                ),
              ]
            : [],
        ),
      },
      {
        id: 'corners',
        kind: 'point',
        data: collection(ring.map((corner) => feature({ type: 'Point', coordinates: corner }, { tone: 'active' }))),
      },
    ];
  }, [corners, isComplex, value, props.neighbours]);

  const goTo = (text: string) => {
    const [lng, lat] = text.split(/[,，\s]+/).map(Number);
    if (lng && lat && lng > 73 && lng < 136 && lat > 3 && lat < 54) setCentre({ lng, lat });
  };

  return (
    <div>
      <div className="map-frame" style={{ height: 340 }}>
        <Suspense fallback={<div className="map-wait">{t('正在加载地图')}</div>}>
          <Canvas
            key={centre ? `${centre.lng},${centre.lat}` : 'all'}
            layers={layers}
            {...(centre ? { centre, zoom: 14 } : {})}
            {...(isComplex ? {} : { onPick: ({ lng, lat }: MapPoint) => draw([...corners, [round(lng), round(lat)]]) })}
          />
        </Suspense>
      </div>
      <div className="polygon-tools">
        <span className={isCrossing ? 'polygon-wrong' : 'soft'} role={isCrossing ? 'alert' : undefined}>
          {isCrossing
            ? t('边界的边互相交叉，不能保存，请撤销后重新点')
            : isComplex
              ? t('边界由多部分组成，只能重新导入或清除后重画')
              : corners.length === 0
                ? t('在地图上依次点出边界的拐点')
                : corners.length < 3
                  ? t('已点 {n} 个拐点，至少 3 个', { n: corners.length })
                  : t('{n} 个拐点，自动闭合', { n: corners.length })}
        </span>
        {!isComplex && corners.length > 0 && (
          <Button size="small" onClick={() => draw(corners.slice(0, -1))}>
            {t('撤销上一点')}
          </Button>
        )}
        {(isComplex || corners.length > 0) && (
          <Button size="small" onClick={() => draw([])}>
            {t('清除')}
          </Button>
        )}
        <Input.Search
          size="small"
          className="polygon-go"
          placeholder={t('经度,纬度')}
          enterButton={t('定位')}
          onSearch={goTo}
        />
      </div>
    </div>
  );
}
