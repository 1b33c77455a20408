import { BackupError } from '#platform/server/backup/index.ts';
import { ConfigError } from '#platform/server/config.ts';
import { DatabaseServerError } from '#platform/server/embedded-database/index.ts';
import { MigrationError } from '#platform/server/migrate.ts';
import { AppError } from '#platform/shared/errors.ts';
import { CommandError } from './command.ts';

const known = [CommandError, BackupError, ConfigError, DatabaseServerError, MigrationError, AppError];

/** Refusals of PostgreSQL and of the operating system, by code. */
const sentences: Record<string, string> = {
  ECONNREFUSED: '连不上数据库：服务器没有应答。请核对 DATABASE_URL，并确认数据库已启动。',
  ENOTFOUND: '连不上数据库：找不到主机。请核对 DATABASE_URL 中的主机名。',
  ETIMEDOUT: '连不上数据库：连接超时。请检查网络和防火墙。',
  '28P01': '数据库口令不正确。请核对 DATABASE_URL 中的账号和口令。',
  '28000': '数据库拒绝了这个账号。请核对 DATABASE_URL，以及数据库的访问控制（pg_hba.conf）。',
  '3D000': '没有这个数据库。请先建库：createdb -E UTF8 wanghuolou。',
  '42501': '数据库账号的权限不足。请使用拥有本数据库的账号（见 docs/operations.md）。',
  '53100': '数据库所在的磁盘已满。请清理磁盘后重试。',
  '53300': '数据库连接数已满。请稍后重试，或调大 max_connections。',
  '55P03': '数据正被占用，请稍后重试。',
  '57P01': '数据库已停止或正在重启，请稍后重试。',
  '57P03': '数据库正在启动，请稍后重试。',
  ENOSPC: '磁盘已满，没有写入。请清理磁盘后重试。',
  EDQUOT: '磁盘配额已用完，没有写入。请清理后重试。',
};

/** One Chinese sentence for whatever went wrong. */
export function explain(error: unknown): string {
  if (known.some((kind) => error instanceof kind)) {
    const fields =
      error instanceof AppError
        ? Object.values((error.data as { fields?: Record<string, string> } | undefined)?.fields ?? {})
        : [];
    return (error as Error).message + (fields.length ? `（${fields.join('；')}）` : '');
  }
  const { code, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code && sentences[code]) return sentences[code];
  if (code === 'EACCES' || code === 'EPERM')
    return `没有权限访问 ${path ?? '所需的文件'}。请换用有权限的用户，或修改权限后重试。`;
  if (code === 'ENOENT' && path) return `没有 ${path}，请核对路径。`;
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EROFS')
    return `不能写入 ${path ?? '该位置'}（${code}），请换一个路径。`;
  if (/the server does not support SSL|self-signed certificate|certificate/i.test(message ?? ''))
    return '数据库的加密连接没有建立。请核对 DATABASE_URL 中的 sslmode 和证书设置。';
  return `意外错误：${message ?? String(error)}。请加 --verbose 查看细节。`;
}
