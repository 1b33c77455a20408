import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast } from '#modules/fires/contract';
import { alarmOf, apartFromPast, chanceOfAtLeast, chanceOfAtMost, expectationFrom } from './expectation.ts';

const past = fc.array(fc.nat(40), { minLength: 2, maxLength: 40 });

test('what is expected is the average of the past, and its variance at least that of chance', () => {
  fc.assert(
    fc.property(past, (counts) => {
      const { mean, variance, from } = expectationFrom(counts);
      const sum = counts.reduce((all, one) => all + one, 0);
      expect(mean).toBeCloseTo((sum + 0.5) / counts.length, 10);
      expect(variance).toBeGreaterThanOrEqual(mean * (1 + 1 / from) - 1e-9);
    }),
  );
});

test('at most n and at least n + 1 are the whole', () => {
  fc.assert(
    fc.property(past, fc.nat(80), (counts, n) => {
      const expectation = expectationFrom(counts);
      expect(chanceOfAtMost(n, expectation) + chanceOfAtLeast(n + 1, expectation)).toBeCloseTo(1, 9);
    }),
  );
});

test('with a long and even past it is the tail of the Poisson distribution', () => {
  const expectation = { mean: 4, variance: 4 * (1 + 1e-9), from: 1e9 };
  for (let n = 0; n < 20; n++) expect(chanceOfAtLeast(n, expectation)).toBeCloseTo(atLeast(n, 4), 6);
});

test('a past that varies more than chance expects more of the unusual', () => {
  const even = expectationFrom([4, 5, 3, 4, 5, 3, 4]);
  const uneven = expectationFrom([0, 12, 1, 9, 0, 6, 0]);
  expect(uneven.mean).toBe(even.mean);
  expect(chanceOfAtLeast(12, uneven)).toBeGreaterThan(10 * chanceOfAtLeast(12, even));
});

test('a short past is trusted less than a long one of the same level', () => {
  const short = expectationFrom([3, 3]);
  const long = expectationFrom(Array<number>(40).fill(3));
  expect(chanceOfAtLeast(10, short)).toBeGreaterThan(chanceOfAtLeast(10, long));
});

test('the alarm is the first count that chance reaches more seldom than the threshold', () => {
  fc.assert(
    fc.property(past, fc.constantFrom(0.05, 0.01, 0.005, 0.001), (counts, threshold) => {
      const expectation = expectationFrom(counts);
      const { count, chance } = alarmOf(expectation, threshold);
      expect(chance).toBeLessThan(threshold);
      expect(chance).toBeCloseTo(chanceOfAtLeast(count, expectation), 9);
      expect(count - 1 <= expectation.mean || chanceOfAtLeast(count - 1, expectation) >= threshold).toBe(true);
    }),
  );
});

test('a province is counted in tens of thousands without losing itself in rounding', () => {
  const expectation = expectationFrom([31_000, 30_200, 29_800, 30_900, 30_500]);
  expect(apartFromPast(30_480, expectation)).toBeGreaterThan(0.9);
  expect(apartFromPast(36_000, expectation)).toBeLessThan(0.001);
  expect(apartFromPast(25_000, expectation)).toBeLessThan(0.001);
});
