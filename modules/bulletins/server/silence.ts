import type { Piece } from '../contract/index.ts';
import type { Figures, Material } from './figures.ts';

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
      const notes = new Set<string>();
      for (const piece of pieces) {
        const figure = typeof piece === 'string' ? undefined : figures[piece.figure];
        if (!figure) continue;
        const now = silentIn(figure.indicator, 0);
        const facts = factLabel(figure.indicator);
        if (now) notes.add(`${now}未报送${facts}数据，未包括在内。`);
        const isYear = figure.aspect === 'YEAR';
        const before = isYear || figure.aspect === 'PERIOD' ? silentIn(figure.indicator, isYear ? 1 : 2) : undefined;
        if (before)
          notes.add(
            `${before}${isYear ? '去年同期' : '上期'}未报送${facts}数据，${isYear ? '同比' : '环比'}基数未包括在内。`,
          );
      }
      const fresh = [...notes].filter((note) => !said.has(note));
      for (const note of fresh) said.add(note);
      return fresh;
    },
  };
}
