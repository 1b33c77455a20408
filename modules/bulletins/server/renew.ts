import type { BoundFigure, BulletinText, FigureChange } from '../contract/index.ts';

/** What a figure is, apart from its number: the same figure counted again has the same identity. */
const identity = ({ indicator, aspect, regionCode, base }: BoundFigure) =>
  [indicator, aspect, regionCode, base?.indicator ?? ''].join(' ');

/** Puts figures that were counted again in the place of the old ones; words stay as somebody wrote them. */
export function renewFigures(
  text: BulletinText,
  fresh: Readonly<Record<string, BoundFigure>>,
): { text: BulletinText; changes: FigureChange[] } {
  const counted = new Map(Object.values(fresh).map((figure) => [identity(figure), figure]));
  const figures: Record<string, BoundFigure> = {};
  const changes: FigureChange[] = [];
  for (const [key, figure] of Object.entries(text.figures)) {
    const again = counted.get(identity(figure)) ?? figure;
    figures[key] = again;
    if (again.text !== figure.text)
      changes.push({ figure: key, label: labelOf(figure), before: figure.text, after: again.text });
  }
  const blocks = text.blocks.map((block) => ({
    ...block,
    pieces: block.pieces.map((piece) =>
      typeof piece === 'string' ? piece : { figure: piece.figure, text: figures[piece.figure]?.text ?? piece.text },
    ),
  }));
  return { text: { ...text, blocks, figures }, changes };
}

const aspects = { VALUE: '', YEAR: '同比', PERIOD: '环比', SHARE: '占比', RANK: '', TARGET: '完成目标' } as const;
const labelOf = ({ label, aspect, region }: BoundFigure) =>
  `${aspect === 'RANK' ? region : ''}${label}${aspects[aspect] ? `（${aspects[aspect]}）` : ''}`;

/** Figures that differ between two issues. */
export function changesBetween(before: BulletinText, after: BulletinText): FigureChange[] {
  const old = new Map(Object.values(before.figures).map((figure) => [identity(figure), figure]));
  return Object.entries(after.figures).flatMap(([key, figure]) => {
    const was = old.get(identity(figure));
    if (was?.text === figure.text) return [];
    return [{ figure: key, label: labelOf(figure), before: was?.text ?? '（无）', after: figure.text }];
  });
}
