import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf, classOf } from './region-classes.ts';

test('every value lies in one class, classes are in order, and a larger value never has a weaker tint', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 40 }), (values) => {
      const classes = classesOf(values);
      expect(classes.length).toBeLessThanOrEqual(5);
      const sorted = [...values].sort((a, b) => a - b);
      const tints = sorted.map((value) => {
        const own = classOf(classes, value);
        expect(own && own.low <= value && value <= own.high).toBe(true);
        return own?.tint ?? 0;
      });
      expect(tints).toEqual([...tints].sort((a, b) => a - b));
    }),
  );
});

test('five classes use all five tints; where all is zero nothing looks strong', () => {
  expect(classesOf([0, 1, 2, 3, 9]).map(({ tint }) => tint)).toEqual([1, 2, 3, 4, 5]);
  expect(classesOf([0, 0])).toEqual([{ low: 0, high: 0, tint: 1 }]);
  expect(classesOf([])).toEqual([]);
});
