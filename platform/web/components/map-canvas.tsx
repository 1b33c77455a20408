import type { FeatureCollection } from 'geojson';
import {
  type ExpressionSpecification,
  type GeoJSONSource,
  Map as LibreMap,
  LngLatBounds,
  Marker,
  NavigationControl,
  Popup,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useRef } from 'react';
import { colours, fontFamily, type Tone, toneColour } from '../theme.ts';

setWorkerUrl(workerUrl);

export type MapPoint = { lng: number; lat: number };

/** One kind of thing on the map; the order of layers is the order of drawing. */
export type MapLayer = {
  id: string;
  /** Features with properties `id`, `name?`, `tone?`, and for areas `strength?` 0…1 for a tint of the primary. */
  data: FeatureCollection;
  kind: 'area' | 'line' | 'point';
  hasLabels?: boolean;
  /** Points only: join those that are near each other; the cluster takes its worst tone. */
  isClustered?: boolean;
};

export type MapCanvasProps = {
  layers: MapLayer[];
  /** Words for the tones that occur. */
  legend?: { tone: Tone; words: string }[];
  onOpen?: (layer: string, id: string) => void;
  picked?: MapPoint | null;
  onPick?: (point: MapPoint) => void;
  /** The view to begin with; otherwise all features. */
  centre?: MapPoint;
  zoom?: number;
};

/** Worst first: a cluster shows the most urgent tone inside it. */
const urgency: Tone[] = ['overdue', 'listed', 'due', 'unknown', 'active', 'plain', 'verified'];

const toneOf: ExpressionSpecification = [
  'match',
  ['get', 'tone'],
  ...urgency.flatMap((tone) => [tone, toneColour[tone]]),
  colours.primary,
] as unknown as ExpressionSpecification;

const clusterTone: ExpressionSpecification = [
  'case',
  ...urgency.flatMap((tone) => [['>', ['get', tone], 0], toneColour[tone]]),
  colours.primary,
] as unknown as ExpressionSpecification;

/** White reads on the dark tones only. */
const clusterText: ExpressionSpecification = [
  'case',
  ...urgency.flatMap((tone) => [['>', ['get', tone], 0], tone === 'due' || tone === 'unknown' ? colours.ink : '#fff']),
  '#fff',
] as unknown as ExpressionSpecification;

const counts = Object.fromEntries(urgency.map((tone) => [tone, ['+', ['case', ['==', ['get', 'tone'], tone], 1, 0]]]));

const font = ['Noto Sans CJK SC'];

function boundsOf(layers: MapLayer[]): LngLatBounds | undefined {
  const bounds = new LngLatBounds();
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (typeof node[0] === 'number') bounds.extend(node as [number, number]);
    else node.forEach(visit);
  };
  for (const layer of layers) {
    for (const { geometry } of layer.data.features) if ('coordinates' in geometry) visit(geometry.coordinates);
  }
  return bounds.isEmpty() ? undefined : bounds;
}

function addLayer(map: LibreMap, layer: MapLayer): void {
  const { id, kind } = layer;
  const isClustered = kind === 'point' && (layer.isClustered ?? false);
  map.addSource(id, {
    type: 'geojson',
    data: layer.data,
    ...(isClustered ? { cluster: true, clusterRadius: 44, clusterMaxZoom: 15, clusterProperties: counts } : {}),
  } as never);
  if (kind === 'area') {
    map.addLayer({
      id,
      source: id,
      type: 'fill',
      paint: {
        'fill-color': ['case', ['has', 'tone'], toneOf, colours.primary],
        'fill-opacity': [
          'case',
          ['has', 'strength'],
          ['+', 0.06, ['*', 0.6, ['get', 'strength']]],
          ['has', 'tone'],
          0.25,
          0,
        ],
      },
    });
    map.addLayer({
      id: `${id}-edge`,
      source: id,
      type: 'line',
      paint: { 'line-color': '#a8a498', 'line-width': 1 },
    });
  } else if (kind === 'line') {
    map.addLayer({ id, source: id, type: 'line', paint: { 'line-color': toneOf, 'line-width': 2 } });
  } else {
    map.addLayer({
      id,
      source: id,
      type: 'circle',
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-color': toneOf,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 4, 14, 7],
        'circle-stroke-color': '#fff',
        'circle-stroke-width': 1.5,
      },
    });
    if (isClustered) {
      map.addLayer({
        id: `${id}-cluster`,
        source: id,
        type: 'circle',
        filter: ['has', 'point_count'],
        paint: {
          'circle-color': clusterTone,
          'circle-opacity': 0.9,
          'circle-radius': ['step', ['get', 'point_count'], 13, 20, 17, 100, 22, 1000, 27],
          'circle-stroke-color': '#fff',
          'circle-stroke-width': 2,
        },
      });
      map.addLayer({
        id: `${id}-count`,
        source: id,
        type: 'symbol',
        filter: ['has', 'point_count'],
        layout: {
          'text-field': ['get', 'point_count_abbreviated'],
          'text-font': font,
          'text-size': 12,
          'text-allow-overlap': true,
        },
        paint: { 'text-color': clusterText },
      });
    }
  }
  if (layer.hasLabels) {
    map.addLayer({
      id: `${id}-label`,
      source: id,
      type: 'symbol',
      ...(kind === 'point' ? { filter: ['!', ['has', 'point_count']] } : {}),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': font,
        'text-size': kind === 'area' ? 13 : 12,
        'text-max-width': 8,
        ...(kind === 'point' ? { 'text-offset': [0, 0.9], 'text-anchor': 'top' } : {}),
        ...(kind === 'line' ? { 'symbol-placement': 'line' } : {}),
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': '#faf9f6', 'text-halo-width': 1.5 },
    } as never);
  }
}

export default function MapCanvas(props: MapCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<LibreMap | null>(null);
  const marker = useRef<Marker | null>(null);
  // Not `isStyleLoaded()`: that is false as well while a source takes in what was drawn just before.
  const isReady = useRef(false);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!place.current) return undefined;
    const first = latest.current;
    const bounds = boundsOf(first.layers);
    const start = first.picked ?? first.centre;
    const made = new LibreMap({
      container: place.current,
      attributionControl: false,
      localIdeographFontFamily: fontFamily,
      style: {
        version: 8,
        sources: {},
        layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f4f2ec' } }],
      },
      ...(start
        ? { center: [start.lng, start.lat] as [number, number], zoom: first.zoom ?? 13 }
        : bounds
          ? { bounds, fitBoundsOptions: { padding: 32, maxZoom: 15 } }
          : { center: [104, 35] as [number, number], zoom: 3 }),
      dragRotate: false,
      pitchWithRotate: false,
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.current = made;
    const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 10, className: 'map-popup' });

    made.on('load', () => {
      isReady.current = true;
      // Layers that changed while the style was loading are there already.
      for (const layer of latest.current.layers) if (!made.getSource(layer.id)) addLayer(made, layer);
    });
    const under = (point: { x: number; y: number }) => {
      const ids = latest.current.layers.flatMap((layer) => [layer.id, `${layer.id}-cluster`]);
      const present = ids.filter((id) => made.getLayer(id));
      return present.length > 0 ? made.queryRenderedFeatures([point.x, point.y], { layers: present })[0] : undefined;
    };
    made.on('mousemove', (event) => {
      const feature = under(event.point);
      const name = feature?.properties.name as string | undefined;
      made.getCanvas().style.cursor = latest.current.onPick
        ? 'crosshair'
        : feature && latest.current.onOpen
          ? 'pointer'
          : '';
      if (feature && name) popup.setLngLat(event.lngLat).setText(name).addTo(made);
      else popup.remove();
    });
    made.on('mouseout', () => popup.remove());
    made.on('click', async (event) => {
      const { onPick, onOpen } = latest.current;
      if (onPick) return onPick({ lng: event.lngLat.lng, lat: event.lngLat.lat });
      const feature = under(event.point);
      if (!feature) return undefined;
      if (feature.properties.cluster_id !== undefined) {
        const source = made.getSource<GeoJSONSource>(feature.source);
        const zoom = await source?.getClusterExpansionZoom(feature.properties.cluster_id as number);
        return void made.easeTo({ center: event.lngLat, zoom: zoom ?? made.getZoom() + 2 });
      }
      return onOpen?.(feature.source, String(feature.properties.id));
    });
    return () => {
      popup.remove();
      made.remove();
      map.current = null;
      isReady.current = false;
      marker.current = null;
    };
  }, []);

  useEffect(() => {
    const now = map.current;
    if (!now || !isReady.current) return;
    for (const layer of props.layers) {
      const source = now.getSource<GeoJSONSource>(layer.id);
      if (source) source.setData(layer.data);
      else addLayer(now, layer);
    }
  }, [props.layers]);

  useEffect(() => {
    if (!map.current) return;
    marker.current?.remove();
    marker.current = null;
    if (!props.picked) return;
    marker.current = new Marker({ color: colours.primary, scale: 0.8 })
      .setLngLat([props.picked.lng, props.picked.lat])
      .addTo(map.current);
  }, [props.picked]);

  return (
    <>
      <div ref={place} className="map-canvas" />
      {props.legend && (
        <ul className="map-legend">
          {props.legend.map(({ tone, words }) => (
            <li key={tone}>
              <i style={{ background: toneColour[tone] }} />
              {words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
