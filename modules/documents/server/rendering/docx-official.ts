/** Head, sign-off and imprint of a red-headed paper for Word and WPS, by GB/T 9704—2012. */
import {
  AlignmentType,
  BorderStyle,
  Footer,
  LineRuleType,
  PageNumber,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { exactly, faces, LETTER, pointsToTwips, textRuns, twips } from './docx-type.ts';
import { type Block, type OfficialFrame, type Sheet, TEXT_WIDTH } from './sheet.ts';

const RED = 'D7000F';
/** 4号 */
const FOURTH = { size: 14, pitch: 24 };

const line = (text: string, options: { center?: boolean; before?: number; keepNext?: boolean } = {}) =>
  new Paragraph({
    alignment: options.center ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: exactly(LETTER, options.before ?? 0),
    keepNext: options.keepNext ?? false,
    children: textRuns({ text }, LETTER),
  });

/** 发文机关标志 35 mm below the top of the text, 发文字号 two lines below, the red line 4 mm below that, then the title. */
export function officialHead({ title, number }: Sheet, { mark, recipients }: OfficialFrame): Paragraph[] {
  const markSize = Math.min(36, Math.floor((TEXT_WIDTH / 25.4) * 72 - 4) / [...mark].length);
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: {
        line: pointsToTwips(markSize * 1.1),
        lineRule: LineRuleType.EXACT,
        before: twips(35),
        after: 0,
      },
      children: [new TextRun({ text: mark, font: faces.title, size: Math.floor(markSize * 2), color: RED })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: exactly(LETTER, 2 * LETTER.pitch),
      // The red line 4 mm below the number.
      border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: RED, space: 11 } },
      children: textRuns({ text: number }, LETTER),
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...exactly({ size: 22, pitch: 34 }, 2 * LETTER.pitch, LETTER.pitch) },
      children: [new TextRun({ text: title, font: faces.title, size: 44 })],
    }),
    ...(recipients ? [line(`${recipients}：`)] : []),
  ];
}

/** The date four characters from the right, the issuer centred above it. */
export const officialSignOff = ({ issuer, date }: Extract<Block, { block: 'signOff' }>): Paragraph[] =>
  [issuer, date].map(
    (text, index) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        indent: { left: twips(60), right: pointsToTwips(2 * LETTER.size) },
        spacing: exactly(LETTER, index === 0 ? LETTER.pitch : 0),
        keepNext: index === 0,
        children: textRuns({ text }, LETTER),
      }),
  );

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const rule = (eighths: number) => ({ style: BorderStyle.SINGLE, size: eighths, color: '000000' });

/** Notes under the date, and the imprint at the foot of the last page. */
export function officialImprint({ notes, copies, printedBy, printedOn }: OfficialFrame): (Paragraph | Table)[] {
  const row = (children: TextRun[], borders: { top: number; bottom: number }, isLast = true) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: twips(TEXT_WIDTH), type: WidthType.DXA },
          borders: { left: none, right: none, top: rule(borders.top), bottom: rule(borders.bottom) },
          margins: { left: pointsToTwips(FOURTH.size), right: pointsToTwips(FOURTH.size) },
          children: [
            new Paragraph({
              spacing: exactly(FOURTH),
              keepNext: !isLast,
              tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH) - 2 * pointsToTwips(FOURTH.size) }],
              children,
            }),
          ],
        }),
      ],
    });
  const words = (text: string) => textRuns({ text }, FOURTH);
  const tab = new TextRun({ text: '\t', size: FOURTH.size * 2 });
  return [
    ...notes.map(
      (note) =>
        new Paragraph({
          spacing: exactly(LETTER),
          indent: { firstLine: pointsToTwips(LETTER.size * 2) },
          children: textRuns({ text: `（${note}）` }, LETTER),
        }),
    ),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: [twips(TEXT_WIDTH)],
      width: { size: twips(TEXT_WIDTH), type: WidthType.DXA },
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      },
      rows: [
        ...(copies ? [row(words(`抄送：${copies}。`), { top: 8, bottom: 6 }, false)] : []),
        row([...words(printedBy), tab, ...words(`${printedOn}印发`)], { top: copies ? 6 : 8, bottom: 8 }),
      ],
    }),
    // What a floating table is anchored to.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
  ];
}

/** — 1 —, one character from the outer edge. */
export function officialFooters() {
  const number = (side: 'left' | 'right') =>
    new Footer({
      children: [
        new Paragraph({
          alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          indent: { [side]: pointsToTwips(FOURTH.size) },
          children: [
            new TextRun({ font: faces.body, size: FOURTH.size * 2, children: ['— ', PageNumber.CURRENT, ' —'] }),
          ],
        }),
      ],
    });
  return { default: number('right'), even: number('left') };
}
