import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Area, outline, type Position } from './outline.ts';

type Spot = [number, number];

const isIn = ([x, y]: Spot, { polygons }: Area) => {
  let inside = false;
  for (const ring of polygons.flat())
    for (let i = 1; i < ring.length; i++) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1] as Spot, ring[i] as Spot];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  return inside;
};

/** Nine places side by side, each with positions scattered over its square. */
const scattered = (fewest: number) =>
  fc
    .record({ many: fc.integer({ min: fewest, max: 60 }), seed: fc.integer({ min: 1, max: 1e6 }) })
    .map(({ many, seed }) => {
      let state = seed;
      const random = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      return Array.from({ length: 9 * many }, (_, i): Position => {
        const place = i % 9;
        return {
          place: `p${place}`,
          lng: 120 + 0.1 * ((place % 3) + random()),
          lat: 30 + 0.1 * (Math.floor(place / 3) + random()),
        };
      });
    });

describe('areas suggested by positions', () => {
  test('every place with a position has an area with its name inside, and no ground belongs to two', () => {
    fc.assert(
      fc.property(scattered(1), (positions) => {
        const areas = outline(positions);
        expect(areas.map(({ place }) => place).sort()).toEqual(
          [...new Set(positions.map(({ place }) => place))].sort(),
        );
        for (const area of areas) expect(isIn(area.label, area)).toBe(true);
        for (let i = 0; i < 400; i++) {
          const spot: Spot = [119.95 + ((i * 37) % 401) / 1000, 29.95 + ((i * 71) % 397) / 1000];
          expect(areas.filter((area) => isIn(spot, area)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('nearly all positions lie in the area of their own place', () => {
    fc.assert(
      fc.property(scattered(12), (positions) => {
        const areas = new Map(outline(positions).map((area) => [area.place, area]));
        const own = positions.filter(({ place, lng, lat }) => isIn([lng, lat], areas.get(place) as Area));
        expect(own.length / positions.length).toBeGreaterThan(0.8);
      }),
      { numRuns: 25 },
    );
  });

  const grid = (place: string, west: number, south: number, across = 5): Position[] =>
    Array.from({ length: across * across }, (_, i) => ({
      place,
      lng: west + 0.01 * (i % across),
      lat: south + 0.01 * Math.floor(i / across),
    }));

  test('a position entered in the wrong county does not stretch its place over the map', () => {
    const areas = outline([...grid('a', 120, 30), ...grid('b', 120.05, 30), { place: 'a', lng: 118, lat: 28 }]);
    for (const { polygons } of areas) for (const [lng] of polygons.flat(2)) expect(lng).toBeGreaterThan(119.8);
  });

  test('a lone position amid another place makes no island there', () => {
    const areas = outline([...grid('a', 120, 30), ...grid('b', 120.05, 30), { place: 'b', lng: 120.021, lat: 30.021 }]);
    expect(areas.map(({ place, polygons }) => [place, polygons.length]).sort()).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });

  test('a place within another is a hole in it', () => {
    const around = grid('around', 120, 30, 12).filter(
      ({ lng, lat }) => Math.abs(lng - 120.055) > 0.022 || Math.abs(lat - 30.055) > 0.022,
    );
    const areas = outline([...around, ...grid('within', 120.0405, 30.0405, 4)]);
    expect(areas.find(({ place }) => place === 'around')?.polygons.map((rings) => rings.length)).toEqual([2]);
    expect(areas.filter((area) => isIn([120.055, 30.055], area)).map(({ place }) => place)).toEqual(['within']);
  });

  test('a gap between the positions of two places is their ground too, and makes no islands', () => {
    const areas = outline([...grid('a', 120, 30), ...grid('b', 120.14, 30)]);
    expect(areas.map(({ polygons }) => polygons.length)).toEqual([1, 1]);
    for (const lng of [120.06, 120.08, 120.1, 120.12])
      expect(areas.filter((area) => isIn([lng, 30.02], area)).map(({ place }) => place)).toEqual([
        lng < 120.09 ? 'a' : 'b',
      ]);
  });

  test('one position is enough for an area, none makes none', () => {
    expect(outline([])).toEqual([]);
    const [area] = outline([{ place: 'a', lng: 120, lat: 30 }]);
    expect(area && isIn([120, 30], area)).toBe(true);
  });
});
