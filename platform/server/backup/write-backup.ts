import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { roleUrl } from '../database.ts';
import type { Files } from '../files.ts';
import { BackupError } from './backup-error.ts';
import { type BackupTable, plainSettings, readCatalogue, readFileNames, readSequences } from './catalogue.ts';
import { type BackupManifest, backupFormat } from './manifest.ts';
import { sparingly } from './progress.ts';
import { createRowFingerprint } from './row-fingerprint.ts';
import { createTar, type TarWriter } from './tar.ts';

const compress = promisify(zstdCompress);
const partSize = 8 * 1024 * 1024;
export const sha256Of = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

export interface BackupSource {
  adminUrl: string;
  secret: string;
  files: Files;
  version: string;
  now: () => Date;
}

export interface BackupOptions {
  /** Told how far it is, in Chinese. */
  say?: (words: string) => void;
  /** Stops the backup; nothing of it stays. */
  signal?: AbortSignal;
}

export interface BackupReport {
  path: string;
  bytes: number;
  tables: number;
  rows: number;
  files: number;
  lostFiles: string[];
}

/**
 * Writes a backup of one moment while the service may be running. A file of that name appears only when it is whole.
 * @throws {BackupError}
 */
export async function writeBackup(
  source: BackupSource,
  path: string,
  options: BackupOptions = {},
): Promise<BackupReport> {
  const { say = () => {}, signal } = options;
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new BackupError(`文件 ${path} 已存在。备份不会覆盖已有文件，请换一个文件名。`);
  const tell = sparingly(say);
  const admin = new pg.Client({ connectionString: source.adminUrl, application_name: 'wanghuolou backup' });
  const job = new pg.Client({
    connectionString: roleUrl(source.adminUrl, 'wanghuolou_job', source.secret),
    application_name: 'wanghuolou backup',
  });
  // A connection that dies is reported by the query that waits on it; without a listener it would end the process.
  for (const client of [admin, job]) client.on('error', () => {});
  let tar: TarWriter | undefined;
  try {
    await job.connect();
    await admin.connect();
    await job.query('begin isolation level repeatable read read only');
    for (const setting of plainSettings) await job.query(setting);
    const {
      rows: [snapshot],
    } = await job.query<{ id: string; postgres: string }>(
      `select pg_export_snapshot() as id, current_setting('server_version') as postgres`,
    );
    await admin.query('begin isolation level repeatable read read only');
    await admin.query(`set transaction snapshot '${snapshot?.id}'`);
    const { rows: migrations } = await admin.query<{ name: string; sha256: string }>(
      'select name, sha256 from public.wanghuolou_migration order by name',
    );
    const tables = await readCatalogue(job);
    const sequences = await readSequences(admin);
    await admin.query('commit');

    const createdAt = source.now();
    const header = {
      product: 'wanghuolou' as const,
      format: backupFormat,
      version: source.version,
      createdAt: createdAt.toISOString(),
    };
    tar = await createTar(path, createdAt);
    await tar.add('header.json', Buffer.from(JSON.stringify(header)));
    const expected = tables.reduce((sum, table) => sum + table.estimatedRows, 0);
    let rows = 0;
    const written: BackupManifest['tables'] = [];
    for (const table of tables) {
      signal?.throwIfAborted();
      written.push(
        await writeTable(job, tar, table, (here) => {
          signal?.throwIfAborted();
          const percent = expected ? Math.min(99, Math.floor(((rows + here) / expected) * 100)) : 0;
          tell(
            () =>
              `正在备份数据：第 ${written.length + 1}/${tables.length} 张表，已 ${(rows + here).toLocaleString()} 行（约 ${percent}%）`,
          );
        }),
      );
      rows += written.at(-1)?.rows ?? 0;
    }
    const names = await readFileNames(job);
    const files = await writeFiles(source.files, tar, names, (done, total) => {
      signal?.throwIfAborted();
      tell(() => `正在备份附件：${done}/${total}`);
    });
    await job.query('commit');
    await tar.add('secret.key', Buffer.from(source.secret));
    const manifest: BackupManifest = {
      ...header,
      postgres: snapshot?.postgres ?? '',
      migrations,
      tables: written,
      sequences,
      files,
      secretSha256: sha256Of(Buffer.from(source.secret)),
    };
    const text = Buffer.from(JSON.stringify(manifest, null, 1));
    await tar.add('manifest.json', text);
    await tar.add('manifest.sha256', Buffer.from(sha256Of(text)));
    signal?.throwIfAborted();
    const bytes = await tar.finish();
    tar = undefined;
    return { path, bytes, tables: tables.length, rows, files: files.count, lostFiles: files.lost };
  } catch (error) {
    if (signal?.aborted) throw new BackupError('备份已中止，没有留下备份文件。', { cause: error });
    throw error;
  } finally {
    await tar?.abandon();
    // A stopped COPY leaves its connection busy: it is cut, not asked.
    await Promise.all(
      [admin, job].map((client) => Promise.race([client.end(), cutAfter(client, 1000)]).catch(() => {})),
    );
  }
}

const cutAfter = (client: pg.Client, milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(() => {
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      resolve();
    }, milliseconds).unref();
  });

async function writeTable(
  job: pg.ClientBase,
  tar: TarWriter,
  table: BackupTable,
  onProgress: (rows: number) => void,
): Promise<BackupManifest['tables'][number]> {
  const fingerprint = createRowFingerprint();
  const parts: { name: string; sha256: string }[] = [];
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    if (!size) return;
    const content = await compress(Buffer.concat(waiting));
    const name = `tables/${table.name}/${String(parts.length + 1).padStart(5, '0')}.copy.zst`;
    await tar.add(name, content);
    parts.push({ name, sha256: sha256Of(content) });
    waiting = [];
    size = 0;
  };
  const stream = job.query(
    copy.to(`copy (select ${table.columns.map((c) => `"${c}"`).join(', ')} from ${table.name}) to stdout`),
  );
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    fingerprint.take(chunk);
    waiting.push(chunk);
    size += chunk.byteLength;
    if (size >= partSize) await flush();
    onProgress(fingerprint.rows());
  }
  await flush();
  return { name: table.name, columns: table.columns, ...fingerprint.result(), parts };
}

async function writeFiles(
  files: Files,
  tar: TarWriter,
  { required, optional }: { required: Set<string>; optional: Set<string> },
  onProgress: (done: number, total: number) => void,
): Promise<BackupManifest['files']> {
  const total = required.size + optional.size;
  const lost: string[] = [];
  let count = 0;
  let bytes = 0;
  let done = 0;
  for (const sha256 of [...required, ...optional].sort()) {
    onProgress(done, total);
    done += 1;
    const content = await files.get(sha256).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!content || sha256Of(content) !== sha256) {
      if (required.has(sha256)) lost.push(sha256);
      continue;
    }
    await tar.add(`files/${sha256.slice(0, 2)}/${sha256}`, content);
    count += 1;
    bytes += content.byteLength;
  }
  return { count, bytes, lost };
}
