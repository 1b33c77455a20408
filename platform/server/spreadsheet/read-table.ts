import { readFile, stat } from 'node:fs/promises';
import { type CsvEncoding, type CsvSeparator, openCsv } from './csv-rows.ts';
import { TableError } from './table-error.ts';
import { defaultLimits, type RawRow, type TableLimits, type TableWarning } from './table-source.ts';
import { openXlsx } from './xlsx-rows.ts';

/** The column that `annotateErrors` puts first; reading a table leaves it out, so that a corrected file can come back. */
export const RESULT_HEADER = '导入结果';

export interface TableRow {
  /** 1-based row number as Excel or WPS shows it. */
  line: number;
  /** At least as long as the header; longer when the row has content beyond the last heading. */
  cells: string[];
}

export interface Table {
  format: 'xlsx' | 'csv';
  encoding?: CsvEncoding;
  separator?: CsvSeparator;
  sheetName?: string;
  sheetNames?: string[];
  /** Headings without surrounding blanks; '' where a column has none. No two are equal. */
  header: string[];
  headerLine: number;
  /** Can be iterated once. Rows without content are left out. */
  rows: AsyncIterable<TableRow>;
  /** Grows while `rows` is read, at most 1,000. */
  warnings: TableWarning[];
}

export interface ReadTableOptions {
  /** Sheet of an xlsx; default the first visible one. */
  sheet?: string;
  limits?: Partial<TableLimits>;
}

/** Titles above the header ("××市重点单位台账") fill one cell; a header fills several. Looked for in this many rows. */
const HEADER_SEARCH_ROWS = 10;

/**
 * Opens a table by what the file holds, whatever its name says. Every cell is text: dates ISO 8601, numbers plain,
 * formulas by their saved result, TRUE/FALSE as 是/否.
 * @throws {TableError} at once, or while `rows` is read.
 */
export async function readTable(
  input: Uint8Array | string,
  fileName: string,
  options: ReadTableOptions = {},
): Promise<Table> {
  const limits = { ...defaultLimits, ...options.limits };
  const bytes = await load(input, limits);
  refuseByContent(bytes, fileName);
  if (!isZip(bytes)) {
    const { encoding, separator, rows } = openCsv(bytes, limits);
    return { format: 'csv', encoding, separator, ...(await withHeader(rows, limits)) };
  }
  if (/\.xl(sm|tm|am)$/i.test(fileName)) {
    throw new TableError('MACROS', '启用宏的表格（.xlsm）不予导入，请另存为不含宏的 .xlsx 后再上传。');
  }
  const { sheetName, sheetNames, rows } = await openXlsx(bytes, { sheet: options.sheet, limits });
  return { format: 'xlsx', sheetName, sheetNames, ...(await withHeader(rows, limits)) };
}

async function load(input: Uint8Array | string, limits: TableLimits): Promise<Uint8Array> {
  const size = typeof input === 'string' ? (await stat(input)).size : input.length;
  if (size === 0) throw new TableError('EMPTY', '文件是空的，请选择有内容的表格。');
  if (size > limits.fileBytes) {
    const megabytes = Math.floor(limits.fileBytes / 1024 / 1024);
    throw new TableError('TOO_LARGE', `文件超过${megabytes} MB，请拆成几个较小的文件后再导入。`);
  }
  return typeof input === 'string' ? readFile(input) : input;
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function refuseByContent(bytes: Uint8Array, fileName: string) {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('%PDF')) {
    throw new TableError('NOT_A_TABLE', '这是 PDF 文件，不是表格，请上传 .xlsx 或 .csv 文件。');
  }
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    throw new TableError('OLD_FORMAT', '这是旧版 .xls 或加了密码的表格，请打开后取消密码并另存为 .xlsx，再上传。');
  }
  if (/<html|<table|<!doctype|<\?xml/i.test(start)) {
    throw new TableError('NOT_A_TABLE', '这是网页形式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。');
  }
  const looksLikeUtf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
  if (!isZip(bytes) && !looksLikeUtf16 && (start.includes('\0') || /\.xls[xmb]?$/i.test(fileName))) {
    throw new TableError(
      'NOT_A_TABLE',
      '文件内容不是表格，可能已损坏或改过扩展名，请重新导出为 .xlsx 或 .csv 后上传。',
    );
  }
}

/** Reads up to the first row of data, so that a file without any is refused before the caller starts to work. */
async function withHeader(source: AsyncGenerator<RawRow, void, undefined>, limits: TableLimits) {
  const waiting: RawRow[] = [];
  const pull = async () => {
    const next = await source.next();
    if (!next.done) waiting.push(next.value);
    return !next.done;
  };
  while (waiting.length < HEADER_SEARCH_ROWS && (await pull())) {
    if (filled(waiting.at(-1)) > 1) break;
  }
  if (waiting.length === 0) throw new TableError('EMPTY', '表格中没有内容，请选择有内容的表格。');
  const found = waiting.findIndex((row) => filled(row) > 1);
  const headerRow = waiting.splice(0, Math.max(found, 0) + 1).at(-1) as RawRow;
  const firstColumn = headerRow.cells[0] === RESULT_HEADER ? 1 : 0;
  const header = headerRow.cells.slice(firstColumn).map((cell) => cell.replace(/\s*\n\s*/g, ''));
  refuseDuplicates(header, firstColumn);
  if (waiting.length === 0 && !(await pull())) {
    throw new TableError('NO_DATA', '表格只有表头，没有数据，请填写后再导入。');
  }
  const warnings: TableWarning[] = [];
  return { header, headerLine: headerRow.line, rows: dataRows(), warnings };

  async function* dataRows(): AsyncGenerator<TableRow, void, undefined> {
    let count = 0;
    try {
      for (const row of waiting.splice(0)) yield* emit(row);
      for await (const row of source) yield* emit(row);
    } finally {
      await source.return();
    }

    function* emit(row: RawRow): Generator<TableRow, void, undefined> {
      const cells = firstColumn === 0 ? row.cells : row.cells.slice(firstColumn);
      // A row whose only content is an old import result has been emptied by the user.
      if (cells.length === 0) return;
      if (++count > limits.rows) {
        throw new TableError('TOO_MANY_ROWS', `表格超过${limits.rows}行，请拆成几个文件后再导入。`, { line: row.line });
      }
      for (const { column, message } of row.warnings ?? []) {
        if (column >= firstColumn && warnings.length < 1000) {
          warnings.push({ line: row.line, column: column - firstColumn, message });
        }
      }
      while (cells.length < header.length) cells.push('');
      yield { line: row.line, cells };
    }
  }
}

const filled = (row: RawRow | undefined) => row?.cells.filter((cell) => cell !== '').length ?? 0;

function refuseDuplicates(header: string[], firstColumn: number) {
  const seen = new Map<string, number>();
  header.forEach((title, i) => {
    if (title === '') return;
    const earlier = seen.get(title);
    if (earlier !== undefined) {
      const [a, b] = [earlier, i].map((column) => column + firstColumn + 1);
      throw new TableError('DUPLICATE_HEADER', `第${a}列和第${b}列的表头都是“${title}”，请改成不同的名称后再导入。`);
    }
    seen.set(title, i);
  });
}
