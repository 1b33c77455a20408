import { sql } from 'kysely';
import { type AuditFinding, verifyAudit } from '#platform/server/audit.ts';
import type { Database } from '#platform/server/database.ts';
import { type Command, CommandError } from './command.ts';

/** One moment of all chains: entries that the service appends meanwhile are no finding. */
export const verifyNow = (database: Database, county?: string) =>
  database.asJob(async (db) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(db);
    return verifyAudit(db, county);
  });

const kinds: Record<AuditFinding['problem'], string> = {
  changed: '内容被改动',
  missing: '缺失',
  inserted: '插入或替换',
  truncated: '末尾不符',
};

export const auditVerify: Command = {
  name: 'audit verify',
  summary: '核验审计日志的哈希链，指出被改动、删除或插入的条目',
  usage: '[--county <区县代码>]',
  examples: ['audit verify', 'audit verify --county 330481 --json'],
  options: { county: { type: 'string', value: '代码', help: '只核验一条链：区县的 6 位代码，省、市本级用 2 或 4 位' } },
  async run({ text, open }) {
    const county = text('county');
    if (county !== undefined && !/^(\d{2}|\d{4}|\d{6})$/.test(county))
      throw new CommandError(`“${county}”不是区县代码，请给出 6 位数字（省、市本级为 2 或 4 位）。`, 2);
    const { database } = await open();
    const { entries, chains, findings } = await verifyNow(database, county);
    if (county && !chains) throw new CommandError(`没有 ${county} 的审计日志，请核对代码。`);
    const lines = findings.length
      ? [
          `审计日志有 ${findings.length} 处异常（共 ${chains} 条链、${entries.toLocaleString()} 条日志）：`,
          ...findings.map(({ countyCode, problem, message }) => `  ${countyCode}  ${kinds[problem]}：${message}`),
          '请保全数据库和日志备份，并与最近的备份比对。',
        ]
      : [`审计日志完整：${chains} 条链、${entries.toLocaleString()} 条日志，未发现改动、缺失或插入。`];
    return { lines, json: { ok: !findings.length, chains, entries, findings }, status: findings.length ? 1 : 0 };
  },
};
