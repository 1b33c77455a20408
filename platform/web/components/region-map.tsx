import { useId, useMemo, useState } from 'react';
import { t } from '../i18n/i18n.ts';
import { useChartLook } from './chart-look.ts';
import { RecordLink } from './record-link.tsx';
import { classesOf, classOf } from './region-classes.ts';
import './region-map.css';
import { useWidth } from './use-width.ts';

type Spot = [number, number];
export type MapArea = {
  code: string;
  name: string;
  /** Rings of a GeoJSON MultiPolygon, WGS-84 degrees. */
  polygons: Spot[][][];
  /** Where the name stands. */
  label: Spot;
};

/** What is said of one area; without a value it is unknown and hatched. */
export type AreaValue = { value: number | null; words: string; opens?: string };

export type RegionMapProps = {
  areas: readonly MapArea[];
  /** Places that have no area: listed below the map. */
  unlocated?: readonly { code: string; name: string }[];
  values: ReadonlyMap<string, AreaValue>;
  /** What the colours stand for, with its unit. */
  label: string;
  /** Number of a class of the legend. */
  format: (value: number) => string;
  /** Where the areas come from; stands below the map. */
  note: string;
  height?: number;
};

const padding = 10;
const shortened = (name: string) => (name.length > 7 ? `${name.slice(0, 6)}…` : name);

/** From degrees to pixels: the whole of the areas in the frame, true in shape. */
function fitting(areas: readonly MapArea[], width: number, height: number) {
  const spots = areas.flatMap(({ polygons }) => polygons.flatMap(([outer]) => outer ?? []));
  const [lngs, lats] = [spots.map(([lng]) => lng), spots.map(([, lat]) => lat)];
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (width - 2 * padding) / ((east - west) * shrink || 1),
    (height - 2 * padding) / (north - south || 1),
  );
  const left = (width - (east - west) * shrink * scale) / 2;
  const top = (height - (north - south) * scale) / 2;
  return ([lng, lat]: Spot): Spot => [left + (lng - west) * shrink * scale, top + (north - lat) * scale];
}

/** Names that do not run into one another, largest areas first. */
function labelled(areas: readonly { name: string; at: Spot; size: number }[], width: number, fontSize: number) {
  const placed: { x: number; y: number; half: number }[] = [];
  return new Set(
    [...areas]
      .sort((a, b) => b.size - a.size)
      .filter(({ name, at: [x, y] }) => {
        const half = (shortened(name).length * fontSize) / 2;
        const isFree = placed.every(
          (one) => Math.abs(one.x - x) > one.half + half || Math.abs(one.y - y) > 2.4 * fontSize,
        );
        if (!isFree || x < half || x > width - half) return false;
        placed.push({ x, y, half });
        return true;
      })
      .map(({ name }) => name),
  );
}

type Shape = MapArea & { path: string; at: Spot; isNamed: boolean; tint: number | undefined };

/** The ground of one area; a link where it opens something. */
function Ground(props: {
  area: Shape;
  words: string;
  opens: string | undefined;
  fill: string | undefined;
  onPoint: () => void;
}) {
  const { area, words, opens, fill } = props;
  const shape = (
    // biome-ignore lint/a11y/noStaticElementInteractions: what it tells on hover stands in its title too
    <g className="region-map-area" onMouseEnter={props.onPoint}>
      <title>{`${area.name} ${words}`}</title>
      <path d={area.path} fillRule="evenodd" className={area.tint ? `is-tint-${area.tint}` : ''} fill={fill} />
    </g>
  );
  return opens ? <RecordLink to={opens}>{shape}</RecordLink> : shape;
}

/**
 * Divisions coloured by a value in ordered tints of the primary; what is unknown is hatched, never the lightest tint. Every
 * area opens what its value says; drawn as SVG, so that it is sharp in print and on big screens.
 */
export function RegionMap(props: RegionMapProps) {
  const { areas, values, format, height = 380, unlocated = [] } = props;
  const { fontSize } = useChartLook();
  const [frame, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<string>();
  const hatch = useId();
  const classes = useMemo(
    () => classesOf([...values.values()].flatMap(({ value }) => (value === null ? [] : [value]))),
    [values],
  );
  const drawn = useMemo((): Shape[] => {
    if (width === 0 || areas.length === 0) return [];
    const toPixels = fitting(areas, width, height);
    const shapes = areas.map((area) => {
      const path = area.polygons
        .flat()
        .map(
          (ring) =>
            `M${ring
              .map((spot) =>
                toPixels(spot)
                  .map((n) => n.toFixed(1))
                  .join(' '),
              )
              .join('L')}Z`,
        )
        .join('');
      const xs = area.polygons.flatMap(([outer]) => (outer ?? []).map((spot) => toPixels(spot)[0]));
      const value = values.get(area.code)?.value ?? null;
      return {
        ...area,
        path,
        at: toPixels(area.label),
        size: Math.max(...xs) - Math.min(...xs),
        tint: value === null ? undefined : classOf(classes, value)?.tint,
      };
    });
    const names = labelled(shapes, width, fontSize);
    return shapes.map((shape) => ({ ...shape, isNamed: names.has(shape.name) }));
  }, [areas, values, classes, width, height, fontSize]);
  const hasUnknown = areas.some(({ code }) => (values.get(code)?.value ?? null) === null);
  const wordsOf = (code: string) => values.get(code)?.words ?? t('未报送');
  const told = areas.find(({ code }) => code === pointed);

  return (
    <figure className="region-map" ref={frame} style={{ fontSize }}>
      {areas.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a drawing of links is no set of fields
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={props.label}
          onMouseLeave={() => setPointed(undefined)}
        >
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" className="region-map-ground" />
              <path d="M0 0V6" className="region-map-hatch" />
            </pattern>
          </defs>
          {drawn.map((area) => (
            <Ground
              key={area.code}
              area={area}
              words={wordsOf(area.code)}
              opens={values.get(area.code)?.opens}
              fill={area.tint ? undefined : `url(#${hatch})`}
              onPoint={() => setPointed(area.code)}
            />
          ))}
          {/* Names after all ground, or the next area would cut them off. */}
          {drawn
            .filter(({ isNamed }) => isNamed)
            .map(({ code, name, at: [x, y], tint = 0 }) => (
              <text key={code} x={x} y={y} className={tint > 3 ? 'is-on-tint' : ''}>
                {shortened(name)}
                <tspan x={x} dy="1.2em">
                  {wordsOf(code)}
                </tspan>
              </text>
            ))}
        </svg>
      )}
      <figcaption>
        <ul className="region-map-legend">
          <li className="region-map-label">{told ? `${told.name} ${wordsOf(told.code)}` : props.label}</li>
          {classes.map(({ low, high, tint }) => (
            <li key={low}>
              <i className={`is-tint-${tint}`} />
              {low === high ? format(low) : `${format(low)}–${format(high)}`}
            </li>
          ))}
          {hasUnknown && (
            <li>
              <i className="is-unknown" />
              {t('未知')}
            </li>
          )}
        </ul>
        {unlocated.length > 0 && (
          <p className="region-map-unlocated">
            {t('没有登记位置、不在图上：')}
            {unlocated.map(({ code, name }) => {
              const { value = null, opens } = values.get(code) ?? {};
              const words = value === null ? name : `${name} ${wordsOf(code)}`;
              return <span key={code}>{opens ? <RecordLink to={opens}>{words}</RecordLink> : words}</span>;
            })}
          </p>
        )}
        <p className="region-map-note">{props.note}</p>
      </figcaption>
    </figure>
  );
}
