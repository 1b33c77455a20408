import type { Block, Piece } from '#modules/bulletins/contract';

/** Data attribute that marks a figure in an editable paragraph. */
export const figureAttribute = 'data-figure';

/** What stands in an editable paragraph: words, and figures that were neither removed nor written into. */
export function readPieces(nodes: Iterable<Node>): Piece[] {
  const pieces: Piece[] = [];
  const say = (words: string) => {
    // An editable paragraph ends with a break of the browser's own, and pasted text brings lines.
    const plain = words.replace(/[\r\n\u200b]+/g, '');
    if (!plain) return;
    const last = pieces.at(-1);
    if (typeof last === 'string') pieces[pieces.length - 1] = last + plain;
    else pieces.push(plain);
  };
  const visit = (node: Node) => {
    const figure = (node as Partial<HTMLElement>).getAttribute?.(figureAttribute);
    if (figure) pieces.push({ figure, text: node.textContent ?? '' });
    else if (node.nodeType === 3) say(node.textContent ?? '');
    else for (const child of node.childNodes) visit(child);
  };
  for (const node of nodes) visit(node);
  return pieces;
}

/** Empty paragraphs are left out. */
export const withoutEmpty = (blocks: readonly Block[]): Block[] =>
  blocks.filter(({ pieces }) => pieces.some((piece) => typeof piece !== 'string' || piece.trim() !== ''));
