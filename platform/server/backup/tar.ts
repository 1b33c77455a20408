import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Entries of a tar file (POSIX ustar), as far as backups need them: plain files with short names, below 8 GB each. */
const blockSize = 512;

const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** Sum of the header's bytes with the checksum field itself taken as spaces (ustar, "chksum"). */
const checksum = (header: Buffer) => {
  let sum = 0;
  for (let i = 0; i < blockSize; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] as number);
  return sum;
};

function headerOf(name: string, size: number, modified: Date): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`a name in a backup is longer than 100 bytes: ${name}`);
  const header = Buffer.alloc(blockSize);
  header.write(name, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(modified.getTime() / 1000), 12), 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export interface TarWriter {
  add(name: string, content: Uint8Array): Promise<void>;
  /** Makes the file durable and gives it its name. */
  finish(): Promise<number>;
  abandon(): Promise<void>;
}

/** Writes under another name until `finish`, so that a file of the wanted name is always whole. */
export async function createTar(path: string, modified: Date): Promise<TarWriter> {
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, 'wx', 0o600);
  let size = 0;
  const append = async (content: Uint8Array) => {
    // A write may take fewer bytes than given.
    for (let done = 0; done < content.byteLength; )
      done += (await file.write(content, done, content.byteLength - done)).bytesWritten;
    size += content.byteLength;
  };
  return {
    async add(name, content) {
      await append(headerOf(name, content.byteLength, modified));
      await append(content);
      await append(Buffer.alloc((blockSize - (content.byteLength % blockSize)) % blockSize));
    },
    async finish() {
      await append(Buffer.alloc(2 * blockSize));
      await file.sync();
      await file.close();
      await rename(part, path);
      return size;
    },
    async abandon() {
      await file.close().catch(() => {});
      await rm(part, { force: true });
    },
  };
}

export interface TarEntry {
  name: string;
  offset: number;
  size: number;
}

/** A tar file that is cut off or has a damaged header. */
export class TarError extends Error {}

export interface TarReader {
  /** The entries in order; nothing of their content is read. */
  entries(): AsyncGenerator<TarEntry>;
  read(entry: TarEntry): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openTar(path: string): Promise<TarReader> {
  const file = await open(path, 'r');
  return {
    async *entries() {
      for (let offset = 0; ; ) {
        const header = await readExactly(file, offset, blockSize);
        if (header.every((byte) => byte === 0)) return;
        const number = (from: number, to: number) => {
          const text = header.toString('latin1', from, to).replace(/[\0 ]+$/, '');
          if (!/^[0-7]+$/.test(text)) throw new TarError(`no tar header at ${offset}`);
          return Number.parseInt(text, 8);
        };
        if (number(148, 156) !== checksum(header)) throw new TarError(`damaged header at ${offset}`);
        const size = number(124, 136);
        const end = header.indexOf(0);
        yield {
          name: header.toString('utf8', 0, Math.min(end < 0 ? 100 : end, 100)),
          offset: offset + blockSize,
          size,
        };
        offset += blockSize + Math.ceil(size / blockSize) * blockSize;
      }
    },
    read: (entry) => readExactly(file, entry.offset, entry.size),
    close: () => file.close(),
  };
}

async function readExactly(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const content = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const { bytesRead } = await file.read(content, done, size - done, offset + done);
    if (bytesRead === 0) throw new TarError(`the file ends at ${offset + done}`);
    done += bytesRead;
  }
  return content;
}
