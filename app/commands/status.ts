import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { releaseMigrations } from '#platform/server/migrate.ts';
import { reachDatabase } from '../reach-database.ts';
import { version } from '../version.ts';
import { megabytes } from './backup.ts';
import type { Command } from './command.ts';

/** What the running service answers at its health address; undefined when nothing answers. */
async function askService(port: number): Promise<{ status: string; version: string } | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(2000) });
    const body = (await answer.json()) as { status?: unknown; version?: unknown };
    return typeof body.status === 'string' ? { status: body.status, version: String(body.version) } : undefined;
  } catch {
    return undefined;
  }
}

const figures = `
  select current_setting('server_version') as postgres, pg_database_size(current_database())::float8 as bytes,
         to_regclass('public.wanghuolou_migration') is not null as "hasSchema"`;

export const status: Command = {
  name: 'status',
  summary: '查看版本、数据库、磁盘和服务是否在运行（不改动任何内容）',
  usage: '',
  examples: ['status', 'status --json'],
  async run({ config, log }) {
    const { dataDirectory, databaseUrl, port } = config;
    const service = await askService(port);
    const serviceLine = service
      ? `服务：正在运行（端口 ${port}，版本 ${service.version}，${service.status}）`
      : `服务：端口 ${port} 没有应答`;
    const exists = databaseUrl !== undefined || existsSync(join(dataDirectory, 'postgres'));
    if (!exists)
      return {
        lines: [`望火楼 ${version}`, serviceLine, `数据目录 ${dataDirectory} 里还没有数据库，首次启动服务时自动建立。`],
        json: { version, service: service ?? null, database: null },
        status: 1,
      };
    const { adminUrl, release } = await reachDatabase(config, log);
    const client = new pg.Client({
      connectionString: adminUrl,
      application_name: 'wanghuolou status',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      const {
        rows: [found],
      } = await client.query<{ postgres: string; bytes: number; hasSchema: boolean }>(figures);
      const done = found?.hasSchema
        ? (
            await client.query<{ name: string; sha256: string }>(
              'select name, sha256 from public.wanghuolou_migration order by name',
            )
          ).rows
        : [];
      const release_ = await releaseMigrations();
      const pending = release_.filter(({ name }) => !done.some((row) => row.name === name)).map(({ name }) => name);
      const newer = done.filter(({ name }) => !release_.some((one) => one.name === name)).map(({ name }) => name);
      const disk = statfsSync(existsSync(dataDirectory) ? dataDirectory : '/');
      const free = disk.bavail * disk.bsize;
      const lock = join(dataDirectory, 'server.lock');
      const holder = existsSync(lock)
        ? (JSON.parse(readFileSync(lock, 'utf8') || '{}') as { pid?: number }).pid
        : undefined;
      return {
        lines: [
          `望火楼 ${version}`,
          serviceLine,
          `数据库：PostgreSQL ${found?.postgres}（${databaseUrl ? '外部' : '内置'}），${megabytes(found?.bytes ?? 0)}`,
          newer.length
            ? `数据库结构：由更新的版本建立（多出 ${newer.join('、')}），请升级程序`
            : pending.length
              ? `数据库结构：有 ${pending.length} 个迁移待执行（启动服务或 wanghuolou migrate 时执行）`
              : '数据库结构：最新',
          `数据目录：${dataDirectory}，磁盘剩余 ${megabytes(free)}${holder ? `，由进程 ${holder} 使用` : ''}`,
        ],
        json: {
          version,
          service: service ?? null,
          database: {
            postgres: found?.postgres,
            kind: databaseUrl ? 'external' : 'embedded',
            bytes: found?.bytes,
            pending,
            newer,
          },
          dataDirectory,
          freeBytes: free,
          serverPid: holder ?? null,
        },
        status: newer.length ? 1 : 0,
      };
    } finally {
      await client.end().catch(() => {});
      await release();
    }
  },
};
