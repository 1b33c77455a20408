import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { trimCell } from './cell-text.ts';
import { TableError } from './table-error.ts';
import type { RawRow, TableLimits } from './table-source.ts';
import { tooManyColumns } from './xlsx-rows.ts';

export type CsvEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type CsvSeparator = ',' | ';' | '\t';

export interface CsvSource {
  encoding: CsvEncoding;
  separator: CsvSeparator;
  rows: AsyncGenerator<RawRow, void, undefined>;
}

const CHUNK = 256 * 1024;
/** Two bytes a character at least, so a sample this long shows the first lines of any table. */
const SAMPLE = 64 * 1024;

export function openCsv(bytes: Uint8Array, limits: TableLimits): CsvSource {
  const encoding = sniffEncoding(bytes);
  const separator = sniffSeparator(iconv.decode(Buffer.from(bytes.subarray(0, SAMPLE)), encoding));
  return { encoding, separator, rows: csvRows(bytes, encoding, separator, limits) };
}

function sniffEncoding(bytes: Uint8Array): CsvEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  return isWestern(bytes) ? 'windows-1252' : 'gb18030';
}

/** Files of Western programs: a dash or an accent here and there that is no Chinese character. */
function isWestern(bytes: Uint8Array): boolean {
  let high = 0;
  for (const byte of bytes) if (byte > 0x7f) high++;
  return high < bytes.length / 50 && iconv.decode(Buffer.from(bytes), 'gb18030').includes('\ufffd');
}

/** The candidate that occurs most often in the first line, outside quotes. */
function sniffSeparator(sample: string): CsvSeparator {
  const counts: Record<CsvSeparator, number> = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  let seen = false;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === ',' || character === ';' || character === '\t') {
      counts[character]++;
      seen = true;
    } else if (character === '\n' && seen) break;
  }
  return (['\t', ';', ','] as const).reduce(
    (best, candidate) => (counts[candidate] > counts[best] ? candidate : best),
    ',',
  );
}

function* decodedChunks(bytes: Uint8Array, encoding: CsvEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  let first = true;
  for (let at = 0; at < bytes.length; at += CHUNK) {
    let text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(CHUNK, bytes.length - at)));
    if (first && text.startsWith('\ufeff')) text = text.slice(1);
    first = false;
    if (encoding === 'gb18030' && text.includes('\ufffd')) throw badEncoding();
    if (text.includes('\0')) throw notText();
    yield text;
  }
  const tail = decoder.end();
  if (tail) yield tail;
}

const badEncoding = () =>
  new TableError('BAD_ENCODING', '文件的文字编码无法识别，请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。');
const notText = () => new TableError('NOT_A_TABLE', '这不是表格文件，请上传 .xlsx 或 .csv 文件。');

async function* csvRows(
  bytes: Uint8Array,
  encoding: CsvEncoding,
  separator: CsvSeparator,
  limits: TableLimits,
): AsyncGenerator<RawRow, void, undefined> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1024 * 1024,
  });
  const source = Readable.from(decodedChunks(bytes, encoding));
  // pipe() does not pass errors on; without this a bad encoding would end as an unhandled error.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let line = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      line++;
      if (record.length > limits.columns && record.some((cell, i) => i >= limits.columns && cell !== '')) {
        throw tooManyColumns(limits);
      }
      const cells = record.slice(0, limits.columns).map((cell) => trimCell(plainCsvCell(cell)));
      while (cells.length > 0 && cells.at(-1) === '') cells.pop();
      if (cells.length > 0) yield { line, cells };
    }
  } catch (error) {
    throw csvError(error, line + 1);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Undoes what spreadsheet programs and our own `writeCsv` add so that a cell stays text: `="0573"`, `'=1+1`. */
function plainCsvCell(cell: string): string {
  const formula = /^="([^"]*)"$/.exec(cell);
  if (formula) return formula[1] ?? '';
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function csvError(error: unknown, line: number): unknown {
  if (error instanceof TableError || !(error instanceof Error)) return error;
  const code = (error as { code?: string }).code;
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new TableError('CELL_TOO_LONG', `第${line}行过长，可能是引号没有成对，请检查后再导入。`, {
      line,
      cause: error,
    });
  }
  if (code?.startsWith('CSV_')) {
    return new TableError('BAD_QUOTES', `第${line}行的引号没有成对，请改正后再导入，或另存为 .xlsx 上传。`, {
      line,
      cause: error,
    });
  }
  return error;
}
