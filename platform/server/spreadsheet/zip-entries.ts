import { crc32, createInflateRaw } from 'node:zlib';
import { TableError } from './table-error.ts';

export interface ZipEntry {
  name: string;
  method: number;
  crc: number;
  compressedSize: number;
  localHeaderOffset: number;
}

const broken = (cause?: unknown) =>
  new TableError('BROKEN', '文件已损坏或不完整，请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。', { cause });

/**
 * Lists the entries of a zip archive from its central directory (PKWARE APPNOTE 4.3.12), zip64 included.
 * Declared sizes are not believed: `inflateEntry` counts what really comes out.
 */
export function listZipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { offset, count } = findCentralDirectory(view);
    const entries = new Map<string, ZipEntry>();
    const decoder = new TextDecoder();
    let at = offset;
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw broken();
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const commentLength = view.getUint16(at + 32, true);
      const entry: ZipEntry = {
        name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        compressedSize: view.getUint32(at + 20, true),
        localHeaderOffset: view.getUint32(at + 42, true),
      };
      readZip64Extra(view, at + 46 + nameLength, extraLength, view.getUint32(at + 24, true), entry);
      entries.set(entry.name, entry);
      at += 46 + nameLength + extraLength + commentLength;
    }
    return entries;
  } catch (error) {
    throw error instanceof TableError ? error : broken(error);
  }
}

function findCentralDirectory(view: DataView): { offset: number; count: number } {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count !== 0xffff && offset !== 0xffffffff) return { offset, count };
    if (at < 20 || view.getUint32(at - 20, true) !== 0x07064b50) return { offset, count };
    const end64 = Number(view.getBigUint64(at - 12, true));
    if (view.getUint32(end64, true) !== 0x06064b50) throw broken();
    return {
      offset: Number(view.getBigUint64(end64 + 48, true)),
      count: Math.min(Number(view.getBigUint64(end64 + 32, true)), 1_000_000),
    };
  }
  throw broken();
}

function readZip64Extra(view: DataView, start: number, length: number, plainSize: number, entry: ZipEntry) {
  let at = start;
  while (at + 4 <= start + length) {
    const id = view.getUint16(at, true);
    const size = view.getUint16(at + 2, true);
    if (id === 1) {
      // Only the fields that overflowed are present, in this fixed order.
      let field = at + 4;
      if (plainSize === 0xffffffff) field += 8;
      if (entry.compressedSize === 0xffffffff) {
        entry.compressedSize = Number(view.getBigUint64(field, true));
        field += 8;
      }
      if (entry.localHeaderOffset === 0xffffffff) entry.localHeaderOffset = Number(view.getBigUint64(field, true));
      return;
    }
    at += 4 + size;
  }
}

/** Counts uncompressed bytes over all entries of one file, so that many small bombs add up. */
export interface ByteBudget {
  left: number;
}

/** Yields the uncompressed bytes of an entry, checks the CRC, and stops as soon as the budget is spent (zip bombs). */
export async function* inflateEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  budget: ByteBudget,
): AsyncGenerator<Uint8Array, void, undefined> {
  const data = entryData(bytes, entry);
  let crc = 0;
  const count = (chunk: Uint8Array) => {
    budget.left -= chunk.length;
    if (budget.left < 0) {
      throw new TableError('TOO_LARGE', '文件解压后过大，可能已损坏或含有恶意内容，请拆成几个较小的文件后再导入。');
    }
    crc = crc32(chunk, crc);
    return chunk;
  };
  if (entry.method === 0) {
    yield count(data);
  } else if (entry.method === 8) {
    const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
    try {
      inflate.end(data);
      for await (const chunk of inflate) yield count(chunk as Buffer);
    } catch (error) {
      throw error instanceof TableError ? error : broken(error);
    } finally {
      inflate.destroy();
    }
  } else {
    throw broken();
  }
  if (crc !== entry.crc) throw broken();
}

function entryData(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.localHeaderOffset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw broken();
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.compressedSize > bytes.length) throw broken();
  return bytes.subarray(start, start + entry.compressedSize);
}
