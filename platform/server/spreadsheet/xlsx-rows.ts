import { decodeSpreadsheetEscapes, type NumberMeaning, numberMeaning, numberText, trimCell } from './cell-text.ts';
import { TableError } from './table-error.ts';
import type { CellWarning, RawRow, TableLimits } from './table-source.ts';
import { attribute, createXmlScanner, type XmlHandlers } from './xml-scanner.ts';
import { type ByteBudget, inflateEntry, listZipEntries, type ZipEntry } from './zip-entries.ts';

export interface XlsxSheet {
  sheetName: string;
  sheetNames: string[];
  rows: AsyncGenerator<RawRow, void, undefined>;
}

interface Workbook {
  bytes: Uint8Array;
  entries: Map<string, ZipEntry>;
  budget: ByteBudget;
}

/** Opens one sheet of a workbook: the named one, else the first that is visible. Rows come one at a time. */
export async function openXlsx(
  bytes: Uint8Array,
  options: { sheet?: string | undefined; limits: TableLimits },
): Promise<XlsxSheet> {
  const entries = listZipEntries(bytes);
  refuseOtherPackages(entries);
  const book: Workbook = { bytes, entries, budget: { left: options.limits.uncompressedBytes } };
  const workbookPath = await findWorkbook(book);
  const { sheets, is1904 } = await readWorkbook(book, workbookPath);
  const targets = await readRelationships(book, relationshipsOf(workbookPath), folderOf(workbookPath));
  const sheetNames = sheets.map((sheet) => sheet.name);
  const sheet =
    options.sheet === undefined
      ? (sheets.find((candidate) => !candidate.hidden) ?? sheets[0])
      : sheets.find((candidate) => candidate.name === options.sheet);
  if (!sheet) {
    throw options.sheet === undefined
      ? new TableError('EMPTY', '文件中没有工作表，请选择有内容的表格。')
      : new TableError(
          'NO_SUCH_SHEET',
          `文件中没有名为“${options.sheet}”的工作表，请从 ${sheetNames.join('、')} 中选择。`,
        );
  }
  const sheetEntry = entries.get(targets.byId.get(sheet.id) ?? '');
  if (!sheetEntry) throw notXlsx();
  const meanings = await readNumberMeanings(book, targets.byType.get('styles'));
  const sharedText = await readSharedText(book, targets.byType.get('sharedStrings'));
  return {
    sheetName: sheet.name,
    sheetNames,
    rows: sheetRows(book, sheetEntry, { meanings, sharedText, is1904, limits: options.limits }),
  };
}

const notXlsx = () =>
  new TableError('NOT_A_TABLE', '这不是 Excel 表格文件，请用 Excel 或 WPS 打开表格后另存为 .xlsx 或 .csv，再上传。');

function refuseOtherPackages(entries: Map<string, ZipEntry>) {
  const has = (path: string) => entries.has(path);
  if (has('xl/vbaProject.bin')) {
    throw new TableError('MACROS', '文件含有宏，为安全起见不予导入，请另存为不含宏的 .xlsx 后再上传。');
  }
  if (has('word/document.xml') || has('ppt/presentation.xml')) {
    throw new TableError('NOT_A_TABLE', '这是 Word 或演示文稿，不是表格，请上传 .xlsx 或 .csv 文件。');
  }
  if (has('xl/workbook.bin') || has('content.xml')) {
    throw new TableError('OLD_FORMAT', '暂不支持这种表格格式，请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。');
  }
  if (!has('[Content_Types].xml')) throw notXlsx();
}

async function scanEntry(book: Workbook, path: string, handlers: XmlHandlers, maxBytes = 32 * 1024 * 1024) {
  const entry = book.entries.get(path);
  if (!entry) throw notXlsx();
  const scanner = createXmlScanner(handlers);
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of inflateEntry(book.bytes, entry, book.budget)) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new TableError('TOO_LARGE', '文件解压后过大，请拆成几个较小的文件后再导入。');
    }
    scanner.write(decoder.decode(chunk, { stream: true }));
  }
  scanner.write(decoder.decode());
  scanner.end();
}

const ignore = () => {};

async function findWorkbook(book: Workbook): Promise<string> {
  await scanEntry(book, '[Content_Types].xml', {
    open(_name, attributes) {
      if (/macroEnabled/i.test(attribute(attributes, 'ContentType'))) {
        throw new TableError('MACROS', '这是启用宏的表格，为安全起见不予导入，请另存为不含宏的 .xlsx 后再上传。');
      }
    },
    close: ignore,
    text: ignore,
  });
  if (!book.entries.has('_rels/.rels')) throw notXlsx();
  const { byType } = await readRelationships(book, '_rels/.rels', '');
  const path = byType.get('officeDocument');
  if (!path || !book.entries.has(path)) throw notXlsx();
  return path;
}

async function readWorkbook(book: Workbook, path: string) {
  const sheets: { name: string; id: string; hidden: boolean }[] = [];
  let is1904 = false;
  await scanEntry(book, path, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attribute(attributes, 'date1904'));
      if (name === 'sheet') {
        sheets.push({
          name: attribute(attributes, 'name'),
          id: attribute(attributes, 'r:id') || attribute(attributes, 'id'),
          hidden: /hidden/i.test(attribute(attributes, 'state')),
        });
      }
    },
    close: ignore,
    text: ignore,
  });
  return { sheets, is1904 };
}

async function readRelationships(book: Workbook, path: string, folder: string) {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  await scanEntry(book, path, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const target = resolve(folder, attribute(attributes, 'Target'));
      const type = attribute(attributes, 'Type').split('/').at(-1) ?? '';
      byId.set(attribute(attributes, 'Id'), target);
      if (!byType.has(type)) byType.set(type, target);
    },
    close: ignore,
    text: ignore,
  });
  return { byId, byType };
}

const folderOf = (path: string) => path.split('/').slice(0, -1).join('/');
const relationshipsOf = (path: string) => {
  const folder = folderOf(path);
  return `${folder === '' ? '' : `${folder}/`}_rels/${path.split('/').at(-1)}.rels`;
};

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Meaning of a number by style index (position in `cellXfs`). */
async function readNumberMeanings(book: Workbook, path: string | undefined): Promise<NumberMeaning[]> {
  if (!path || !book.entries.has(path)) return [];
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCellFormats = false;
  await scanEntry(book, path, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode'));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') || '0');
        meanings.push(numberMeaning(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text: ignore,
  });
  return meanings;
}

interface SharedText {
  get(index: number): string;
}

/**
 * Shared strings in one UTF-8 buffer: as JavaScript strings they would need several times the room, and slices of the
 * scanned text would keep all of it alive.
 */
async function readSharedText(book: Workbook, path: string | undefined): Promise<SharedText> {
  let buffer = Buffer.allocUnsafe(64 * 1024);
  let used = 0;
  let offsets = new Uint32Array(4096);
  let count = 0;
  let inText = false;
  let phonetic = false;
  let current = '';
  if (path && book.entries.has(path)) {
    await scanEntry(
      book,
      path,
      {
        open(name) {
          if (name === 'si') current = '';
          else if (name === 't') inText = !phonetic;
          else if (name === 'rPh') phonetic = true;
        },
        close(name) {
          if (name === 't') inText = false;
          else if (name === 'rPh') phonetic = false;
          else if (name === 'si') {
            const need = used + current.length * 3;
            if (need > buffer.length) {
              const larger = Buffer.allocUnsafe(Math.max(need, buffer.length * 2));
              buffer.copy(larger, 0, 0, used);
              buffer = larger;
            }
            used += buffer.write(current, used);
            if (++count >= offsets.length) {
              const larger = new Uint32Array(offsets.length * 2);
              larger.set(offsets);
              offsets = larger;
            }
            offsets[count] = used;
          }
        },
        text(value) {
          if (inText) current += value;
        },
      },
      256 * 1024 * 1024,
    );
  }
  return {
    get(index) {
      if (!(index >= 0 && index < count)) return '';
      return decodeSpreadsheetEscapes(buffer.toString('utf8', offsets[index], offsets[index + 1]));
    },
  };
}

interface SheetContext {
  meanings: NumberMeaning[];
  sharedText: SharedText;
  is1904: boolean;
  limits: TableLimits;
}

async function* sheetRows(
  book: Workbook,
  entry: ZipEntry,
  context: SheetContext,
): AsyncGenerator<RawRow, void, undefined> {
  const ready: RawRow[] = [];
  const reader = createRowReader(context, (row) => ready.push(row));
  const scanner = createXmlScanner(reader);
  const decoder = new TextDecoder();
  for await (const chunk of inflateEntry(book.bytes, entry, book.budget)) {
    scanner.write(decoder.decode(chunk, { stream: true }));
    yield* ready;
    ready.length = 0;
  }
  scanner.write(decoder.decode());
  scanner.end();
  if (!reader.isComplete()) {
    throw new TableError('BROKEN', '文件已损坏或不完整，请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。');
  }
  yield* ready;
}

function createRowReader(context: SheetContext, emit: (row: RawRow) => void) {
  const { meanings, sharedText, is1904, limits } = context;
  let inData = false;
  let complete = false;
  let line = 0;
  let cells: string[] = [];
  let warnings: CellWarning[] = [];
  let column = -1;
  let type = '';
  let style = 0;
  let hasFormula = false;
  let collecting = false;
  let phonetic = false;
  let value = '';

  function cellText(): string {
    switch (type) {
      case 's':
        return sharedText.get(Number(value));
      case 'str':
      case 'inlineStr':
        return decodeSpreadsheetEscapes(value);
      case 'b':
        return value === '1' ? '是' : value === '0' ? '否' : value;
      case 'e':
      case 'd':
        return value;
      default: {
        const number = numberText(value, meanings[style] ?? { kind: 'number' }, is1904);
        if (number.digitsLost) {
          warnings.push({ column, message: '数字超过15位，Excel 已把末尾改成0，请把该列设为文本格式后重新填写。' });
        }
        return number.text;
      }
    }
  }

  function endCell() {
    if (hasFormula && value === '') {
      warnings.push({ column, message: '公式没有计算结果，请用 Excel 或 WPS 打开保存一次，或改填数值。' });
    }
    const text = value === '' ? '' : trimCell(cellText());
    if (text === '') return;
    if (column >= limits.columns) throw tooManyColumns(limits);
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }

  return {
    open(name: string, attributes: string) {
      if (name === 'c') {
        if (!inData) return;
        const reference = attribute(attributes, 'r');
        column = reference === '' ? column + 1 : columnOf(reference);
        type = attribute(attributes, 't');
        style = Number(attribute(attributes, 's') || '0');
        hasFormula = false;
        phonetic = false;
        value = '';
      } else if (name === 'v') {
        collecting = true;
      } else if (name === 't') {
        collecting = !phonetic;
      } else if (name === 'rPh') {
        phonetic = true;
      } else if (name === 'f') {
        hasFormula = true;
      } else if (name === 'row') {
        const given = Number(attribute(attributes, 'r'));
        line = Number.isInteger(given) && given > line ? given : line + 1;
        cells = [];
        warnings = [];
        column = -1;
      } else if (name === 'sheetData') {
        inData = true;
      }
    },
    close(name: string) {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') {
        if (inData) endCell();
      } else if (name === 'row') {
        if (inData && cells.length > 0) emit(warnings.length > 0 ? { line, cells, warnings } : { line, cells });
      } else if (name === 'sheetData') {
        inData = false;
      } else if (name === 'worksheet') {
        complete = true;
      }
    },
    text(text: string) {
      if (collecting && inData) value += text;
    },
    isComplete: () => complete,
  };
}

export function tooManyColumns(limits: TableLimits): TableError {
  return new TableError('TOO_MANY_COLUMNS', `表格超过${limits.columns}列，请删去多余的列后再导入。`);
}

/** 0-based column of a cell reference: `A1` → 0, `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length && i < 8; i++) {
    const code = reference.charCodeAt(i) | 0x20;
    if (code < 0x61 || code > 0x7a) break;
    column = column * 26 + (code - 0x60);
  }
  return column - 1;
}
