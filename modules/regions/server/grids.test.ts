import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossingOf, type GridPolygon, gridOf, shapeProblem } from '../contract/index.ts';
import { createGridFinder } from './grid-finder.queries.ts';

const square = (west: number, south: number, size: number): GridPolygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

/** A mesh of n × n squares of a hundredth of a degree, as neighbouring grids are. */
const mesh = (n: number) =>
  Array.from({ length: n * n }, (_, i) => ({
    code: String(i).padStart(4, '0'),
    polygon: square(120 + (i % n) / 64, 30 + Math.floor(i / n) / 64, 1 / 64),
  }));

/** Any convex polygon around a centre, by its angles and distances. */
const convex = fc
  .tuple(
    fc.double({ min: 100, max: 120, noNaN: true }),
    fc.double({ min: 25, max: 40, noNaN: true }),
    fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 4, maxLength: 24 }),
  )
  .map(([lng, lat, angles]) => {
    const ring = angles
      .toSorted((a, b) => a - b)
      .map((angle) => [lng + Math.cos((angle * Math.PI) / 180), lat + Math.sin((angle * Math.PI) / 180)]);
    return { polygon: { type: 'Polygon', coordinates: [[...ring, ring[0] as number[]]] } as GridPolygon, ring };
  });

describe('the grid of a point', () => {
  test('every point of a mesh belongs to exactly the cell that arithmetic says, edges to the smaller code', () => {
    const grids = mesh(8);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 * 16 }), fc.integer({ min: 0, max: 8 * 16 }), (x, y) => {
        const found = gridOf([120 + x / 1024, 30 + y / 1024], grids);
        // On an edge the cell to the left or below has the smaller code.
        const column = Math.min(Math.max(Math.ceil(x / 16) - 1, 0), 7);
        const row = Math.min(Math.max(Math.ceil(y / 16) - 1, 0), 7);
        expect(found?.code).toBe(String(row * 8 + column).padStart(4, '0'));
      }),
    );
  });

  test('the average of the corners of a convex grid lies in it, a point beyond its bounds never does', () => {
    fc.assert(
      fc.property(convex, ({ polygon, ring }) => {
        const middle = [0, 1].map((axis) => ring.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / ring.length) as [
          number,
          number,
        ];
        expect(gridOf(middle, [{ code: '1', polygon }])?.code).toBe('1');
        expect(gridOf([middle[0] + 2.1, middle[1]], [{ code: '1', polygon }])).toBeNull();
      }),
    );
  });

  test('does not hang on the order of the list, and the index answers like the rule', () => {
    const point = fc.tuple(
      fc.double({ min: 119, max: 122, noNaN: true }),
      fc.double({ min: 29, max: 32, noNaN: true }),
    );
    const grids = fc.array(
      fc.tuple(
        fc.double({ min: 119, max: 121, noNaN: true }),
        fc.double({ min: 29, max: 31, noNaN: true }),
        fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(point, grids, (at, squares) => {
        const list = squares.map(([west, south, size], i) => ({ code: String(i), polygon: square(west, south, size) }));
        const found = gridOf(at, list)?.code ?? null;
        expect(gridOf(at, list.toReversed())?.code ?? null).toBe(found);
        expect(createGridFinder(list)(...at)?.code ?? null).toBe(found);
      }),
    );
  });

  test('a hole belongs to nobody, and the second part of a multipolygon counts', () => {
    const ring = square(120, 30, 1).coordinates[0] as number[][];
    const hole = square(120.4, 30.4, 0.2).coordinates[0] as number[][];
    const shape: GridPolygon = {
      type: 'MultiPolygon',
      coordinates: [[ring, hole], square(125, 35, 1).coordinates as number[][][]],
    };
    const grids = [{ code: '1', polygon: shape }];
    expect(gridOf([120.5, 30.5], grids)).toBeNull();
    expect(gridOf([120.1, 30.5], grids)?.code).toBe('1');
    expect(gridOf([125.5, 35.5], grids)?.code).toBe('1');
  });
});

describe('a boundary is refused with cause and remedy', () => {
  const shape = (...ring: number[][]): GridPolygon => ({ type: 'Polygon', coordinates: [ring] });
  test.each([
    ['no coordinates', { type: 'Polygon', coordinates: [] } as GridPolygon, /没有坐标/],
    ['an open ring', shape([120, 30], [121, 30], [121, 31], [120, 31]), /没有闭合/],
    ['two corners', shape([120, 30], [121, 30], [120, 30]), /至少要有 3 个顶点/],
    ['no area', shape([120, 30], [121, 30], [122, 30], [120, 30]), /没有围出面积/],
    [
      'metres instead of degrees',
      shape([40512345, 3361234], [40512345, 3361235], [40512346, 3361235], [40512345, 3361234]),
      /不是经纬度/,
    ],
    [
      'a bow tie',
      shape([120, 30], [121, 31], [121, 30], [120, 31], [120, 30]),
      /自相交：第 1 个点之后的边与第 3 个点之后的边交叉/,
    ],
    ['latitude first', shape([30, 120], [30, 121], [31, 121], [30, 120]), /不是经纬度|写反/],
    ['latitude first within 90', shape([40, 80], [40, 81], [41, 81], [40, 80]), /写反/],
    ['another country', shape([2, 48], [3, 48], [3, 49], [2, 48]), /不在中国境内/],
  ])('%s', (_, given, words) => {
    expect(shapeProblem(given)).toMatch(words);
  });

  test('a star of any size crosses itself, the same corners in their order around never do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.double({ min: 0, max: 6, noNaN: true }), (half, start) => {
        const n = 2 * half + 1;
        const corner = (i: number) => [
          120 + 0.01 * Math.cos(start + (2 * Math.PI * i) / n),
          30 + 0.01 * Math.sin(start + (2 * Math.PI * i) / n),
        ];
        const ring = (step: number) => Array.from({ length: n + 1 }, (_, i) => corner((i * step) % n));
        expect(crossingOf(ring(1))).toBeNull();
        expect(crossingOf(ring(2))).not.toBeNull();
      }),
    );
  });

  test('a corner that lies on another edge is a touch and no crossing', () => {
    const ring = [
      [120, 30],
      [122, 30],
      [122, 31],
      [121, 30],
      [120, 31],
      [120, 30],
    ];
    expect(crossingOf(ring)).toBeNull();
  });

  test('2,000 points pass, 2,001 do not', () => {
    const circle = (n: number) => {
      const ring = Array.from({ length: n - 1 }, (_, i) => [
        120 + Math.cos((2 * Math.PI * i) / (n - 1)),
        30 + Math.sin((2 * Math.PI * i) / (n - 1)),
      ]);
      return shape(...ring, ring[0] as number[]);
    };
    expect(shapeProblem(circle(2000))).toBeNull();
    expect(shapeProblem(circle(2001))).toMatch(/2001 个点，超过 2000 个/);
  });
});
