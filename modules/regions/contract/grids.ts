import { z } from 'zod';

export type LngLat = readonly [lng: number, lat: number];

const Position = z.array(z.number()).min(2).max(3);

/** GeoJSON Polygon or MultiPolygon in CGCS2000 (WGS-84) degrees; what it must satisfy beyond its shape: `shapeProblem`. */
export const GridPolygon = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
  ],
  { error: '网格边界应为 GeoJSON 的 Polygon 或 MultiPolygon' },
);
export type GridPolygon = z.infer<typeof GridPolygon>;

export const maxGridPoints = 2000;

/** A rectangle around the whole territory, the islands of the South China Sea included. */
const china = { west: 73, east: 136, south: 3, north: 54 };

export const isInChina = ([lng, lat]: LngLat) =>
  lng >= china.west && lng <= china.east && lat >= china.south && lat <= china.north;

/** Rings of all parts; a ring that is no outer one is a hole, which even-odd counting needs no name for. */
const ringsOf = (shape: GridPolygon) => (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat());

/** West, south, east, north of a shape. */
export function boundsOf(shape: GridPolygon): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of ringsOf(shape))
    for (const [lng = 0, lat = 0] of ring) {
      bounds[0] = Math.min(bounds[0], lng);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lng);
      bounds[3] = Math.max(bounds[3], lat);
    }
  return bounds;
}

const twiceArea = (ring: readonly (readonly number[])[]) =>
  ring.reduce((sum, [lng = 0, lat = 0], i) => {
    const [nextLng = 0, nextLat = 0] = ring[(i + 1) % ring.length] ?? [];
    return sum + lng * nextLat - nextLng * lat;
  }, 0);

type Ring = readonly (readonly number[])[];

/** On which side of the line from a to b a point lies: positive left, negative right. */
const turn = (a: readonly number[], b: readonly number[], point: readonly number[]) =>
  ((b[0] ?? 0) - (a[0] ?? 0)) * ((point[1] ?? 0) - (a[1] ?? 0)) -
  ((b[1] ?? 0) - (a[1] ?? 0)) * ((point[0] ?? 0) - (a[0] ?? 0));

/**
 * Two edges of a closed ring that cross each other, by the number of the corner where each begins (from 1), or null.
 * Edges that only touch do not cross: survey data has such corners, and even-odd counting is right about them.
 */
export function crossingOf(ring: Ring): [number, number] | null {
  const edges = ring.slice(0, -1).map((from, i) => {
    const to = ring[i + 1] ?? from;
    return {
      from,
      to,
      number: i + 1,
      west: Math.min(from[0] ?? 0, to[0] ?? 0),
      east: Math.max(from[0] ?? 0, to[0] ?? 0),
    };
  });
  // From west to east, so that an edge is compared only with those that begin before it ends.
  edges.sort((a, b) => a.west - b.west);
  for (const [i, a] of edges.entries())
    for (let j = i + 1; j < edges.length; j++) {
      const b = edges[j] as (typeof edges)[number];
      if (b.west > a.east) break;
      if (
        turn(a.from, a.to, b.from) * turn(a.from, a.to, b.to) < 0 &&
        turn(b.from, b.to, a.from) * turn(b.from, b.to, a.to) < 0
      )
        return a.number < b.number ? [a.number, b.number] : [b.number, a.number];
    }
  return null;
}

/** What is wrong with a boundary, as a sentence with its remedy, or null when it can be used. */
export function shapeProblem(shape: GridPolygon): string | null {
  const rings = ringsOf(shape);
  if (!rings.length) return '边界没有坐标，请重新画出边界。';
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (points > maxGridPoints) return `边界有 ${points} 个点，超过 ${maxGridPoints} 个，请先简化边界。`;
  for (const [index, ring] of rings.entries()) {
    const name = rings.length > 1 ? `第 ${index + 1} 圈边界` : '边界';
    for (const [lng = Number.NaN, lat = Number.NaN] of ring) {
      if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
        return `${name}的坐标（${lng}，${lat}）不是经纬度，请转换为 CGCS2000 经纬度。`;
      if (!isInChina([lng, lat]))
        return isInChina([lat, lng])
          ? `${name}的经度和纬度写反了（${lng}，${lat}），应先写经度。`
          : `${name}的坐标（${lng}，${lat}）不在中国境内，请核对。`;
    }
    if (ring.length < 4) return `${name}至少要有 3 个顶点，并回到起点。`;
    const [first, last] = [ring[0], ring.at(-1)];
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return `${name}没有闭合，最后一个点应与第一个点相同。`;
    const crossing = crossingOf(ring);
    if (crossing)
      return `${name}自相交：第 ${crossing[0]} 个点之后的边与第 ${crossing[1]} 个点之后的边交叉，请移动这几个点或重画边界。`;
    // A square metre is about 1e-10 square degrees.
    if (Math.abs(twiceArea(ring)) < 1e-10) return `${name}没有围出面积，请重新画出边界。`;
  }
  return null;
}

/** Whether a point lies in a ring or on it: ray casting towards the east. */
function sideOf([lng, lat]: LngLat, ring: readonly (readonly number[])[]): 'in' | 'on' | 'out' {
  let isIn = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[j] ?? [];
    const cross = (x2 - x1) * (lat - y1) - (y2 - y1) * (lng - x1);
    if (
      cross === 0 &&
      Math.min(x1, x2) <= lng &&
      lng <= Math.max(x1, x2) &&
      Math.min(y1, y2) <= lat &&
      lat <= Math.max(y1, y2)
    )
      return 'on';
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isIn = !isIn;
  }
  return isIn ? 'in' : 'out';
}

/** Whether a shape covers a point; its edge belongs to it, its holes do not. */
export function covers(shape: GridPolygon, point: LngLat): boolean {
  let crossings = 0;
  for (const ring of ringsOf(shape)) {
    const side = sideOf(point, ring);
    if (side === 'on') return true;
    if (side === 'in') crossings += 1;
  }
  return crossings % 2 === 1;
}

/**
 * The grid that a point lies in. Neighbours share their edge, and badly drawn ones overlap: the smallest code wins, so
 * that the answer does not hang on the order of the list.
 */
export function gridOf<T extends { code: string; polygon: GridPolygon | null }>(
  point: LngLat,
  grids: Iterable<T>,
): T | null {
  let found: T | null = null;
  for (const grid of grids)
    if ((!found || grid.code < found.code) && grid.polygon && covers(grid.polygon, point)) found = grid;
  return found;
}
