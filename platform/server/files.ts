import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { AppError } from '#platform/shared/errors.ts';

/** Content-addressed store: bytes are named by their SHA-256 and never change. */
export interface Files {
  put(bytes: Uint8Array): Promise<{ sha256: string; byteSize: number }>;
  get(sha256: string): Promise<Buffer>;
  stream(sha256: string): Readable;
  has(sha256: string): Promise<boolean>;
}

export function createFiles(directory: string): Files {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`no file name: ${sha256}`);
    return join(directory, sha256.slice(0, 2), sha256);
  };
  const has = async (sha256: string) =>
    stat(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    has,
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      if (!(await has(sha256))) {
        await mkdir(join(directory, sha256.slice(0, 2)), { recursive: true });
        const part = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
        const file = await open(part, 'wx');
        try {
          await file.writeFile(bytes);
          // Acknowledged means durable: the record that names the file is committed after this.
          await file.sync();
        } catch (error) {
          await unlink(part).catch(() => {});
          if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
            throw new AppError('unavailable', '服务器磁盘已满，文件没有保存。请联系管理员清理磁盘后重试。');
          throw error;
        } finally {
          await file.close();
        }
        await rename(part, path);
      }
      return { sha256, byteSize: bytes.byteLength };
    },
    get: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256) => createReadStream(pathOf(sha256)),
  };
}

const images = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif', 'image/gif']);
const documents = new Map([
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
]);
const longestSide = 2048;

export interface AcceptedFile {
  bytes: Buffer;
  mediaType: string;
  name: string;
  width: number | null;
  height: number | null;
}

/** File names as they may be kept and shown: no path, no control or direction characters, at most 120 characters. */
export const harmlessName = (name: string): string => {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const clean = base
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^\.+/, '')
    .trim();
  const [, stem = clean, extension = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(clean) ?? [];
  return ([...stem].slice(0, 110).join('') || '未命名') + extension;
};

/**
 * Takes an upload for what its bytes are, not for what it says: pictures are decoded and encoded anew (orientation
 * applied, metadata such as the place left out, longest side 2048 px), office files and PDF are kept as they are,
 * everything else is refused with a sentence.
 */
export async function acceptUpload(bytes: Uint8Array, givenName: string): Promise<AcceptedFile> {
  const name = harmlessName(givenName);
  if (bytes.byteLength === 0) throw new AppError('invalid', `「${name}」是空文件，请重新选择。`);
  if (bytes.byteLength > 25 * 1024 * 1024) throw new AppError('too_large', `「${name}」超过 25 MB，请压缩后上传。`);
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (images.has(type)) {
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' })
        .rotate()
        .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 82, mozjpeg: true })
        .toBuffer({ resolveWithObject: true });
      return {
        bytes: data,
        mediaType: 'image/jpeg',
        name: name.replace(/(\.[A-Za-z0-9]{1,8})?$/, '.jpg'),
        width: info.width,
        height: info.height,
      };
    } catch {
      throw new AppError('invalid', `「${name}」不是完好的照片，请重新拍摄或另存为 JPG 后上传。`);
    }
  }
  const extension = documents.get(type);
  if (extension)
    return {
      bytes: Buffer.from(bytes),
      mediaType: type,
      name: name.replace(/(\.[A-Za-z0-9]{1,8})?$/, `.${extension}`),
      width: null,
      height: null,
    };
  throw new AppError(
    'invalid',
    `「${name}」的格式不能上传。请上传照片（JPG、PNG、HEIC、WebP）、PDF、Word（docx）或 Excel（xlsx）。`,
  );
}
