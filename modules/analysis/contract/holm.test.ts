import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from './holm.ts';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

test('as in Holm 1979: the smallest is multiplied by their number, the next by one less', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test('none becomes less probable than it was, none more than certain, and their order stays', () => {
  fc.assert(
    fc.property(probabilities, (given) => {
      const adjusted = holm(given);
      given.forEach((one, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(one);
        expect(adjusted[i]).toBeLessThanOrEqual(1);
        given.forEach((other, j) => {
          if (one < other) expect(adjusted[i] as number).toBeLessThanOrEqual(adjusted[j] as number);
        });
      });
    }),
  );
});

test('a single comparison needs no correction', () => {
  expect(holm([0.2])).toEqual([0.2]);
});
