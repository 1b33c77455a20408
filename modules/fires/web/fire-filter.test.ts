import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firePlaceIds, grades, placeGroups } from '#modules/fires/contract';
import { readListState } from '#platform/web/components/list-state.ts';
import { parseSearch } from '#platform/web/search.ts';
import { firesPath, readFireFilter } from './fire-filter.ts';

const some = <T>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), { nil: undefined });
const day = fc.option(fc.constantFrom('2026-01-01', '2026-02-28'), { nil: undefined });
const flag = fc.constantFrom(true as const, undefined);

test('an address that a figure opens is read back as the very same filter', () => {
  const filters = fc.record({
    place: some(firePlaceIds),
    placeGroup: some(Object.keys(placeGroups) as (keyof typeof placeGroups)[]),
    grade: some(Object.keys(grades) as (keyof typeof grades)[]),
    from: day,
    to: day,
    hourFrom: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    isFatal: flag,
    isLate: flag,
    isCounted: flag,
    owes: fc.constantFrom('FINAL' as const, undefined),
  });
  fc.assert(
    fc.property(filters, (filter) => {
      const path = firesPath(filter);
      const state = readListState(parseSearch(path.split('?')[1] ?? ''), '330481000000', 50);
      const known = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      const hours = filter.hourFrom === undefined ? {} : { hourTo: 23 };
      expect(readFireFilter(state, '330481')).toEqual({ countyCode: '330481', ...known, ...hours });
    }),
  );
});
