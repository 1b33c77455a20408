import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeightRule,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { officialFooters, officialHead, officialImprint, officialSignOff } from './docx-official.ts';
import { exactly, FORM, faces, LETTER, pointsToTwips, SMALL, textRuns, twips } from './docx-type.ts';
import { type Block, type Cell, type Sheet, TEXT_WIDTH } from './sheet.ts';

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };

function tableCell(cell: Cell, width: number, keepNext: boolean): TableCell {
  const align = alignments[cell.align ?? 'left'];
  return new TableCell({
    columnSpan: cell.colSpan ?? 1,
    rowSpan: cell.rowSpan ?? 1,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: cell.lines.map(
      (line) =>
        new Paragraph({
          alignment: align,
          spacing: exactly(FORM),
          keepNext,
          children: line.flatMap((run) => textRuns(run, FORM)),
        }),
    ),
  });
}

function table(block: Extract<Block, { block: 'table' }>): Table {
  const widths = block.columns.map(twips);
  /** Rows that each column is still covered by a cell from above. */
  const covered = widths.map(() => 0);
  const rows = block.rows.map((row, index) => {
    const isLast = index === block.rows.length - 1;
    const keepNext =
      !isLast &&
      (block.keepTogether === true ||
        index < (block.header ?? 0) ||
        covered.some((count) => count > 1) ||
        row.some((each) => (each.rowSpan ?? 1) > 1));
    let column = 0;
    const children = row.map((cell) => {
      while ((covered[column] ?? 0) > 0) column += 1;
      const span = cell.colSpan ?? 1;
      const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0);
      for (let each = column; each < column + span; each += 1) covered[each] = cell.rowSpan ?? 1;
      column += span;
      return tableCell(cell, width, keepNext);
    });
    covered.forEach((count, each) => {
      covered[each] = Math.max(0, count - 1);
    });
    const least = Math.max(...row.map((each) => each.minLines ?? 1)) * FORM.pitch + 6;
    return new TableRow({
      cantSplit: true,
      height: { value: pointsToTwips(least), rule: HeightRule.ATLEAST },
      tableHeader: index < (block.header ?? 0),
      children,
    });
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    rows,
  });
}

const strut = (points: number) => new Paragraph({ spacing: exactly({ size: 1, pitch: points }), children: [] });

function blockParts(block: Block, sheet: Sheet): (Paragraph | Table)[] {
  const normal = sheet.style === 'letter' ? LETTER : FORM;
  switch (block.block) {
    case 'paragraph': {
      const type = block.small ? SMALL : normal;
      return [
        new Paragraph({
          // A line that ends in a break would be stretched to the margin.
          alignment: block.runs.some((run) => 'text' in run && run.text.includes('\n'))
            ? AlignmentType.LEFT
            : AlignmentType.BOTH,
          spacing: exactly(type, block.small ? 6 : 0),
          indent: { firstLine: block.indent === false ? 0 : pointsToTwips(type.size * 2) },
          keepNext: block.keepWithNext ?? false,
          children: block.runs.flatMap((run) => textRuns(run, type)),
        }),
      ];
    }
    case 'table':
      // Word joins two tables that touch, so a hair line of a paragraph keeps them apart.
      return sheet.style === 'letter' ? [strut(10), table(block), strut(10)] : [table(block), strut(1)];
    case 'signOff':
      if (sheet.official) return officialSignOff(block);
      return [block.issuer, '（印　章）', block.date].map(
        (text, index) =>
          new Paragraph({
            alignment: AlignmentType.CENTER,
            indent: { left: twips(70) },
            spacing: exactly(LETTER, index === 0 ? LETTER.pitch : 0),
            keepNext: index < 2,
            children: textRuns({ text }, LETTER),
          }),
      );
  }
}

const pageNumbers = () =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        font: faces.body,
        size: 21,
        children: ['第', PageNumber.CURRENT, '页　共', PageNumber.TOTAL_PAGES, '页'],
      }),
    ],
  });

const watermark = (sheet: Sheet) =>
  sheet.demo ? [new TextWatermark({ text: '演示数据', font: '黑体', width: 180, height: 45, rotation: -30 })] : [];

const continued = (sheet: Sheet) =>
  new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH) }],
    children: [
      ...watermark(sheet),
      ...textRuns({ text: `${sheet.title}（续）` }, SMALL),
      new TextRun({ text: '\t', size: SMALL.size * 2 }),
      ...textRuns({ text: sheet.number }, SMALL),
    ],
  });

/** docx and zip add the present moment and random ids; a stored paper must come out alike on any day. */
function withoutChance(archive: Uint8Array, date: string): Uint8Array {
  const files = unzipSync(archive);
  const rewrite = (name: string, pattern: RegExp, replacement: string) => {
    const file = files[name];
    if (file) files[name] = strToU8(strFromU8(file).replace(pattern, replacement));
  };
  rewrite('docProps/core.xml', /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`);
  for (const name of Object.keys(files)) {
    const header = /^word\/header(\d+)\.xml$/.exec(name);
    if (header) rewrite(name, /(PowerPlusWaterMarkObject)[\w-]+/g, `$1${header[1]}`);
  }
  // Readers expect the list of parts first.
  const names = Object.keys(files).sort((a, b) => Number(b.startsWith('[')) - Number(a.startsWith('[')));
  // A zip states local time and fflate asks the date object for it, so its parts are given, not an instant.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(names.map((name) => [name, files[name] as Uint8Array])), {
    mtime,
    level: 6,
    os: 0,
  });
}

const title = (text: string, size: number) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: exactly({ size, pitch: size + 12 }),
    children: [new TextRun({ text, font: faces.title, size: size * 2 })],
  });

/** Issuer, title and number of a working paper. */
const plainHead = (sheet: Sheet): Paragraph[] => [
  title(sheet.issuer, 18),
  title(sheet.title, 22),
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: exactly(SMALL, 8, sheet.style === 'letter' ? 17 : 4),
    children: textRuns({ text: sheet.number }, sheet.style === 'letter' ? { size: 14, pitch: 17 } : FORM),
  }),
];

/** Writes sheets as docx, to edit in Word or WPS. */
export async function writeDocx(sheet: Sheet): Promise<Uint8Array> {
  const { official } = sheet;
  const blocks = sheet.blocks.flatMap((block) => blockParts(block, sheet));
  const document = new Document({
    title: `${sheet.title} ${sheet.number}`,
    creator: sheet.issuer,
    lastModifiedBy: sheet.issuer,
    evenAndOddHeaderAndFooters: official !== undefined,
    styles: { default: { document: { run: { font: faces.body, size: 32, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          titlePage: official === undefined,
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(37),
              bottom: twips(35),
              left: twips(28),
              right: twips(26),
              header: twips(25),
              footer: twips(25),
            },
          },
        },
        ...(official
          ? { footers: officialFooters() }
          : {
              headers: {
                first: new Header({ children: [new Paragraph({ children: watermark(sheet) })] }),
                default: new Header({ children: [continued(sheet)] }),
              },
              footers: {
                first: new Footer({ children: [pageNumbers()] }),
                default: new Footer({ children: [pageNumbers()] }),
              },
            }),
        children: official
          ? [...officialHead(sheet, official), ...blocks, ...officialImprint(official)]
          : [...plainHead(sheet), ...blocks],
      },
    ],
  });
  return withoutChance(new Uint8Array(await Packer.toArrayBuffer(document)), sheet.date);
}
