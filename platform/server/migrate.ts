import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { rolePassword, roleUrl } from './database.ts';

const directory = new URL('../../db/migrations/', import.meta.url);
const roles = ['wanghuolou_app', 'wanghuolou_job'] as const;

/** A database that cannot be brought up to date; the message is a Chinese sentence with the remedy. */
export class MigrationError extends Error {}

export interface MigrationReport {
  applied: string[];
  /** What a superuser should still do by hand; empty on the embedded server. */
  advice: string[];
}

/**
 * Brings the database up to the schema of this release: creates the two roles, then applies the SQL files of
 * db/migrations in order, each in a transaction of its own. Safe to run from several processes at once.
 *
 * @param adminUrl a role that may create roles and schemas; superuser where search under the guard shall use its index
 */
export async function migrate(
  adminUrl: string,
  secret: string,
  options: { /** Stops at an older schema: the first migrations, by name. */ only?: readonly string[] } = {},
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'wanghuolou migrate' });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number; encoding: string; super: boolean }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
              (select rolsuper from pg_roles where rolname = current_user) as super`,
    );
    const server = rows[0];
    if (!server || server.version < 150000)
      throw new MigrationError(`数据库版本过低（${server?.version}），需要 PostgreSQL 15 或更高版本。`);
    if (server.encoding !== 'UTF8')
      throw new MigrationError(`数据库编码是 ${server.encoding}，请用 UTF8 编码重新建库（createdb -E UTF8）。`);
    await client.query(`select pg_advisory_lock(hashtext('wanghuolou migrate'))`);
    await createRoles(client, adminUrl, secret);
    await client.query(`create table if not exists public.wanghuolou_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const applied = await applyFiles(client, options.only);
    return { applied, advice: await markLeakproof(client, server.super) };
  } finally {
    await client.end();
  }
}

/**
 * Makes the two roles only, as a superuser, and lets the account that will own the product's schemas act for them.
 * Afterwards that account needs no superuser's rights to migrate.
 */
export async function prepareRoles(superuserUrl: string, secret: string, owner: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'wanghuolou migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [owner]);
    if (!rowCount) throw new MigrationError(`数据库里没有账号 ${owner}。请先建立：createuser --pwprompt ${owner}。`);
    await createRoles(client, superuserUrl, secret);
    const account = client.escapeIdentifier(owner);
    await client.query(`grant ${roles.join(', ')} to ${account}`);
    // The guard is forced on owners too; whoever migrates declares tables behind it.
    await client.query(`alter role ${account} bypassrls`);
  } finally {
    await client.end();
  }
}

/** Whether the role is there as it should be: then an ordinary account need not touch it. */
async function isReady(client: pg.Client, adminUrl: string, role: string, secret: string): Promise<boolean> {
  const { rows } = await client.query<{ bypass: boolean; login: boolean }>(
    'select rolbypassrls as bypass, rolcanlogin as login from pg_roles where rolname = $1',
    [role],
  );
  if (!rows[0]?.login || rows[0].bypass !== (role === 'wanghuolou_job')) return false;
  const probe = new pg.Client({ connectionString: roleUrl(adminUrl, role, secret), connectionTimeoutMillis: 10_000 });
  probe.on('error', () => {});
  try {
    await probe.connect();
    return true;
  } catch {
    return false;
  } finally {
    await probe.end().catch(() => {});
  }
}

async function createRoles(client: pg.Client, adminUrl: string, secret: string) {
  for (const role of roles) {
    if (await isReady(client, adminUrl, role, secret)) continue;
    const password = client.escapeLiteral(rolePassword(secret, role));
    const bypass = role === 'wanghuolou_job' ? 'bypassrls' : 'nobypassrls';
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = rowCount ? 'alter' : 'create';
    try {
      await client.query(`${verb} role ${role} login ${bypass} password ${password}`);
    } catch (error) {
      const code = (error as { code?: string }).code;
      // Another database of the same server is being migrated at this moment: it sets the same role.
      if (code === 'XX000' || code === '42710' || code === '23505') continue;
      if (code === '42501')
        throw new MigrationError(
          `数据库账号无权建立角色 ${role}。请用超级用户的连接串执行一次 wanghuolou migrate --roles-for 账号名，再用该账号重试。`,
        );
      throw error;
    }
  }
}

/** The migrations of this release, in order. */
export async function releaseMigrations(): Promise<{ name: string; sha256: string; text: string }[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, directory), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyFiles(client: pg.Client, only?: readonly string[]) {
  const done = new Map(
    (
      await client.query<{ name: string; sha256: string }>('select name, sha256 from public.wanghuolou_migration')
    ).rows.map((row) => [row.name, row.sha256]),
  );
  const files = await releaseMigrations();
  const unknown = [...done.keys()].filter((name) => !files.some((file) => file.name === name));
  if (unknown.length)
    throw new MigrationError(
      `数据库由更新的版本建立（多出 ${unknown.join('、')}），当前程序不能使用。请升级程序，或恢复升级前的备份。`,
    );
  const applied: string[] = [];
  for (const { name, text, sha256 } of files) {
    if (only && !only.includes(name)) continue;
    const before = done.get(name);
    if (before === sha256) continue;
    if (before)
      throw new MigrationError(`迁移文件 ${name} 与已执行的内容不同。已发布的迁移不得修改，请还原该文件并另加新文件。`);
    await client.query('begin');
    try {
      await client.query(text);
      await client.query('insert into public.wanghuolou_migration (name, sha256) values ($1, $2)', [name, sha256]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new MigrationError(`执行迁移 ${name} 失败：${(error as Error).message}`, { cause: error });
    }
    applied.push(name);
  }
  return applied;
}

/** Under row-level security an index serves only leakproof operators (docs/decisions/0003). */
async function markLeakproof(client: pg.Client, isSuperuser: boolean) {
  const statements = [
    'alter function app.bigrams(text) leakproof',
    'alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof',
  ];
  const { rows } = await client.query<{ done: boolean }>(
    `select bool_and(proleakproof) as done from pg_proc
     where oid in ('app.bigrams(text)'::regprocedure, 'pg_catalog.arraycontains(anyarray, anyarray)'::regprocedure)`,
  );
  if (rows[0]?.done) return [];
  if (!isSuperuser) return [`请由数据库超级用户执行（名称检索才能使用索引）：${statements.join('; ')};`];
  for (const statement of statements) await client.query(statement);
  return [];
}
