import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BackupError, checkRestore, readBackup, restoreBackup, writeBackup } from '#platform/server/backup/index.ts';
import { openDatabase } from '#platform/server/database.ts';
import { lockDataDirectory } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { reachDatabase } from '../reach-database.ts';
import { version } from '../version.ts';
import { verifyNow } from './audit.ts';
import { backupName } from './backup.ts';
import type { Call, Command } from './command.ts';

/** Keeps what a replaced database held, so that a wrong `--replace` can be taken back. */
async function saveBeforehand({ config, env, say, signal }: Call, adminUrl: string): Promise<string | undefined> {
  const secretPath = join(config.dataDirectory, 'secret.key');
  const secret =
    env.WANGHUOLOU_SECRET ?? (existsSync(secretPath) ? readFileSync(secretPath, 'utf8').trim() : undefined);
  if (!secret) return undefined;
  const path = join(config.dataDirectory, `before-restore-${backupName(new Date())}`);
  say('正在备份将被替换的数据…');
  try {
    await writeBackup(
      { adminUrl, secret, files: createFiles(join(config.dataDirectory, 'files')), version, now: () => new Date() },
      path,
      { say, signal },
    );
    return path;
  } catch (error) {
    throw new BackupError(
      `替换之前未能备份现有数据（${(error as Error).message}）。现有数据没有改动；确认不要现有数据，可加 --discard 重新执行。`,
      { cause: error },
    );
  }
}

/** The secret of the backup takes the place of the present one, which is kept under another name. */
function keepSecret(dataDirectory: string, secret: string) {
  const path = join(dataDirectory, 'secret.key');
  if (existsSync(path)) {
    if (readFileSync(path, 'utf8').trim() === secret) return;
    renameSync(path, `${path}.replaced-${Date.now()}`);
  }
  writeFileSync(path, secret, { mode: 0o600, flag: 'wx' });
}

export const restore: Command = {
  name: 'restore',
  summary: '把备份恢复到空数据库（服务须先停止）',
  usage: '<备份文件> [--into <数据目录|数据库地址>] [--replace] [--check]',
  examples: [
    'restore /var/backups/wanghuolou-20261120-093000.tar',
    'restore backup.tar --into /srv/wanghuolou-new',
    'restore backup.tar --into postgres://user:password@host:5432/wanghuolou',
    'restore backup.tar --check',
  ],
  positionals: { min: 1, max: 1 },
  options: {
    into: { type: 'string', value: '位置', help: '另一个数据目录（内置数据库），或 postgres:// 地址；默认为当前设置' },
    replace: { type: 'boolean', help: '目标不是空的也恢复：先自动备份现有数据，再替换' },
    discard: { type: 'boolean', help: '与 --replace 同用：不备份现有数据' },
    check: { type: 'boolean', help: '只校验备份文件，不恢复' },
  },
  async run(call) {
    const {
      positionals: [given = ''],
      config,
      env,
      has,
      say,
      log,
    } = call;
    const into = call.text('into');
    if (into && /^postgres(ql)?:\/\//.test(into)) config.databaseUrl = into;
    else if (into) {
      config.dataDirectory = resolve(into);
      config.databaseUrl = undefined;
    }
    const started = Date.now();
    const backup = await readBackup(resolve(given), say);
    try {
      const { manifest, secret } = backup;
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const facts = `${manifest.createdAt} 由 ${manifest.version} 版制作，${manifest.tables.length} 张表 ${rows.toLocaleString()} 行，附件 ${backup.files.length} 个`;
      if (has('check'))
        return {
          lines: [`备份完好：${facts}。`],
          json: {
            ok: true,
            version: manifest.version,
            createdAt: manifest.createdAt,
            tables: manifest.tables.length,
            rows,
            files: backup.files.length,
          },
        };
      if (env.WANGHUOLOU_SECRET && env.WANGHUOLOU_SECRET !== secret)
        throw new BackupError(
          '环境变量 WANGHUOLOU_SECRET 与备份中的密钥不同。请设为备份时的密钥，或去掉该变量后重试。',
        );
      say(`备份完好：${facts}。`);
      const lock = await lockDataDirectory(config.dataDirectory);
      const { adminUrl, release } = await reachDatabase(config, log);
      try {
        await checkRestore(backup, { adminUrl }, has('replace'));
        const saved = has('replace') && !has('discard') ? await saveBeforehand(call, adminUrl) : undefined;
        mkdirSync(config.dataDirectory, { recursive: true });
        const files = createFiles(join(config.dataDirectory, 'files'));
        const report = await restoreBackup(
          backup,
          { adminUrl, files },
          { replace: has('replace'), say, signal: call.signal },
        );
        if (!env.WANGHUOLOU_SECRET) keepSecret(config.dataDirectory, secret);
        const database = openDatabase(adminUrl, secret, { appConnections: 1 });
        const audit = await verifyNow(database).finally(() => database.close());
        const seconds = (Date.now() - started) / 1000;
        return {
          lines: [
            `已恢复 ${report.tables} 张表 ${report.rows.toLocaleString()} 行、附件 ${report.files} 个（用时 ${seconds.toFixed(1)} 秒），逐表核对一致。`,
            ...(report.migrated.length ? [`并更新到当前版本：${report.migrated.join('、')}。`] : []),
            audit.findings.length
              ? `注意：备份中的审计日志有 ${audit.findings.length} 处异常，请用 wanghuolou audit verify 查看。`
              : `审计日志完整（${audit.entries.toLocaleString()} 条）。`,
            ...(saved ? [`被替换的数据已备份到 ${saved}。`] : []),
            ...report.advice,
          ],
          json: {
            ...report,
            seconds,
            audit: { entries: audit.entries, findings: audit.findings.length },
            savedTo: saved ?? null,
          },
        };
      } finally {
        await release();
        lock.release();
      }
    } finally {
      await backup.close();
    }
  },
};
