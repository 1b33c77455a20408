import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeBackup } from '#platform/server/backup/index.ts';
import { releaseMigrations } from '#platform/server/migrate.ts';
import { version } from '../version.ts';
import { type Command, CommandError } from './command.ts';

export const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** `wanghuolou-20261120-093000.tar`, in local time. */
export function backupName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `wanghuolou-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.tar`;
}

export const backup: Command = {
  name: 'backup',
  summary: '备份数据库、附件和密钥到一个文件（服务可以照常运行）',
  usage: '<文件|目录>',
  examples: ['backup /var/backups/', 'backup before-upgrade.tar'],
  positionals: { min: 1, max: 1 },
  async run({ positionals: [target = ''], open, say, signal }) {
    const isDirectory = /[\\/]$/.test(target) || (existsSync(target) && statSync(target).isDirectory());
    const path = isDirectory ? join(resolve(target), backupName(new Date())) : resolve(target);
    if (isDirectory) mkdirSync(resolve(target), { recursive: true });
    else if (!existsSync(dirname(path))) throw new CommandError(`没有目录 ${dirname(path)}，请先建立目录。`);
    const { adminUrl, secret, files } = await open();
    const started = Date.now();
    const report = await writeBackup({ adminUrl, secret, files, version, now: () => new Date() }, path, {
      say,
      signal,
    });
    const seconds = (Date.now() - started) / 1000;
    const lost = report.lostFiles.length;
    return {
      lines: [
        `备份已写入 ${path}（${megabytes(report.bytes)}，${report.tables} 张表 ${report.rows.toLocaleString()} 行，附件 ${report.files} 个，用时 ${seconds.toFixed(1)} 秒）。`,
        ...(lost
          ? [
              `注意：有 ${lost} 个附件在存储中已丢失或损坏，没有备份：${report.lostFiles.slice(0, 3).join('、')}${lost > 3 ? ' 等' : ''}。`,
            ]
          : []),
        '备份中含有密钥和个人信息，请妥善保管。',
      ],
      json: { ...report, seconds, migrations: (await releaseMigrations()).length },
    };
  },
};
