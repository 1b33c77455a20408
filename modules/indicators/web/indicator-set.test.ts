import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndicatorRow, IndicatorTable } from '#modules/indicators/contract';
import { digitsOf, levelsBelow, recordsPath } from './addresses.ts';
import { groupsOf, readSet, toggleGroup, writeSet } from './indicator-set.ts';
import { isUnplaced, nextSort, orderRows } from './table-order.ts';

const row = (id: string, group: string, isActive = true) => ({ id, group, isActive }) as IndicatorRow;
const catalogue = [
  row('fireCount', '火灾'),
  row('deathCount', '火灾'),
  row('hazardStock', '隐患存量'),
  row('retired', '隐患存量', false),
  row('hazardOverdue', '隐患存量'),
  row('own', '本地,自定'),
];
const groups = groupsOf(catalogue);
const all = groups.flatMap(({ indicators }) => indicators.map(({ id }) => id));

describe('the chosen indicators in the address', () => {
  test('whole groups stand by their name, single ones by their id', () => {
    expect(writeSet(new Set(['fireCount', 'deathCount', 'hazardStock']), groups)).toBe('火灾,hazardStock');
    expect(readSet('hazardStock,火灾', groups)).toEqual(['fireCount', 'deathCount', 'hazardStock']);
  });

  test('any choice is read back as it was written', () => {
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1 }), (ids) => {
        expect(readSet(writeSet(new Set(ids), groups), groups)).toEqual(ids);
      }),
    );
  });

  test('what is retired or unknown is left out, and nothing at all becomes the first group', () => {
    expect(readSet('retired,隐患存量', groups)).toEqual(['hazardStock', 'hazardOverdue']);
    expect(readSet('gone', groups)).toEqual(['fireCount', 'deathCount']);
  });

  test('a press on a group adds what is missing of it, takes it away where it was whole, and never leaves nothing', () => {
    const [fires] = groups;
    if (!fires) throw new Error('no group');
    expect([...toggleGroup(['fireCount', 'hazardStock'], fires)]).toEqual(['fireCount', 'hazardStock', 'deathCount']);
    expect([...toggleGroup(['fireCount', 'deathCount', 'hazardStock'], fires)]).toEqual(['hazardStock']);
    expect([...toggleGroup(['fireCount', 'deathCount'], fires)]).toEqual(['fireCount', 'deathCount']);
  });
});

describe('the order of places', () => {
  const place = (name: string, value: number | null) => ({ name, regionCode: name, cells: [{ value }] });
  const rows = [place('a', 3), place('b', null), place('c', 9), place('d', 0)] as IndicatorTable['rows'];
  const names = (sort: string | undefined) => orderRows(rows, ['hazardStock'], sort).map(({ name }) => name);

  test('what has no value stands last, whichever way the others are sorted', () => {
    expect(names('-hazardStock')).toEqual(['c', 'a', 'd', 'b']);
    expect(names('hazardStock')).toEqual(['d', 'a', 'c', 'b']);
    expect(names('nothingLikeThis')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a column turns from largest first to smallest first to as they come', () => {
    expect(nextSort(undefined, 'x')).toBe('-x');
    expect(nextSort('-x', 'x')).toBe('x');
    expect(nextSort('x', 'x')).toBeUndefined();
    expect(nextSort('-y', 'x')).toBe('-x');
  });

  test('what stands at no township cannot be opened as if it were the county', () => {
    const [first] = rows;
    if (!first) throw new Error('no row');
    expect(isUnplaced({ ...first, regionCode: '330481000000' }, { regionCode: '330481000000' })).toBe(true);
    expect(isUnplaced({ ...first, regionCode: null }, { regionCode: '330481000000' })).toBe(false);
  });
});

test('a division is compared at the next two levels below it', () => {
  expect(levelsBelow('330000000000')).toEqual(['PREFECTURE', 'COUNTY']);
  expect(levelsBelow('330481000000')).toEqual(['TOWNSHIP', 'VILLAGE']);
  expect(levelsBelow('330481101201')).toEqual([]);
  expect(digitsOf('330481101000')).toBe(9);
});

test('the address of records says which figure, where, when and by which rule', () => {
  const asked = {
    id: 'hazardStock',
    regionCode: '330481000000',
    from: '2026-01-01',
    to: '2026-03-31',
    scheme: 'OWN',
  } as const;
  expect(recordsPath(asked)).toBe(
    '/indicators/hazardStock/records?regionCode=330481000000&from=2026-01-01&to=2026-03-31&scheme=OWN',
  );
  expect(recordsPath({ ...asked, part: 'DENOMINATOR' })).toMatch(/&part=DENOMINATOR$/);
});
