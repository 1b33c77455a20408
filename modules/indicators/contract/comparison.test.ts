import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fires from '#db/reference/fires/fire-statistics.json' with { type: 'json' };
import { compare, type Figure, numberWords, percentWords, rankOf, round, shareOf } from './comparison.ts';

const figure = (value: number | null, state: Figure['state'] = 'RECORDED'): Figure => ({ value, state });
const count = { unit: '起', decimals: 0, better: 'LESS' } as const;
const people = { unit: '人', decimals: 0, better: 'LESS' } as const;
const yuan = { unit: '万元', decimals: 2, better: 'LESS', percentDecimals: 2 } as const;

describe('a change in words', () => {
  test.each([
    [87, 95, { ...count, percentDecimals: 2 }, '下降8.42%'],
    // 50.7 万元, 上升166.46%: the base of speech 004 to the yuan.
    [50.7, 19.0273, yuan, '上升166.46%'],
    [120, 100, count, '上升20.0%'],
    [12, 12, count, '持平'],
    [0, 0, people, '持平'],
    [1, 0, people, '增加1人（去年同期为0）'],
    [1, 0, { ...people, isProse: true }, '上升1人（去年同期为0）'],
    [3, 1, people, '增加2人'],
    [3, 1, { ...people, isProse: true }, '上升2人'],
    [0, 4, people, '减少4人'],
    [0, 12, count, '下降100.0%'],
    [96.2, 93.1, { unit: '%', decimals: 1, better: 'MORE', isRate: true }, '上升3.1个百分点'],
    [93.12, 93.14, { unit: '%', decimals: 1, better: 'MORE', isRate: true }, '持平'],
  ] as const)('%d after %d: %o', (now, before, setting, words) => {
    expect(compare(figure(now), figure(before), setting).words).toBe(words);
  });

  test('what is missing is told, never counted as zero', () => {
    expect(compare(figure(null, 'UNREPORTED'), figure(3), count).words).toBe('未报送');
    expect(compare(figure(3), figure(null, 'UNREPORTED'), count).words).toBe('去年同期未报送');
    expect(compare(figure(3), figure(null, 'NOTHING'), { ...count, baseWord: '上月' }).words).toBe('上月无此项');
    expect(compare(figure(null, 'NOTHING'), figure(1), count)).toMatchObject({ direction: 'UNKNOWN', percent: null });
  });

  test('fewer fires are better, a higher rate of correction is better, and neither where it is neither', () => {
    expect(compare(figure(9), figure(30), count).isBetter).toBe(true);
    expect(compare(figure(30), figure(9), count).isBetter).toBe(false);
    expect(compare(figure(97), figure(90), { unit: '%', decimals: 1, better: 'MORE', isRate: true }).isBetter).toBe(
      true,
    );
    expect(compare(figure(30), figure(20), { ...count, better: 'NEITHER' }).isBetter).toBeNull();
    expect(compare(figure(20), figure(20), count).isBetter).toBeNull();
  });

  test('no percentage is made up from a zero base, and none is endless', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (now, before) => {
        const change = compare(figure(now), figure(before), count);
        expect(change.words).not.toMatch(/Infinity|NaN|undefined/);
        if (before === 0) expect(change.percent).toBeNull();
        expect(change.words.includes('%')).toBe(now !== before && before >= 10);
        expect(change.direction).toBe(now === before ? 'SAME' : now > before ? 'UP' : 'DOWN');
      }),
    );
  });
});

describe('numbers in words', () => {
  test('round half away from zero, by their decimal digits', () => {
    expect(round(1.005, 2)).toBe(1.01);
    expect(round(-2.5, 0)).toBe(-3);
    expect(round(2.345, 2)).toBe(2.35);
    expect(round(1e-9, 2)).toBe(0);
    expect(percentWords(8.4210526, 2)).toBe('8.42');
    expect(percentWords(100, 1)).toBe('100.0');
    expect(numberWords(50.7, 2)).toBe('50.7');
  });

  test('shares of the published vectors', () => {
    const published = fires.testVectors.find((vector) => vector.case === 'share');
    const { total = 0, parts = {}, percent = {} } = published as { total?: number; parts?: object; percent?: object };
    expect(Object.keys(parts)).toHaveLength(3);
    for (const [place, part] of Object.entries(parts as Record<string, number>))
      expect(percentWords(shareOf(part, total) ?? 0, 1)).toBe(String((percent as Record<string, number>)[place]));
    expect(shareOf(1, 0)).toBeNull();
  });
});

test('ranks: best first, equals share a rank, the missing have none', () => {
  const rows = [{ v: 5 }, { v: 9 }, { v: null }, { v: 5 }, { v: 1 }];
  const ranks = (better: 'LESS' | 'MORE') => {
    const of = rankOf(rows, ({ v }) => v, better);
    return rows.map((row) => of.get(row) ?? null);
  };
  expect(ranks('LESS')).toEqual([2, 4, null, 2, 1]);
  expect(ranks('MORE')).toEqual([2, 1, null, 2, 4]);
});
