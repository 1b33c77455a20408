import { lazy, Suspense } from 'react';
import { t } from '../i18n/i18n.ts';
import './map.css';
import type { MapLayer, MapPoint } from './map-canvas.tsx';

const Canvas = lazy(() => import('./map-canvas.tsx'));

/** Picks one place on the map, as a field of a form; WGS-84 degrees, six decimals. */
export function MapPicker(props: {
  value?: MapPoint | null;
  onChange?: (value: MapPoint | null) => void;
  layers?: MapLayer[];
  /** Where to begin while nothing is picked. */
  centre?: MapPoint;
  zoom?: number;
  height?: number;
}) {
  const { value, onChange } = props;
  const locate = () =>
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => onChange?.({ lng: round(coords.longitude), lat: round(coords.latitude) }),
      () => undefined,
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return (
    <div>
      <div className="map-frame" style={{ height: props.height ?? 260 }}>
        <Suspense fallback={<div className="map-wait">{t('正在加载地图')}</div>}>
          <Canvas
            layers={props.layers ?? []}
            picked={value ?? null}
            {...(props.centre ? { centre: props.centre } : {})}
            {...(props.zoom === undefined ? {} : { zoom: props.zoom })}
            onPick={(point) => onChange?.({ lng: round(point.lng), lat: round(point.lat) })}
          />
        </Suspense>
      </div>
      <p className="map-picked">
        {value ? (
          <>
            <span>{t('经度 {lng}，纬度 {lat}', { lng: value.lng.toFixed(6), lat: value.lat.toFixed(6) })}</span>
            <button type="button" className="link-button" onClick={() => onChange?.(null)}>
              {t('清除')}
            </button>
          </>
        ) : (
          <span className="soft">{t('点按地图选定位置')}</span>
        )}
        <button type="button" className="link-button" onClick={locate}>
          {t('用当前位置')}
        </button>
      </p>
    </div>
  );
}
