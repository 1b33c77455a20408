import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { DB } from '#db/tables.ts';

export interface AuditEntry {
  /** Chain the entry belongs to: six digits of the county, fewer for a city's or province's own acts. */
  countyCode: string;
  at: string;
  accountId: string | null;
  /** Name and post of who acted, as they were. */
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  detail: Record<string, unknown>;
}

const genesis = '0'.repeat(64);

/** JSON with sorted keys, so that a stored detail hashes as it did when it was written. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

export function entryHash(entry: AuditEntry, seq: number, previousHash: string): string {
  const text = canonical([
    previousHash,
    entry.countyCode,
    seq,
    entry.at,
    entry.accountId,
    entry.actor,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.detail,
  ]);
  return createHash('sm3').update(text).digest('hex');
}

/** Adds the entries at the end of their chains; the head of a chain stays locked until the transaction ends. */
export async function appendAudit(db: Kysely<DB>, entries: readonly AuditEntry[]): Promise<void> {
  const byCounty = Map.groupBy(entries, (entry) => entry.countyCode);
  // Chains are locked in code order, so that two transactions never wait for each other.
  for (const county of [...byCounty.keys()].sort()) {
    const head = await sql<{ seq: number; hash: string }>`select seq, hash from app.audit_lock(${county})`.execute(db);
    let { seq, hash } = head.rows[0] ?? { seq: 0, hash: genesis };
    const rows = (byCounty.get(county) ?? []).map((entry) => {
      const previous = hash;
      seq += 1;
      hash = entryHash(entry, seq, previous);
      return { ...entry, seq, previous, hash };
    });
    const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
    // One statement however many entries; the function is called in the order of the chain.
    await sql`
      select app.audit_append(${county}, e.seq, e.at, e.account, e.actor, e.action, e.kind, e.subject, e.detail::jsonb, e.previous, e.hash)
      from (select * from unnest(${column('seq')}::bigint[], ${column('at')}::timestamptz[], ${column('accountId')}::uuid[], ${column('actor')}::text[],
              ${column('action')}::text[], ${column('subjectKind')}::text[], ${column('subjectId')}::text[], ${rows.map((row) => JSON.stringify(row.detail))}::text[],
              ${column('previous')}::text[], ${column('hash')}::text[]) with ordinality
            as t(seq, at, account, actor, action, kind, subject, detail, previous, hash, place) order by place) e`.execute(
      db,
    );
  }
}

export interface AuditFinding {
  countyCode: string;
  seq: number;
  problem: 'changed' | 'missing' | 'inserted' | 'truncated';
  message: string;
}

/**
 * Walks every chain (or one) and reports each row that was changed, removed or inserted.
 * Reads as the job role, a thousand entries at a time.
 */
export async function verifyAudit(
  db: Kysely<DB>,
  countyCode?: string,
): Promise<{ entries: number; chains: number; findings: AuditFinding[] }> {
  const heads = await db
    .selectFrom('app.auditHead')
    .selectAll()
    .$if(countyCode !== undefined, (q) => q.where('countyCode', '=', countyCode as string))
    .orderBy('countyCode')
    .execute();
  const headless = await db
    .selectFrom('app.auditEntry')
    .select((eb) => ['countyCode', eb.fn.max<number>('seq').as('seq')])
    .where('countyCode', 'not in', db.selectFrom('app.auditHead').select('countyCode'))
    .$if(countyCode !== undefined, (q) => q.where('countyCode', '=', countyCode as string))
    .groupBy('countyCode')
    .orderBy('countyCode')
    .execute();
  const findings: AuditFinding[] = headless.map((chain) => ({
    ...chain,
    problem: 'missing',
    message: `链首记录缺失，而日志有 ${chain.seq} 条`,
  }));
  let entries = 0;
  for (const head of heads) {
    let expected = 1;
    let previous = genesis;
    let last = 0;
    const find = (seq: number, problem: AuditFinding['problem'], message: string) =>
      findings.push({ countyCode: head.countyCode, seq, problem, message });
    for (;;) {
      const rows = await db
        .selectFrom('app.auditEntry')
        .selectAll()
        .where('countyCode', '=', head.countyCode)
        .where('seq', '>', last)
        .orderBy('seq')
        .limit(1000)
        .execute();
      if (!rows.length) break;
      for (const row of rows) {
        entries += 1;
        if (row.seq !== expected) find(row.seq, 'missing', `第 ${expected} 至 ${row.seq - 1} 条日志缺失`);
        else if (row.previousHash !== previous)
          find(row.seq, 'inserted', `第 ${row.seq} 条与上一条不衔接，该处有插入或替换`);
        const entry = { ...row, detail: row.detail as Record<string, unknown> };
        if (entryHash(entry, row.seq, row.previousHash) !== row.hash)
          find(row.seq, 'changed', `第 ${row.seq} 条内容被改动`);
        expected = row.seq + 1;
        previous = row.hash;
        last = row.seq;
      }
    }
    if (last > head.seq) find(head.seq + 1, 'inserted', `第 ${head.seq + 1} 至 ${last} 条在末尾之后，是插入的`);
    else if (last !== head.seq || previous !== head.hash)
      find(head.seq, 'truncated', `末尾应为第 ${head.seq} 条，实际到第 ${last} 条，或末条被替换`);
  }
  return { entries, chains: heads.length + headless.length, findings };
}
