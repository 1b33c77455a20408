import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast, atMost, outsideHistory } from './poisson.ts';

test.each([
  [3, 0, 0.0498],
  [3, 3, 0.6472],
  [10, 4, 0.0293],
  [1000, 900, 0.0007],
])('with a mean of %i at most %i happens with %f', (mean, count, probability) => {
  expect(atMost(count, mean)).toBeCloseTo(probability, 3);
});

test('at most n and at least n + 1 are the whole', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.double({ min: 0.1, max: 200, noNaN: true }), (count, mean) => {
      expect(atMost(count, mean) + atLeast(count + 1, mean)).toBeCloseTo(1, 9);
    }),
  );
});

test('a very improbable tail is not lost in rounding', () => {
  expect(atLeast(60, 5)).toBeGreaterThan(0);
  expect(atLeast(60, 5)).toBeLessThan(1e-35);
});

const limits = { threshold: 0.001, leastMonths: 6 };
test('a month of 30 after months of 10 is outside, one of 15 is not, and half a year of past is needed', () => {
  expect(outsideHistory(30, Array(12).fill(10), limits)).toMatchObject({ direction: 'HIGH', mean: 10 });
  expect(outsideHistory(15, Array(12).fill(10), limits)).toBeUndefined();
  expect(outsideHistory(1, Array(12).fill(12), limits)).toMatchObject({ direction: 'LOW' });
  expect(outsideHistory(30, Array(5).fill(10), limits)).toBeUndefined();
});
