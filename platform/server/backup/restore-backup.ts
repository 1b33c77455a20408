import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { roleUrl } from '../database.ts';
import type { Files } from '../files.ts';
import { type MigrationReport, migrate, releaseMigrations } from '../migrate.ts';
import { BackupError } from './backup-error.ts';
import { plainSettings, readCatalogue } from './catalogue.ts';
import type { BackupManifest } from './manifest.ts';
import { sparingly } from './progress.ts';
import type { Backup } from './read-backup.ts';
import { createRowFingerprint } from './row-fingerprint.ts';

const decompress = promisify(zstdDecompress);

export interface RestoreTarget {
  /** The role that migrates: it owns, or will own, the product's schemas. */
  adminUrl: string;
  files: Files;
}

export interface RestoreOptions {
  /** Empties a database of this product first. Without it only an empty database is restored into. */
  replace?: boolean;
  say?: (words: string) => void;
  /** Stops the restore; the database is left empty. */
  signal?: AbortSignal;
}

export interface RestoreReport {
  tables: number;
  rows: number;
  files: number;
  /** Migrations of this release that the backup did not have yet. */
  migrated: string[];
  advice: string[];
}

/**
 * Refuses, before anything is written, a backup of a newer release and a database that is in use or has contents.
 * @throws {BackupError}
 */
export async function checkRestore(
  backup: Backup,
  target: Pick<RestoreTarget, 'adminUrl'>,
  replace = false,
): Promise<void> {
  const release = await releaseMigrations();
  for (const [index, { name, sha256 }] of backup.manifest.migrations.entries()) {
    const own = release[index];
    if (own?.name !== name)
      throw new BackupError(
        `备份来自更新的版本（${backup.manifest.version}，含 ${name}），当前程序不能恢复。请先升级程序。`,
      );
    if (own.sha256 !== sha256)
      throw new BackupError(`备份所用的数据库结构与当前程序不同（${name} 的内容已改变）。请用制作备份的那个版本恢复。`);
  }
  await withClient(target.adminUrl, async (admin) => {
    const {
      rows: [state],
    } = await admin.query<{ tables: number; product: boolean; users: number }>(`
      select (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^(pg_|information_schema$)') as tables,
             to_regclass('app.table_declaration') is not null as product,
             (select count(*)::int from pg_stat_activity where datname = current_database()
              and application_name in ('wanghuolou_app', 'wanghuolou_job')) as users`);
    if (state?.users) throw new BackupError('目标数据库正在被望火楼使用，请先停止服务再恢复。');
    if (!state?.tables) return;
    if (!state.product) throw new BackupError('目标数据库里有其他系统的数据表，请另建一个空数据库再恢复。');
    if (!replace)
      throw new BackupError('目标数据库不是空的。请恢复到空数据库；确要用备份替换现有数据，请加 --replace。');
  });
}

/**
 * Restores a checked backup: schema of the backup's release, rows, files, then the newer migrations. Afterwards counts
 * and fingerprints of all tables equal the backup's. When it fails the database is left empty.
 * @throws {BackupError}
 */
export async function restoreBackup(
  backup: Backup,
  target: RestoreTarget,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const { say = () => {}, replace = false, signal } = options;
  const { manifest, secret } = backup;
  await checkRestore(backup, target, replace);
  try {
    await emptyDatabase(target.adminUrl);
    say('正在建立数据库结构…');
    await migrate(target.adminUrl, secret, { only: manifest.migrations.map(({ name }) => name) });
    const rows = await loadTables(backup, target.adminUrl, say, signal);
    await compareTables(manifest, target.adminUrl, secret, say);
    const tell = sparingly(say);
    for (const [index, sha256] of backup.files.entries()) {
      signal?.throwIfAborted();
      tell(() => `正在恢复附件：${index}/${backup.files.length}`);
      await target.files.put(await backup.readFile(sha256));
    }
    const report: MigrationReport = await migrate(target.adminUrl, secret);
    return {
      tables: manifest.tables.length,
      rows,
      files: backup.files.length,
      migrated: report.applied,
      advice: report.advice,
    };
  } catch (error) {
    await emptyDatabase(target.adminUrl).catch(() => {});
    if (signal?.aborted) throw new BackupError('恢复已中止，目标数据库已清空。', { cause: error });
    // Class 23: only a database whose keys had been switched off can hold such rows.
    if (/^23/.test((error as { code?: string }).code ?? ''))
      throw new BackupError(
        `备份中的数据自相矛盾（${(error as Error).message}），目标数据库已清空。请改用另一份备份。`,
        { cause: error },
      );
    throw error;
  }
}

async function withClient<T>(url: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'wanghuolou restore' });
  // A connection that dies is reported by the query that waits on it; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

/** Removes the product's schemas; other schemas of the database stay. */
const emptyDatabase = (adminUrl: string) =>
  withClient(adminUrl, async (admin) => {
    const {
      rows: [found],
    } = await admin.query<{ product: boolean }>(`select to_regclass('app.table_declaration') is not null as product`);
    if (found?.product) {
      const { rows } = await admin.query<{ name: string }>(
        `select distinct split_part(table_name, '.', 1) as name from app.table_declaration union values ('app'), ('pgboss')`,
      );
      await admin.query('begin');
      await admin.query(
        `drop schema if exists ${rows.map(({ name }) => admin.escapeIdentifier(name)).join(', ')} cascade`,
      );
      await admin.query('drop table if exists public.wanghuolou_migration');
      await admin.query('commit');
    }
  });

async function loadTables(
  { manifest, secret, read, path }: Backup,
  adminUrl: string,
  say: (words: string) => void,
  signal?: AbortSignal,
): Promise<number> {
  const tell = sparingly(say);
  const total = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return withClient(adminUrl, (admin) =>
    withClient(roleUrl(adminUrl, 'wanghuolou_job', secret), async (job) => {
      const order = await readCatalogue(job);
      const saved = new Map(manifest.tables.map((table) => [table.name, table]));
      const unknown = manifest.tables.find((table) => !order.some(({ name }) => name === table.name));
      if (unknown || order.length !== saved.size)
        throw new BackupError(
          `备份 ${path} 的数据表与其数据库结构不符（${unknown?.name ?? '缺表'}），没有恢复。请改用另一份备份。`,
        );
      // Before the rows go: the declarations of the tables are among them.
      const indexes = await dropIndexes(admin);
      // Migrations fill a few tables themselves; the backup holds those rows as well.
      for (const { name } of [...order].reverse()) await job.query(`delete from ${name}`);
      let rows = 0;
      for (const { name } of order) {
        const table = saved.get(name) as BackupManifest['tables'][number];
        if (!table.rows) continue;
        await job.query('begin');
        for (const setting of plainSettings) await job.query(setting);
        const parts = async function* () {
          for (const part of table.parts) {
            signal?.throwIfAborted();
            report();
            yield await decompress(await read(part.name));
          }
        };
        const columns = table.columns.map((column) => `"${column}"`).join(', ');
        const stream = job.query(copy.from(`copy ${name} (${columns}) from stdin`));
        const report = () =>
          tell(
            () =>
              `正在恢复数据：${name}（${table.rows.toLocaleString()} 行），共 ${rows.toLocaleString()}/${total.toLocaleString()} 行`,
          );
        await pipeline(Readable.from(parts()), stream);
        await job.query('commit');
        rows += table.rows;
        // Without statistics of the parents the foreign keys of a large child are checked by reading whole tables.
        await admin.query(`analyze ${name}`);
      }
      await admin.query(`set maintenance_work_mem = '256MB'`);
      for (const [done, { definition }] of indexes.entries()) {
        signal?.throwIfAborted();
        tell(() => `正在建立索引：${done + 1}/${indexes.length}`);
        await admin.query(definition);
      }
      // Again: statistics of expressions exist only with their indexes.
      for (const { name } of order) if (saved.get(name)?.rows) await admin.query(`analyze ${name}`);
      for (const { table, column, lastValue, isCalled } of manifest.sequences)
        await admin.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [
          table,
          column,
          lastValue,
          isCalled,
        ]);
      return rows;
    }),
  );
}

/**
 * Takes away every index that no constraint needs, and returns how to make it again: built at the end, and not row by
 * row, they take a fraction of the time.
 */
async function dropIndexes(admin: pg.ClientBase): Promise<{ definition: string }[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    join app.table_declaration d on d.table_name::regclass = i.indrelid
    where not i.indisprimary and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
    order by 1`);
  for (const { name } of rows) await admin.query(`drop index ${name}`);
  return rows;
}

async function compareTables(manifest: BackupManifest, adminUrl: string, secret: string, say: (words: string) => void) {
  const tell = sparingly(say);
  await withClient(roleUrl(adminUrl, 'wanghuolou_job', secret), async (job) => {
    await job.query('begin isolation level repeatable read read only');
    for (const setting of plainSettings) await job.query(setting);
    for (const { name, columns, rows, fingerprint } of manifest.tables) {
      tell(() => `正在核对恢复的数据：${name}`);
      const found = createRowFingerprint();
      const stream = job.query(
        copy.to(`copy (select ${columns.map((c) => `"${c}"`).join(', ')} from ${name}) to stdout`),
      );
      for await (const chunk of stream as AsyncIterable<Buffer>) found.take(chunk);
      const result = found.result();
      if (result.rows !== rows || result.fingerprint !== fingerprint)
        throw new BackupError(
          `恢复后核对不符：${name} 应有 ${rows} 行，实有 ${result.rows} 行或内容不同。数据库已清空，请检查磁盘后重试。`,
        );
    }
    await job.query('commit');
  });
}
