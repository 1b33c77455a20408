import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apartByChance, leastChance } from './two-counts.ts';

const count = fc.nat(400);

test.each([
  // Exact sums of binomial coefficients: 2 × P(X ≥ first), of first + second at one half each.
  [8, 2, 0.109375],
  [10, 0, 0.001953125],
  [5, 5, 1],
  [47, 35, 0.2242],
  [60, 35, 0.0134],
])('%i beside %i happens by chance with probability %f', (first, second, probability) => {
  expect(apartByChance(first, second)).toBeCloseTo(probability, 4);
});

test('it does not matter which of two equally long periods comes first', () => {
  fc.assert(
    fc.property(count, count, (first, second) => {
      expect(apartByChance(first, second)).toBeCloseTo(apartByChance(second, first), 12);
    }),
  );
});

test('of the same total, the further apart the less probable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(200), (all, by) => {
      const near = Math.ceil(all / 2) + (by % Math.ceil(all / 2 || 1));
      fc.pre(near < all);
      expect(apartByChance(near + 1, all - near - 1)).toBeLessThanOrEqual(apartByChance(near, all - near) + 1e-12);
    }),
  );
});

test('a longer period may have more', () => {
  // 120 in 90 days and 60 in 45 days lie on one level.
  expect(apartByChance(120, 60, 90 / 135)).toBeGreaterThan(0.9);
  expect(apartByChance(120, 60)).toBeLessThan(0.001);
});

test('it is a probability, also for a province', () => {
  fc.assert(
    fc.property(fc.nat(60_000), fc.nat(60_000), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (a, b, share) => {
      const chance = apartByChance(a, b, share);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test('of five in two equal years nothing can be told at one in twenty, of six it can', () => {
  expect(leastChance(5)).toBeGreaterThan(0.05);
  expect(leastChance(6)).toBeLessThan(0.05);
});
