import { dayInWords, paragraph, type Sheet } from '#modules/documents/server';
import { type BulletinText, wordsOf } from '../contract/index.ts';

/** A second-level heading (（一）…) is set in Kai, a first-level one (一、…) in Hei. */
const faceOf = (heading: string) => (/^（/.test(heading) ? ('kai' as const) : ('hei' as const));

/** A bulletin as a red-headed paper by GB/T 9704—2012; where its figures are from stands in the note below the date. */
export function sheetOf(bulletin: {
  text: BulletinText;
  issuer: string;
  /** How many times it has been issued, this time included; 0 for a draft. */
  issue: number;
  issuedOn: string;
  cutOff: string;
  rule: string;
}): Sheet {
  const { text, issuer, issue, issuedOn, cutOff, rule } = bulletin;
  const { number, recipients, copies } = text.letter;
  return {
    issuer,
    title: text.title,
    // A paper without a number leaves room to write one.
    number: `${number ?? `　　〔${issuedOn.slice(0, 4)}〕　　号`}${issue === 0 ? '（草稿）' : ''}`,
    date: issuedOn,
    style: 'letter',
    demo: false,
    blocks: [
      ...text.blocks.map((block) =>
        block.kind === 'HEADING'
          ? { ...paragraph({ text: wordsOf(block), face: faceOf(wordsOf(block)) }), keepWithNext: true }
          : paragraph(wordsOf(block)),
      ),
      { block: 'signOff' as const, issuer, date: dayInWords(issuedOn) },
    ],
    official: {
      mark: `${issuer}文件`,
      recipients,
      copies,
      notes: [`数据截至${cutOff}，${rule}统计${issue > 1 ? `；第${issue}次印发，以本次为准` : ''}`],
      printedBy: issuer,
      printedOn: dayInWords(issuedOn),
    },
  };
}
