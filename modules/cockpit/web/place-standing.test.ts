import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LeaderView } from '#modules/cockpit/contract';
import { endsOf, isAllFew, type Standing, standingsOf } from './place-standing.ts';

const standing = (name: string, value: number | null, rank: number | null): Standing => ({
  code: name,
  name,
  value,
  words: '',
  rank,
  isSmall: false,
});

describe('best and worst places', () => {
  test('what was not reported is at neither end, and no place is at both', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { maxLength: 14 }), (values) => {
        const known = values.filter((value) => value !== null).sort((a, b) => a - b);
        const all = values.map((value, i) =>
          standing(`p${i}`, value, value === null ? null : known.indexOf(value) + 1),
        );
        const { worst, best, unknown } = endsOf(all, { worst: 4, best: 3 });
        const ends = [...worst.places, ...best.places];
        expect(ends.every(({ value }) => value !== null)).toBe(true);
        expect(new Set(ends).size).toBe(ends.length);
        expect(unknown).toHaveLength(values.filter((value) => value === null).length);
        for (const bad of worst.places)
          for (const good of best.places) expect(bad.value).toBeGreaterThan(good.value ?? 0);
      }),
    );
  });

  test('equals beyond those shown are counted', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => standing(name, 0, 1));
    const { worst, best } = endsOf([...all, standing('f', 3, 6)], { worst: 1, best: 2 });
    expect([worst.places.map(({ name }) => name), worst.more]).toEqual([['f'], 0]);
    expect([best.places.length, best.more]).toEqual([2, 3]);
  });
});

/** A table of one indicator, all others of which silence is told left out. */
function table(cells: { code: string | null; value: number | null; records: number; denominator?: number }[]) {
  const indicator = { id: 'hazardStock', label: '隐患存量', unit: '处', decimals: 0, better: 'LESS' };
  return {
    regionCode: '330481000000',
    period: { from: '2026-11-01', to: '2026-11-20', words: '' },
    scheme: 'OWN',
    indicators: [indicator],
    rows: cells.map(({ code, value, records, denominator = null as never }) => ({
      regionCode: code,
      name: code ?? 'whole',
      cells: [{ value, records, denominator, state: 'RECORDED', rank: 1 }],
    })),
  } as unknown as LeaderView['table'];
}

test('a silent township is unknown, never the best; what stands at the county itself is no place', () => {
  const shown = table([
    { code: null, value: 4, records: 4 },
    { code: '330481000000', value: 1, records: 1 },
    { code: '330481101000', value: 3, records: 3 },
    { code: '330481102000', value: 0, records: 0 },
  ]);
  const [indicator] = shown.indicators;
  if (!indicator) throw new Error('no indicator');
  const standings = standingsOf(shown, indicator);
  expect(standings.map(({ code, value, rank, opens }) => [code, value, rank, opens !== undefined])).toEqual([
    ['330481101000', 3, 1, true],
    ['330481102000', null, null, false],
  ]);
  expect(isAllFew(standings, indicator)).toBe(true);
});

test('a rate of few cases is marked', () => {
  const shown = table([{ code: '330481101000', value: 50, records: 1, denominator: 2 }]);
  expect(standingsOf(shown, shown.indicators[0] as never)[0]?.isSmall).toBe(true);
});
