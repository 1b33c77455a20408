import type { Piece } from '../contract/index.ts';
import type { Figures, Material } from './figures.ts';

/** Periods that a figure is of: 0 the own one, 1 the same days of the year before, 2 the period before. */
const periodsOf = { VALUE: [0], RANK: [0], SHARE: [0], TARGET: [0], YEAR: [0, 1], PERIOD: [0, 2] } as const;
const words = {
  0: { when: '', what: '' },
  1: { when: '去年同期', what: '同比基数' },
  2: { when: '上期', what: '环比基数' },
} as const;

/** As many names as are told before “等”. */
const most = 3;

/**
 * Says of a paragraph's figures which places are not in them because they have told nothing: a sum or a rank must not hide
 * it. What a bulletin has said once is not said again.
 */
export function createSilence({
  evaluation,
  indicators,
  factLabel,
}: Pick<Material, 'evaluation' | 'indicators' | 'factLabel'>) {
  const said = new Set<string>();
  /** 昌邑区、龙潭区、船营区等4个县（市、区） */
  const silentIn = (id: string, period: number): string | undefined => {
    const indicator = indicators.get(id);
    const total = indicator ? evaluation.cell(indicator, period).silentCounties : 0;
    if (!indicator || !total) return undefined;
    const places = evaluation.places.filter(({ code }) => {
      const cell = evaluation.cell(indicator, period, code);
      return cell.state === 'UNREPORTED' || cell.silentCounties > 0;
    });
    const names = places.slice(0, most).map(({ name }) => name);
    // Of a province the places are prefectures, the silent ones counties within them.
    const isAll = places.length === total && total <= most && places.every(({ code }) => code.length === 6);
    return isAll ? names.join('、') : `${names.join('、')}等${total}个县（市、区）`;
  };
  return {
    /** Sentences to end the paragraph with. */
    after(pieces: readonly Piece[], figures: Figures['figures']): string[] {
      /** Of whom, in which period: what they have not reported. */
      const missing = new Map<string, Set<string>>();
      for (const piece of pieces) {
        const figure = typeof piece === 'string' ? undefined : figures[piece.figure];
        if (!figure) continue;
        for (const period of periodsOf[figure.aspect]) {
          const who = silentIn(figure.indicator, period);
          const fact = factLabel(figure.indicator);
          const key = `${period} ${who} ${fact}`;
          if (!who || said.has(key)) continue;
          said.add(key);
          const place = `${period} ${who}`;
          missing.set(place, (missing.get(place) ?? new Set()).add(fact));
        }
      }
      return [...missing].map(([place, labels]) => {
        const [period, ...who] = place.split(' ');
        const { when, what } = words[Number(period) as keyof typeof words];
        return `${who.join(' ')}${when}未报送${[...labels].join('、')}数据，${what}未包括在内。`;
      });
    },
  };
}
