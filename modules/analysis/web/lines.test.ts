import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Breakdown } from '#modules/indicators/contract';
import { crossedOf, linesOf } from './lines.ts';

const code = fc.option(fc.constantFrom('1', '2', '3', 'odd'), { nil: null });
const values = ['1', '2', '3'].map((one) => ({ code: one, label: `第${one}` }));
const breakdown = fc
  .uniqueArray(fc.record({ codes: fc.tuple(code, code), value: fc.nat(90) }), { selector: ({ codes }) => codes.join() })
  .map(
    (rows) =>
      ({
        by: [
          { name: 'a', label: '甲', values },
          { name: 'b', label: '乙', values },
        ],
        rows: rows.map((row) => ({ ...row, labels: [], records: row.value, yearBefore: 0 })),
      }) as unknown as Breakdown,
  );

test('cells, sums of rows and sums of columns all make the same whole, what is not known among them', () => {
  fc.assert(
    fc.property(breakdown, (given) => {
      const [rows, columns] = [linesOf(given, 0), linesOf(given, 1)];
      const at = crossedOf(given);
      const whole = given.rows.reduce((sum, { value }) => sum + value, 0);
      const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
      expect(at(undefined, undefined)).toBe(whole);
      expect(sum(rows.flatMap((row) => columns.map((column) => at(row, column))))).toBe(whole);
      expect(sum(rows.map((row) => at(row, undefined)))).toBe(whole);
      expect(sum(columns.map((column) => at(undefined, column)))).toBe(whole);
    }),
  );
});
