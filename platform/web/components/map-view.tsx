import { lazy, Suspense } from 'react';
import { t } from '../i18n/i18n.ts';
import './map.css';
import type { MapCanvasProps } from './map-canvas.tsx';

const Canvas = lazy(() => import('./map-canvas.tsx'));

export type { MapLayer, MapPoint } from './map-canvas.tsx';

/**
 * A map on paper ground without tiles: divisions, lines and points come as GeoJSON (WGS-84 degrees); the property
 * `tone` of a feature gives its colour, `name` its label, `id` goes to `onOpen`.
 */
export function MapView(props: Omit<MapCanvasProps, 'picked' | 'onPick'> & { height?: number; label: string }) {
  const { height = 420, label, ...rest } = props;
  return (
    <section className="map-frame" style={{ height }} aria-label={label}>
      <Suspense fallback={<div className="map-wait">{t('正在加载地图')}</div>}>
        <Canvas {...rest} />
      </Suspense>
    </section>
  );
}
