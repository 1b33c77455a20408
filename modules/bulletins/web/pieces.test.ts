import { expect, test } from 'vitest';
import { figureAttribute, readPieces, withoutEmpty } from './pieces.ts';

const words = (textContent: string) => ({ nodeType: 3, textContent, childNodes: [] }) as unknown as Node;
const element = (figure: string | null, ...children: Node[]) =>
  ({
    nodeType: 1,
    childNodes: children,
    textContent: children.map((child) => child.textContent).join(''),
    getAttribute: (name: string) => (name === figureAttribute ? figure : null),
  }) as unknown as Node;

test('words that the browser has torn apart are one piece, and figures keep their key', () => {
  expect(
    readPieces([
      words('今年'),
      words('以来，'),
      element(null, words('共发生火灾')),
      element('f1', words('87起')),
      words('。\n'),
    ]),
  ).toEqual(['今年以来，共发生火灾', { figure: 'f1', text: '87起' }, '。']);
});

test('an emptied paragraph is left out, one of a figure alone is not', () => {
  const figure = { kind: 'PARAGRAPH' as const, pieces: [{ figure: 'f1', text: '87起' }] };
  expect(withoutEmpty([{ kind: 'PARAGRAPH', pieces: [' '] }, { kind: 'PARAGRAPH', pieces: [] }, figure])).toEqual([
    figure,
  ]);
});
