import { expect, test } from 'vitest';
import type { BoundFigure } from '../contract/index.ts';
import type { Material } from './figures.ts';
import { createSilence } from './silence.ts';

const counties = ['昌邑区', '龙潭区', '船营区', '丰满区', '永吉县'].map((name, i) => ({ code: `22020${i + 1}`, name }));

/** A prefecture whose counties told nothing in the periods: `[now, the year before]`. */
function materialOf(
  silent: readonly [readonly string[], readonly string[]],
): Pick<Material, 'evaluation' | 'indicators' | 'factLabel'> {
  const indicator = { id: 'fireCount' };
  return {
    indicators: new Map([['fireCount', indicator]]) as unknown as Material['indicators'],
    factLabel: () => '火灾',
    evaluation: {
      places: counties,
      cell: (_indicator: unknown, period: number, place?: string) => {
        const names = silent[period as 0 | 1] ?? [];
        const isSilent = names.includes(counties.find(({ code }) => code === place)?.name ?? '');
        return { state: isSilent ? 'UNREPORTED' : 'RECORDED', silentCounties: place ? 0 : names.length };
      },
    } as unknown as Material['evaluation'],
  };
}
const figures = Object.fromEntries(
  (['VALUE', 'YEAR'] as const).map((aspect) => [aspect, { indicator: 'fireCount', aspect } as BoundFigure]),
);
const value = { figure: 'VALUE', text: '870起' };
const year = { figure: 'YEAR', text: '下降21.9%' };

test('a sum that leaves counties out names them', () => {
  const silence = createSilence(materialOf([['昌邑区', '永吉县'], []]));
  expect(silence.after(['共', value], figures)).toEqual(['昌邑区、永吉县未报送火灾数据，未包括在内。']);
});

test('of many the first are named and all are counted, once a bulletin', () => {
  const silence = createSilence(materialOf([['昌邑区', '龙潭区', '丰满区', '永吉县'], []]));
  expect(silence.after([value], figures)).toEqual([
    '昌邑区、龙潭区、丰满区等4个县（市、区）未报送火灾数据，未包括在内。',
  ]);
  expect(silence.after([value], figures)).toEqual([]);
});

test('what the same places have not reported is told in one sentence', () => {
  const material = materialOf([['昌邑区'], []]);
  const silence = createSilence({
    ...material,
    indicators: new Map([...material.indicators, ['calloutCount', material.indicators.get('fireCount')]]) as never,
    factLabel: (id) => (id === 'fireCount' ? '火灾' : '接处警'),
  });
  const callouts = { indicator: 'calloutCount', aspect: 'VALUE' } as BoundFigure;
  expect(silence.after([value, { figure: 'C', text: '9起' }], { ...figures, C: callouts })).toEqual([
    '昌邑区未报送火灾、接处警数据，未包括在内。',
  ]);
});

test('a comparison with a year that counties were silent in says so', () => {
  const silence = createSilence(materialOf([[], ['龙潭区']]));
  expect(silence.after([value], figures)).toEqual([]);
  expect(silence.after([value, year], figures)).toEqual(['龙潭区去年同期未报送火灾数据，同比基数未包括在内。']);
});
