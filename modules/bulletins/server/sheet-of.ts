import { dayInWords, paragraph, type Sheet } from '#modules/documents/server';
import type { BulletinText } from '../contract/index.ts';

/** A bulletin as a letter by GB/T 9704: headings in Hei, text in Fangsong, sources of the figures at the end. */
export function sheetOf(bulletin: {
  text: BulletinText;
  issuer: string;
  number: number;
  issuedOn: string;
  cutOff: string;
  rule: string;
  isDraft: boolean;
}): Sheet {
  const { text, issuer, number, issuedOn, cutOff, rule, isDraft } = bulletin;
  return {
    issuer,
    title: text.title,
    number: isDraft ? '（草稿）' : `第${number}次印发`,
    date: issuedOn,
    style: 'letter',
    demo: false,
    blocks: [
      ...text.blocks.map(({ kind, pieces }) => {
        const words = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
        return kind === 'HEADING'
          ? { ...paragraph({ text: words, face: 'hei' as const }), keepWithNext: true }
          : paragraph(words);
      }),
      { block: 'signOff' as const, issuer, date: dayInWords(issuedOn) },
      { ...paragraph(`数据截至${cutOff}，${rule}统计。`), indent: false, small: true },
    ],
  };
}
