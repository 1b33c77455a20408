import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isTinted, plainText, type SheetColumn, type SheetSpec, wallClock } from './sheet-spec.ts';

export interface CsvSpec extends Omit<SheetSpec, 'name'> {
  /** See `WorkbookSpec`. */
  utcOffsetMinutes?: number;
}

/**
 * CSV as Excel opens it by double click: UTF-8 with byte order mark, CRLF. Text that a spreadsheet would calculate
 * (it starts with `=`, `+`, `-`, `@`, tab or CR) gets a leading `'`; `readTable` takes it off again.
 */
export function writeCsv(spec: CsvSpec): Readable {
  return Readable.from(lines(spec), { objectMode: false });
}

export async function writeCsvToBuffer(spec: CsvSpec): Promise<Buffer> {
  return buffer(writeCsv(spec));
}

async function* lines({ columns, rows, utcOffsetMinutes }: CsvSpec): AsyncGenerator<Buffer> {
  let block = `\ufeff${columns.map((column) => quoted(guarded(column.header))).join(',')}\r\n`;
  for await (const row of rows) {
    block += `${columns.map((column, i) => quoted(cellText(column.kind, row[i], utcOffsetMinutes))).join(',')}\r\n`;
    if (block.length > 64 * 1024) {
      yield Buffer.from(block);
      block = '';
    }
  }
  yield Buffer.from(block);
}

function cellText(kind: SheetColumn['kind'], cell: unknown, utcOffsetMinutes: number | undefined): string {
  const value = isTinted(cell) ? cell.value : cell;
  if (kind === 'number' && value !== '' && Number.isFinite(Number(plainText(value)))) return plainText(value);
  if (kind === 'date' || kind === 'datetime') {
    const moment = wallClock(value, utcOffsetMinutes)?.toISOString();
    if (moment) return kind === 'date' ? moment.slice(0, 10) : moment.slice(0, 16).replace('T', ' ');
  }
  return guarded(plainText(value));
}

const guarded = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('\0', '');

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
