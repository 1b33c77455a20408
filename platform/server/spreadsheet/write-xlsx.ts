import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { isTinted, plainText, type SheetColumn, type SheetSpec, type WorkbookSpec, wallClock } from './sheet-spec.ts';
import { TableError } from './table-error.ts';

const MAX_ROWS = 1_048_576;
const MAX_CELL = 32_767;
/** Rows looked at to fit the column widths before the first one is written. */
const WIDTH_SAMPLE = 100;

const formats: Partial<Record<SheetColumn['kind'], string>> = {
  text: '@',
  date: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm',
};
const wrong = { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } } as const;
const heading = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } },
  alignment: { vertical: 'middle', wrapText: true },
} as const;

/**
 * Writes a workbook while its rows arrive. Header frozen and filtered. Text stays text: a cell that starts with `=` is a
 * typed string in xlsx, which no program calculates. An error in `rows` destroys the stream with that error.
 */
export function writeXlsx(spec: WorkbookSpec): Readable {
  const output = new PassThrough();
  write(spec, output).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

export async function writeXlsxToBuffer(spec: WorkbookSpec): Promise<Buffer> {
  return buffer(writeXlsx(spec));
}

async function write(spec: WorkbookSpec, output: PassThrough) {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const names = legalSheetNames([...spec.sheets.map((sheet) => sheet.name), ...(spec.notes ? ['说明'] : [])]);
  for (const [i, sheet] of spec.sheets.entries()) await writeSheet(workbook, names[i] as string, sheet, spec, output);
  if (spec.notes) {
    const sheet = workbook.addWorksheet(names.at(-1) as string);
    sheet.columns = [{ width: 100, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } } }];
    for (const line of spec.notes) sheet.addRow([legalText(line)]).commit();
    sheet.commit();
  }
  await workbook.commit();
}

async function writeSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  { columns, rows }: SheetSpec,
  { utcOffsetMinutes }: WorkbookSpec,
  output: PassThrough,
) {
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  try {
    const sample: unknown[][] = [];
    while (sample.length < WIDTH_SAMPLE) {
      const next = await source.next();
      if (next.done) break;
      sample.push(next.value);
    }
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map((column, i) => ({
      width:
        column.width ??
        fittingWidth(
          column,
          sample.map((row) => row[i]),
        ),
      style: { ...(formats[column.kind] ? { numFmt: formats[column.kind] } : {}), alignment: { vertical: 'top' } },
    })) as ExcelJS.Column[];
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(columns.length, 1) } };
    const header = sheet.addRow(columns.map((column) => legalText(column.header)));
    header.eachCell((cell) => Object.assign(cell, heading, { numFmt: '@' }));
    header.commit();
    let count = 1;
    const put = (values: unknown[]) => {
      if (++count > MAX_ROWS) {
        throw new TableError('TOO_MANY_ROWS', '数据超过 Excel 的行数上限（1048576行），请缩小范围后再导出。');
      }
      const row = sheet.addRow(columns.map((column, i) => cellValue(column.kind, values[i], utcOffsetMinutes)));
      values.forEach((value, i) => {
        if (isTinted(value) && i < columns.length) row.getCell(i + 1).fill = wrong.fill;
      });
      row.commit();
    };
    for (const row of sample) put(row);
    for (;;) {
      const next = await source.next();
      if (next.done) break;
      put(next.value);
      // The writer of exceljs takes rows without end; wait here while nobody reads.
      if (output.readableLength > output.readableHighWaterMark) await drained(output);
    }
    sheet.commit();
  } finally {
    await source.return?.();
  }
}

async function drained(output: PassThrough) {
  while (!output.destroyed && output.readableLength > output.readableHighWaterMark) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  if (output.destroyed) throw output.errored ?? new Error('the reader of the workbook went away');
}

function cellValue(kind: SheetColumn['kind'], cell: unknown, utcOffsetMinutes: number | undefined): ExcelJS.CellValue {
  const value = isTinted(cell) ? cell.value : cell;
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'number') {
    const number = typeof value === 'number' ? value : Number(plainText(value));
    // Fifteen digits are all a cell can hold; a longer code stays text.
    if (Number.isFinite(number) && Math.abs(number) < 1e15) return number;
  }
  if (kind === 'date' || kind === 'datetime') {
    const moment = wallClock(value, utcOffsetMinutes);
    if (moment) {
      if (kind === 'date') moment.setUTCHours(0, 0, 0, 0);
      if (moment.getUTCFullYear() >= 1900) return moment;
    }
  }
  return legalText(plainText(value));
}

/** Without characters that XML 1.0 forbids, at most what a cell may hold. */
export function legalText(text: string): string {
  const legal = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x');
  return legal.length > MAX_CELL ? `${legal.slice(0, MAX_CELL - 1).replace(/[\ud800-\udbff]$/, '')}…` : legal;
}

/** Sheet names as Excel wants them: 1 to 31 characters, none of `\ / ? * [ ] :`, no outer quotes, no two equal. */
export function legalSheetNames(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base =
      legalText(name)
        .replace(/[\\/?*[\]:\n\t]/g, ' ')
        .replace(/^['\s]+|['\s]+$/g, '') || '表';
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : `(${n})`;
      const candidate = `${base.slice(0, 31 - suffix.length).replace(/[\ud800-\udbff]$/, '')}${suffix}`;
      const key = candidate.toLowerCase();
      if (taken.has(key) || key === 'history') continue;
      taken.add(key);
      return candidate;
    }
  });
}

function fittingWidth(column: SheetColumn, values: unknown[]): number {
  const longest = Math.max(
    displayWidth(column.header) + 4,
    column.kind === 'date' ? 12 : column.kind === 'datetime' ? 18 : 0,
    ...values.map((cell) => {
      const value = isTinted(cell) ? cell.value : cell;
      return wallClock(value) ? 0 : displayWidth(plainText(value)) + 2;
    }),
  );
  return Math.min(Math.max(longest, 8), 60);
}

/** Columns of half-width characters; Chinese ones take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.slice(0, 200)) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}
