import { beforeAll, describe, expect, test } from 'vitest';
import { createPdfWriter } from './pdf.ts';
import { type ColourPicture, readPdfColours } from './pdf-pages.testkit.ts';
import { paragraph, type Sheet } from './sheet.ts';

const dotsPerInch = 200;
const inMillimetres = (pixels: number) => (pixels / dotsPerInch) * 25.4;
/** Strokes do not reach the edges of their square. */
const stroke = 1.2;

// Every character of the templates that are shipped, and of the words around them.
const words =
  '年月日至共发生火灾起死亡人受伤直接财产损失万元与去年同期相比数上升下降持平未较大以上其中重特全接警出动消防车辆次员抢救被困疏散价值从起火场所看住宅宿舍居出租房柴草垛交通工具商业餐饮馆旅公共娱乐厂仓储建筑工地占原因在已查明电气引生活用不慎吸烟遗留种玩产作自燃放火泄漏爆炸区域农村较多的有时段该本发现隐患整改销案末存量逾限届满按率册危险源企家处截';
const frame = {
  mark: '吉林市消防安全委员会办公室文件',
  recipients: '各县（市、区）人民政府',
  notes: ['数据截至二〇二六年'],
  copies: '省消防安全委员会办公室',
  printedBy: '吉林市消防安全委员会办公室',
  printedOn: '2026年11月22日',
};
const sheet: Sheet = {
  issuer: '吉林市消防安全委员会办公室',
  title: '年度火灾形势通报',
  number: '吉市消安办〔2026〕3号',
  date: '2026-11-22',
  style: 'letter',
  demo: false,
  official: frame,
  blocks: [
    ...[...Array(4).keys()].map(() => ({ ...paragraph(words), indent: false })),
    { block: 'signOff', issuer: '吉林市消防安全委员会办公室', date: '2026年11月22日' },
  ],
};

type Ink = (red: number, green: number, blue: number) => boolean;
const isRed: Ink = (red, green, blue) => red > 160 && green < 120 && blue < 120;
const isBlack: Ink = (red, green, blue) => red < 120 && green < 120 && blue < 120;

/** Inked pixels of each row, or of each column of the rows given. */
function inkOf({ width, height, pixels }: ColourPicture, ink: Ink) {
  const has = (x: number, y: number) => {
    const at = (y * width + x) * 3;
    return ink(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255);
  };
  const count = (from: number, to: number, is: (n: number) => boolean) => {
    let sum = 0;
    for (let n = from; n < to; n += 1) if (is(n)) sum += 1;
    return sum;
  };
  return {
    rows: Array.from({ length: height }, (_, y) => count(0, width, (x) => has(x, y))),
    columns: (top: number, bottom: number) =>
      Array.from({ length: width }, (_, x) => count(top, bottom, (y) => has(x, y))),
  };
}
const first = (counts: readonly number[], from = 0) => counts.findIndex((count, i) => i >= from && count > 0);
/** Runs of inked rows: lines of text, in pixels. */
function linesOf(rows: readonly number[]): { top: number; bottom: number }[] {
  const lines: { top: number; bottom: number }[] = [];
  rows.forEach((count, y) => {
    const last = lines.at(-1);
    if (!count) return;
    // Strokes of one line are never more than a millimetre and a half apart.
    if (last && inMillimetres(y - last.bottom) < 1.6) last.bottom = y;
    else lines.push({ top: y, bottom: y });
  });
  return lines;
}

let pages: ColourPicture[];
beforeAll(async () => {
  pages = await readPdfColours(createPdfWriter()(sheet), dotsPerInch);
});

describe('a red-headed paper stands on the page as GB/T 9704—2012 says', () => {
  const page = () => pages[0] as ColourPicture;

  test('the page is A4', () => {
    expect(inMillimetres(page().width)).toBeCloseTo(210, 0);
    expect(inMillimetres(page().height)).toBeCloseTo(297, 0);
  });

  test('the mark is red and begins 35 mm below the top of the text', () => {
    const top = inMillimetres(first(inkOf(page(), isRed).rows));
    expect(top).toBeGreaterThan(37 + 35 - 0.3);
    expect(top).toBeLessThan(37 + 35 + stroke);
  });

  test('the red line is as wide as the text and 4 mm below the number, two lines below the mark', () => {
    const red = inkOf(page(), isRed);
    const black = inkOf(page(), isBlack);
    const y = red.rows.findIndex((count) => inMillimetres(count) > 150);
    const columns = red.columns(y, y + 1);
    expect(inMillimetres(first(columns))).toBeCloseTo(28, 0);
    expect(inMillimetres(columns.findLastIndex((count) => count > 0))).toBeCloseTo(184, 0);
    const [number, title] = linesOf(black.rows) as [{ top: number; bottom: number }, { top: number; bottom: number }];
    expect(number.bottom).toBeLessThan(y);
    expect(Math.abs(inMillimetres(y - number.bottom) - 4)).toBeLessThan(stroke);
    // Two empty lines of 28.95 pt, and what a line is higher than its characters.
    const twoLines = ((2 * 28.95 + 13.2) / 72) * 25.4;
    const mark = red.rows.findLastIndex((count, at) => count > 0 && at < number.top);
    expect(Math.abs(inMillimetres(number.top - mark) - twoLines)).toBeLessThan(2 * stroke);
    expect(Math.abs(inMillimetres(title.top - y) - twoLines)).toBeLessThan(2 * stroke);
  });

  test('text stands between margins of 28 and 26 mm in lines of 28.95 pt, and ends 35 mm above the edge', () => {
    const second = pages[1] as ColourPicture;
    const black = inkOf(second, isBlack);
    const lines = linesOf(black.rows).filter(({ top, bottom }) => inMillimetres(bottom - top) > 3);
    expect(Math.abs(inMillimetres(first(black.rows)) - 37)).toBeLessThan(stroke);
    const pitch = inMillimetres((lines[8]?.bottom ?? 0) - (lines[0]?.bottom ?? 0)) / 8;
    expect(Math.abs(pitch - (28.95 / 72) * 25.4)).toBeLessThan(0.1);
    const columns = black.columns(lines[0]?.top ?? 0, lines[3]?.bottom ?? 0);
    expect(Math.abs(inMillimetres(first(columns)) - 28)).toBeLessThan(stroke);
    expect(Math.abs(inMillimetres(columns.findLastIndex((count) => count > 0)) - 184)).toBeLessThan(stroke);
  });

  test('the number of the page stands 7 mm below the text, at the outer edge, and the imprint ends the last page', () => {
    for (const [index, picture] of pages.entries()) {
      const { rows, columns } = inkOf(picture, isBlack);
      const footer = linesOf(rows).at(-1) as { top: number; bottom: number };
      const middle = inMillimetres((footer.top + footer.bottom) / 2);
      expect(Math.abs(middle - (297 - 35 + 7))).toBeLessThan(stroke);
      const left = inMillimetres(first(columns(footer.top, footer.bottom)));
      if (index % 2) expect(left).toBeLessThan(60);
      else expect(left).toBeGreaterThan(150);
    }
    const last = inkOf(pages.at(-1) as ColourPicture, isBlack);
    const rules = last.rows.flatMap((count, y) => (inMillimetres(count) > 150 ? [inMillimetres(y)] : []));
    expect(rules.length).toBeGreaterThan(2);
    expect(Math.abs((rules.at(-1) ?? 0) - (297 - 35))).toBeLessThan(0.5);
  });
});

test('no character is blank: every square of a full line has ink, in the text and in the title', () => {
  const picture = pages[1] as ColourPicture;
  const black = inkOf(picture, isBlack);
  const square = picture.width * (156 / 210 / 28);
  const from = picture.width * (28 / 210);
  let full = 0;
  for (const line of linesOf(black.rows)) {
    const columns = black.columns(line.top, line.bottom + 1);
    // The last line of a paragraph is no full one.
    if (inMillimetres(columns.findLastIndex((count) => count > 0)) < 181 || inMillimetres(line.bottom - line.top) < 3)
      continue;
    full += 1;
    for (let n = 0; n < 28; n += 1) {
      const ink = columns.slice(Math.round(from + n * square), Math.round(from + (n + 1) * square));
      const sum = ink.reduce((all, count) => all + count, 0);
      expect(sum, `character ${n + 1} of full line ${full}`).toBeGreaterThan(15);
    }
  }
  expect(full).toBeGreaterThan(8);
  const head = inkOf(pages[0] as ColourPicture, isBlack);
  const title = linesOf(head.rows)[1] as { top: number; bottom: number };
  const inTitle = head.columns(title.top, title.bottom + 1);
  const size = (22 / 72) * dotsPerInch;
  const left = (picture.width * ((28 + 184) / 2)) / 210 - (sheet.title.length * size) / 2;
  for (let n = 0; n < sheet.title.length; n += 1) {
    const ink = inTitle.slice(Math.round(left + n * size), Math.round(left + (n + 1) * size));
    expect(
      ink.reduce((sum, count) => sum + count, 0),
      `character ${n + 1} of the title`,
    ).toBeGreaterThan(30);
  }
});
