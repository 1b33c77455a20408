import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencePhrase, phraseText, verdictPhrase } from './phrases.ts';
import { judge } from './significance.ts';

const rule = { level: 0.05, shareOfNow: 0.5, isCount: true };
const rows = fc.array(fc.record({ now: fc.nat(80), before: fc.nat(80) }), { minLength: 1, maxLength: 40 });

test('alone a difference of twenty-five in ninety-five counts as a change', () => {
  expect(judge([{ now: 60, past: [35] }], rule).judgements[0]).toMatchObject({ verdict: 'CHANGED' });
});

test('among forty comparisons the same difference is a hint only, as chance makes one such', () => {
  const even = Array.from({ length: 39 }, () => ({ now: 40, past: [41] }));
  const { judgements, compared } = judge([{ now: 60, past: [35] }, ...even], rule);
  expect(compared).toBe(40);
  expect(judgements[0]?.verdict).toBe('HINT');
  expect(judgements[1]?.verdict).toBe('CHANCE');
});

test('too few of both years are not judged and are not among the comparisons', () => {
  const { judgements, compared } = judge(
    [
      { now: 5, past: [0] },
      { now: 6, past: [0] },
    ],
    rule,
  );
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['TOO_FEW', 'CHANGED']);
  expect(compared).toBe(1);
});

test('sums of yuan and people are shown and never judged', () => {
  expect(judge([{ now: 9_000_000, past: [10] }], { ...rule, isCount: false })).toEqual({
    judgements: [{ verdict: 'NOT_COUNTED', probability: null }],
    compared: 0,
  });
});

test('a year beyond what its own restless past does is a change, one within is not', () => {
  const past = [30, 45, 28, 41, 36];
  const verdict = (now: number) => judge([{ now, past }], rule).judgements[0]?.verdict;
  expect(verdict(44)).toBe('CHANCE');
  expect(verdict(80)).toBe('CHANGED');
});

test('more comparisons never make a change more certain, and hints are those that alone would be changes', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { judgements } = judge(
        given.map(({ now, before }) => ({ now, past: [before] })),
        rule,
      );
      given.forEach(({ now, before }, i) => {
        const alone = judge([{ now, past: [before] }], rule).judgements[0];
        const among = judgements[i];
        expect(among?.probability).toBe(alone?.probability);
        if (among?.verdict === 'CHANGED') expect(alone?.verdict).toBe('CHANGED');
        if (among?.verdict === 'HINT') expect(alone?.verdict).toBe('CHANGED');
      });
    }),
  );
});

test('of years on one level, even one change is called in at most one of twenty', () => {
  // Seeded: a linear congruential generator and Knuth's Poisson draw.
  let state = 20261122;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const poisson = (mean: number) => {
    let count = -1;
    for (let product = 1; product > Math.exp(-mean); count++) product *= random();
    return count;
  };
  const means = Array.from({ length: 40 }, (_, i) => 1 + i * 1.5);
  const tries = 600;
  let wrong = 0;
  for (let i = 0; i < tries; i++) {
    const { judgements } = judge(
      means.map((mean) => ({ now: poisson(mean), past: [poisson(mean)] })),
      rule,
    );
    if (judgements.some(({ verdict }) => verdict === 'CHANGED')) wrong += 1;
  }
  expect(wrong / tries).toBeLessThan(0.05);
});

const homes = { label: '住宅', now: 47, base: 35, difference: 12, percent: 34.2857, isSmallBase: false };
const fires = { unit: '起', decimals: 0, years: 1 };

test('a change and what it means are told in plain words', () => {
  expect(phraseText(differencePhrase(homes, fires))).toBe('住宅47起，比去年同期多12起（上升34.3%）。');
  expect(phraseText(verdictPhrase({ verdict: 'CHANCE', probability: 0.224 }, { compared: 42, years: 1 }))).toBe(
    '两年都按同一水平发生时，出现这么大差别的可能性约为22%，可能只是偶然起伏，不宜下结论。',
  );
});

test('a chance that is very small is not told with digits that nobody knows', () => {
  const told = (probability: number) =>
    phraseText(verdictPhrase({ verdict: 'CHANGED', probability }, { compared: 42, years: 1 }));
  expect(told(0.00004)).toContain('可能性不到0.1%');
  expect(told(0.0042)).toContain('可能性约为0.4%');
});

test('a small base is told as a difference and no percentage is made up of it', () => {
  const few = { label: '宾馆旅馆', now: 4, base: 1, difference: 3, percent: 300, isSmallBase: true };
  expect(phraseText(differencePhrase(few, fires))).toBe('宾馆旅馆4起，比去年同期（1起）多3起。');
  expect(phraseText(differencePhrase({ ...few, base: 0, difference: 4, percent: null }, fires))).toBe(
    '宾馆旅馆4起，比去年同期（0起）多4起。',
  );
});
