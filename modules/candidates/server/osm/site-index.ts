import Flatbush from 'flatbush';
import type { OsmOutline } from './read-osm.ts';

/** Finds the outlines that contain a point, the smallest first. */
export function createSiteIndex(outlines: OsmOutline[]): (lng: number, lat: number) => OsmOutline[] {
  const boxes = outlines.flatMap((outline) => outline.rings.map((ring) => ({ outline, ring, ...boxOf(ring) })));
  if (boxes.length === 0) return () => [];
  const index = new Flatbush(boxes.length);
  for (const { minX, minY, maxX, maxY } of boxes) index.add(minX, minY, maxX, maxY);
  index.finish();
  return (lng, lat) => {
    const hits = index
      .search(lng, lat, lng, lat)
      .map((i) => boxes[i] as (typeof boxes)[number])
      .filter(({ ring }) => contains(ring, lng, lat))
      .sort((a, b) => area(a) - area(b));
    return [...new Set(hits.map(({ outline }) => outline))];
  };
}

interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

function boxOf(ring: [number, number][]): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of ring) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

/** Only for comparing boxes of one neighbourhood with each other. */
const area = ({ minX, minY, maxX, maxY }: Box) => (maxX - minX) * (maxY - minY);

/** Ray casting; a point on the edge may count either way. */
export function contains(ring: [number, number][], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as [number, number];
    const [xj, yj] = ring[j] as [number, number];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
