import Delaunator from 'delaunator';
import { surroundings } from './surroundings.ts';

/** Where something of a place is: WGS-84 degrees. */
export interface Position {
  place: string;
  lng: number;
  lat: number;
}

export interface Area {
  place: string;
  /** Rings of degrees as in a GeoJSON MultiPolygon: the outer ring first, then its holes; rings are closed. */
  polygons: [number, number][][][];
  /** A spot well inside, for the name. */
  label: [number, number];
}

interface Site {
  place: string;
  x: number;
  y: number;
}
type Spot = [number, number];

/** Ground that belongs to no place. */
const outside = '';
const smoothings = 2;

/**
 * Areas that positions suggest: every spot belongs to the place whose position is nearest (Voronoi), up to where positions
 * end. Neighbouring areas share their borders exactly. Positions that lie apart from their place's others do not count.
 */
export function outline(positions: readonly Position[]): Area[] {
  if (positions.length === 0) return [];
  // A degree of longitude is shorter than one of latitude.
  const shrink = Math.cos((median(positions.map(({ lat }) => lat)) * Math.PI) / 180);
  const flat = positions.map(({ place, lng, lat }) => ({ place, x: lng * shrink, y: lat }));
  // Twice: what was left out no longer holds up its neighbours.
  const sites = withoutStrays(withoutStrays(withoutDistant(flat)));
  const toDegrees = ([x, y]: Spot): Spot => [round(x / shrink), round(y)];

  const around = surroundings(sites);
  const nearest = (spot: { x: number; y: number }) =>
    sites.reduce((best, site) => (distance(site, spot) < distance(best, spot) ? site : best));
  const borders = bordersOf([
    ...sites,
    ...around.outside.map((spot) => ({ place: outside, ...spot })),
    ...around.gaps.map((spot) => ({ place: nearest(spot).place, ...spot })),
  ]);
  return [...borders.next].flatMap(([place, next]) => {
    const polygons = withHoles(ringsOf(next).map((ring) => ring.map((at) => borders.spots[at] as Spot)));
    if (polygons.length === 0) return [];
    const closed = polygons.map((rings) => rings.map((ring) => [...ring, ring[0] as Spot].map(toDegrees)));
    return [{ place, polygons: closed, label: toDegrees(innermost(polygons)) }];
  });
}

const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const extentOf = (values: readonly number[]) => {
  const low = Math.min(...values);
  return { low, size: Math.max(...values) - low };
};
const distance = (a: Site, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

/** Without positions that lie three times as far from their place's middle as nine tenths of the others: wrong ones. */
function withoutDistant(sites: readonly Site[]): Site[] {
  return [...Map.groupBy(sites, ({ place }) => place).values()].flatMap((own) => {
    const middle = { x: median(own.map(({ x }) => x)), y: median(own.map(({ y }) => y)) };
    const distances = own.map((site) => distance(site, middle)).sort((a, b) => a - b);
    const far = 3 * (distances[Math.floor(own.length * 0.9)] as number);
    return own.filter((site) => distance(site, middle) <= far);
  });
}

const following = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1);
const triangleOf = (edge: number) => Math.floor(edge / 3);

/** Without positions most of whose neighbours are of other places, as they would be islands and tongues in their ground. */
function withoutStrays(sites: readonly Site[]): Site[] {
  const { triangles } = Delaunator.from(
    sites as Site[],
    ({ x }) => x,
    ({ y }) => y,
  );
  const [own, all] = [new Map<Site, number>(), new Map<Site, number>()];
  triangles.forEach((from, edge) => {
    const [a, b] = [sites[from] as Site, sites[triangles[following(edge)] as number] as Site];
    all.set(a, (all.get(a) ?? 0) + 1);
    if (a.place === b.place) own.set(a, (own.get(a) ?? 0) + 1);
  });
  const isSettled = (site: Site) => (own.get(site) ?? 0) >= 0.4 * (all.get(site) ?? 0);
  const hasSettled = new Set(sites.filter((site) => all.has(site) && isSettled(site)).map(({ place }) => place));
  return sites.filter((site) => isSettled(site) || !hasSettled.has(site.place));
}

/**
 * Borders between the cells of different places. Their corners are the centres of the triangles between positions, known by
 * number, so that what is cut for one place fits the other without comparing coordinates.
 */
function bordersOf(sites: readonly Site[]) {
  const { triangles, halfedges } = Delaunator.from(
    sites as Site[],
    ({ x }) => x,
    ({ y }) => y,
  );
  const next = new Map<string, Map<number, number>>();
  const beside = new Map<number, number[]>();
  halfedges.forEach((opposite, edge) => {
    if (opposite < 0) return;
    const { place } = sites[triangles[edge] as number] as Site;
    if (place === (sites[triangles[following(edge)] as number] as Site).place) return;
    const [from, to] = [triangleOf(edge), triangleOf(opposite)];
    beside.set(from, [...(beside.get(from) ?? []), to]);
    if (place === outside) return;
    const own = next.get(place) ?? new Map<number, number>();
    next.set(place, own.set(from, to));
  });
  let spots = Array.from({ length: triangles.length / 3 }, (_, triangle) =>
    centreOf([0, 1, 2].map((i) => sites[triangles[3 * triangle + i] as number] as Site)),
  );
  // Corners of three places stay; all others move a little towards their neighbours, for both sides alike.
  for (let i = 0; i < smoothings; i++)
    spots = spots.map((spot, at) => {
      const [before, after, third] = (beside.get(at) ?? []).map((one) => spots[one] as Spot);
      if (!before || !after || third) return spot;
      return [(before[0] + 2 * spot[0] + after[0]) / 4, (before[1] + 2 * spot[1] + after[1]) / 4];
    });
  return { next, spots };
}

/** Centre of the circle through three positions; their middle where they lie on one line. */
function centreOf([a, b, c]: Site[]): Spot {
  if (!a || !b || !c) throw new Error('a triangle has three corners');
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const twice = 2 * (bx * cy - by * cx);
  if (Math.abs(twice) < 1e-14) return [(a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3];
  const [bb, cc] = [bx * bx + by * by, cx * cx + cy * cy];
  return [a.x + (cy * bb - by * cc) / twice, a.y + (bx * cc - cx * bb) / twice];
}

/** Closed walks along the borders, each corner once. */
function ringsOf(next: ReadonlyMap<number, number>): number[][] {
  const left = new Map(next);
  const rings: number[][] = [];
  for (const start of next.keys()) {
    const ring: number[] = [];
    for (let at: number | undefined = start; at !== undefined && left.has(at); ) {
      ring.push(at);
      const to = left.get(at);
      left.delete(at);
      at = to;
    }
    if (ring.length > 2) rings.push(ring);
  }
  return rings;
}

const areaOf = (ring: readonly Spot[]) =>
  ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as Spot;
    return sum + x * ny - nx * y;
  }, 0) / 2;

function isInside([x, y]: Spot, ring: readonly Spot[]): boolean {
  let inside = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] as Spot;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** Outer rings with the holes that lie in them: holes run the other way round than the largest ring. */
function withHoles(rings: readonly Spot[][]): Spot[][][] {
  const bySize = rings
    .map((ring) => ({ ring, area: areaOf(ring) }))
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  const direction = Math.sign(bySize[0]?.area ?? 0);
  const polygons = bySize.filter(({ area }) => Math.sign(area) === direction).map(({ ring }) => [ring]);
  for (const { ring, area } of bySize)
    if (Math.sign(area) === -direction)
      polygons.findLast(([outer]) => isInside(ring[0] as Spot, outer as Spot[]))?.push(ring);
  return polygons;
}

/** Distance to a line between two spots. */
function toLine([x, y]: Spot, [x1, y1]: Spot, [x2, y2]: Spot): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

const tries = 20;

/** Of a grid over the largest part the spot farthest from its edges; sideways counts double, as names are wide. */
function innermost([polygon = []]: Spot[][][]): Spot {
  const squeezed = polygon.map((ring) => ring.map(([x, y]): Spot => [x / 2, y]));
  const [outer = []] = squeezed;
  const [xs, ys] = [extentOf(outer.map(([x]) => x)), extentOf(outer.map(([, y]) => y))];
  const at = ({ low, size }: { low: number; size: number }, step: number) => low + ((step + 0.5) / tries) * size;
  let best: { spot: Spot; room: number } = { spot: outer[0] as Spot, room: -1 };
  for (let column = 0; column < tries; column++)
    for (let row = 0; row < tries; row++) {
      const spot: Spot = [at(xs, column), at(ys, row)];
      if (squeezed.filter((ring) => isInside(spot, ring)).length !== 1) continue;
      let room = Number.POSITIVE_INFINITY;
      for (const ring of squeezed)
        for (let i = 0; i < ring.length && room > best.room; i++)
          room = Math.min(room, toLine(spot, ring[i] as Spot, ring[(i + 1) % ring.length] as Spot));
      if (room > best.room) best = { spot, room };
    }
  return [best.spot[0] * 2, best.spot[1]];
}
