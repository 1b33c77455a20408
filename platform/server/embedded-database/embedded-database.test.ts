import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, lockDataDirectory, startDatabaseServer } from './index.ts';
import { processStart } from './process-lock.ts';

const isRoot = process.getuid?.() === 0;
const base = mkdtempSync(join(tmpdir(), 'wanghuolou-db-'));
const running: DatabaseServer[] = [];
const children: ChildProcess[] = [];
let made = 0;

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of running.splice(0)) await server.stop();
});
afterAll(async () => {
  await sleep(300);
  rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

function newDirectory(): string {
  made += 1;
  return join(base, `data${made}`);
}

async function start(dataDirectory: string, port?: number) {
  const said: string[] = [];
  const log = {
    info: (message: string) => void said.push(message),
    warn: (message: string) => void said.push(message),
  };
  const server = await startDatabaseServer({ dataDirectory, log, ...(port === undefined ? {} : { port }) });
  running.push(server);
  return { ...server, said };
}

async function ask(adminUrl: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Another process of ours that runs `body` with the module `db` and prints lines; `lines()` waits for the next one. */
function holder(body: string, account?: { uid: number; gid: number }) {
  const module = new URL('./index.ts', import.meta.url).href;
  const log = '{ info() {}, warn(m) { console.error(m); } }';
  const code = `import * as db from ${JSON.stringify(module)}; const log = ${log};
    try { ${body} } catch (error) { console.log(JSON.stringify({ code: error.code, message: error.message })); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async line(): Promise<{ adminUrl: string; adopted: boolean; code: string; message: string }> {
      const next = await lines.next();
      if (next.done) throw new Error('the other process ended without a word');
      return JSON.parse(next.value);
    },
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

const startAndStay = (dataDirectory: string) => `
  const server = await db.startDatabaseServer({ dataDirectory: ${JSON.stringify(dataDirectory)}, log });
  console.log(JSON.stringify(server));
  setInterval(() => {}, 1000);`;

function postmasterPid(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function until(condition: () => boolean, what: string, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(25);
  }
}

const isAlive = (pid: number) => processStart(pid) !== undefined;

/** The shells around the server; they carry its whole command behind the word `wanghuolou-database`. */
function watchdogsOf(dataDirectory: string): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`wanghuolou-database\0${dataDirectory}/`);
    } catch {
      return false;
    }
  });
}

/** Commits row after row; resolves with the last number that the server acknowledged when the connection breaks. */
async function commitUntilBroken(adminUrl: string, onRow: (row: number) => void): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS witness (id integer PRIMARY KEY)');
  let acknowledged = 0;
  try {
    for (;;) {
      await client.query('INSERT INTO witness VALUES ($1)', [acknowledged + 1]);
      acknowledged += 1;
      onRow(acknowledged);
    }
  } catch {
    return acknowledged;
  } finally {
    await client.end().catch(() => {});
  }
}

describe('the embedded database', { timeout: 180_000 }, () => {
  test('stores Chinese in UTF-8 with builtin C.UTF-8, listens on no TCP port, and keeps the data over a restart', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    expect(first.adopted).toBe(false);
    const [settings] = await ask(
      first.adminUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('listen_addresses') AS tcp,
              pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale, current_user AS who
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(settings).toEqual({
      major: 18,
      tcp: '',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      who: 'wanghuolou_admin',
    });
    await ask(first.adminUrl, 'CREATE TABLE place AS SELECT $1::text AS name', ['望火楼']);
    await first.stop();
    await expect(ask(first.adminUrl, 'SELECT 1')).rejects.toThrow();

    const second = await start(directory);
    expect(await ask(second.adminUrl, 'SELECT name, length(name) FROM place')).toEqual([{ name: '望火楼', length: 3 }]);
  });

  test('keeps the password in a file of mode 0600 and the socket in a directory of mode 0700', async () => {
    const directory = newDirectory();
    const { adminUrl } = await start(directory);
    expect(statSync(join(directory, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(new URL(adminUrl).searchParams.get('host') ?? '').mode & 0o777).toBe(0o700);
    const wrong = new URL(adminUrl);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password/);
  });

  test('sets a new password when the password file was lost', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    await first.stop();
    unlinkSync(join(directory, 'postgres-password'));
    const second = await start(directory);
    expect(second.adminUrl).not.toBe(first.adminUrl);
    expect(await ask(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('works where the path is too long for a Unix socket, holds blanks, quotes and Chinese', async () => {
    const directory = join(base, `数据 'a" $HOME`, 'x'.repeat(120));
    const { adminUrl } = await start(directory);
    expect(await ask(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('listens on the loopback interface when a port is given', async () => {
    const directory = newDirectory();
    const port = 20_000 + (process.pid % 20_000);
    const { adminUrl } = await start(directory, port);
    const tcp = new URL(adminUrl);
    tcp.search = '';
    tcp.hostname = '127.0.0.1';
    expect(tcp.port).toBe(String(port));
    expect(await ask(tcp.href, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(start(newDirectory(), port)).rejects.toMatchObject({ code: 'port-in-use' });
  });

  test('comes back by itself with every acknowledged row after kill -9 of the server during commits', async () => {
    const directory = newDirectory();
    const { adminUrl, said } = await start(directory);
    const acknowledged = await commitUntilBroken(adminUrl, (row) => {
      if (row === 200) process.kill(postmasterPid(directory), 'SIGKILL');
    });
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    await until(() => said.some((word) => word.includes('自动重启')), 'the restart is announced');
    let rows: Record<string, unknown>[] = [];
    for (let attempt = 0; attempt < 100 && rows.length === 0; attempt += 1) {
      rows = await ask(adminUrl, 'SELECT count(*)::int AS n, max(id) AS last FROM witness').catch(() => []);
      await sleep(50);
    }
    // A last row may have been committed without its acknowledgement getting through.
    expect([acknowledged, acknowledged + 1]).toContain(rows[0]?.n);
    expect(rows[0]?.last).toBe(rows[0]?.n);
  });

  test('stops soon after kill -9 of the process that started it, and the next start has every acknowledged row', async () => {
    const directory = newDirectory();
    const other = holder(startAndStay(directory));
    const { adminUrl } = await other.line();
    const pid = postmasterPid(directory);
    const acknowledged = await commitUntilBroken(adminUrl, (row) => {
      if (row === 200) void other.kill();
    });
    await until(() => !isAlive(pid), 'the server ends after its holder');
    const next = await start(directory);
    expect(next.adopted).toBe(false);
    const [row] = await ask(next.adminUrl, 'SELECT count(*)::int AS n FROM witness');
    expect([acknowledged, acknowledged + 1]).toContain(row?.n);
  });

  test('starts right after kill -9 of holder and server together, in spite of the stale pid file', async () => {
    const directory = newDirectory();
    const other = holder(startAndStay(directory));
    const { adminUrl } = await other.line();
    await ask(adminUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(postmasterPid(directory), 'SIGKILL');
    await other.kill();
    const next = await start(directory);
    expect(await ask(next.adminUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('is not misled by a stale pid file whose pid now belongs to another program', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    const pidFile = join(directory, 'postgres', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    const { uid, gid } = statSync(pidFile);
    await first.stop();
    const bystander = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    children.push(bystander);
    writeFileSync(pidFile, content.replace(/^\d+/, String(bystander.pid)), { mode: 0o600 });
    chownSync(pidFile, uid, gid);
    const second = await start(directory);
    expect(second.adopted).toBe(false);
    expect(bystander.exitCode).toBeNull();
  });

  test('is shared by a second process, and stays up until the last of both has gone', async () => {
    const directory = newDirectory();
    const other = holder(startAndStay(directory));
    await other.line();
    const pid = postmasterPid(directory);
    const ours = await start(directory);
    expect(ours.adopted).toBe(true);
    await other.kill();
    await sleep(500);
    expect(await ask(ours.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await ours.stop();
    await until(() => !isAlive(pid), 'the server ends after its last user');
  });

  test('ends a server whose watchdog was lost, and starts anew', async () => {
    const directory = newDirectory();
    const other = holder(startAndStay(directory));
    await other.line();
    const pid = postmasterPid(directory);
    for (const watchdog of watchdogsOf(directory)) process.kill(watchdog, 'SIGKILL');
    await other.kill();
    const next = await start(directory);
    expect(next.adopted).toBe(false);
    expect(postmasterPid(directory)).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
  });

  test('is made once when two processes start at the same moment on an empty directory', async () => {
    const directory = newDirectory();
    const [one, two] = [holder(startAndStay(directory)), holder(startAndStay(directory))];
    const words = await Promise.all([one.line(), two.line()]);
    expect(words.map((word) => word.adopted).sort()).toEqual([false, true]);
  });

  test('begins again when an earlier first start was killed half-way', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'postgres.unfinished', 'base'), { recursive: true });
    writeFileSync(join(directory, 'postgres.unfinished', 'PG_VERSION'), '18\n');
    const { adminUrl } = await start(directory);
    expect(await ask(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('the embedded database refuses, saying what to do,', { timeout: 180_000 }, () => {
  test('data of another PostgreSQL version', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'postgres'), { recursive: true });
    writeFileSync(join(directory, 'postgres', 'PG_VERSION'), '16\n');
    await expect(start(directory)).rejects.toMatchObject({
      code: 'other-postgres-version',
      message: expect.stringMatching(/PostgreSQL 16 的数据.*自带的是 18：请/),
    });
    expect(readFileSync(join(directory, 'postgres', 'PG_VERSION'), 'utf8')).toBe('16\n');
  });

  test('a directory with other files where the data should be', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'postgres'), { recursive: true });
    writeFileSync(join(directory, 'postgres', 'holiday.jpg'), '');
    await expect(start(directory)).rejects.toMatchObject({ code: 'not-a-database' });
    expect(existsSync(join(directory, 'postgres', 'holiday.jpg'))).toBe(true);
  });

  test('a file where the data directory should be', async () => {
    const file = newDirectory();
    writeFileSync(file, '');
    await expect(start(file)).rejects.toMatchObject({
      code: 'data-directory-unusable',
      message: expect.stringContaining('不是目录'),
    });
  });

  test.runIf(!isRoot)('a directory that it may not write', async () => {
    const directory = newDirectory();
    mkdirSync(directory, { mode: 0o500 });
    await expect(start(directory)).rejects.toMatchObject({ code: 'data-directory-unusable' });
  });
});

describe('the data directory', { timeout: 180_000 }, () => {
  test('is refused to a second server process by a sentence with the pid of the first', async () => {
    const directory = newDirectory();
    const other = holder(
      `await db.lockDataDirectory(${JSON.stringify(directory)}); console.log('{}'); setInterval(() => {}, 1000);`,
    );
    await other.line();
    await expect(lockDataDirectory(directory)).rejects.toMatchObject({
      code: 'data-directory-in-use',
      message: expect.stringContaining(`数据目录 ${directory} 正在被进程 ${other.child.pid} 使用`),
    });
    await other.kill();
    const lock = await lockDataDirectory(directory);
    lock.release();
    (await lockDataDirectory(directory)).release();
  });

  test('is free again although the pid of the killed holder belongs to another process now', async () => {
    const directory = newDirectory();
    (await lockDataDirectory(directory)).release();
    const lock = await lockDataDirectory(directory);
    const file = join(directory, 'server.lock');
    const holderInFile = JSON.parse(readFileSync(file, 'utf8'));
    await expect(lockDataDirectory(directory)).rejects.toMatchObject({ code: 'data-directory-in-use' });
    writeFileSync(file, JSON.stringify({ ...holderInFile, token: 'earlier', startedAt: '1' }));
    const next = await lockDataDirectory(directory);
    lock.release();
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
    next.release();
    expect(existsSync(file)).toBe(false);
  });

  test('stays locked while a holder in another container keeps its lock fresh, and is free after it fell silent', async () => {
    const directory = newDirectory();
    const lock = await lockDataDirectory(directory);
    const file = join(directory, 'server.lock');
    const elsewhere = {
      ...JSON.parse(readFileSync(file, 'utf8')),
      host: 'other',
      pidSpace: 'pid:[1]',
      token: 'theirs',
    };
    writeFileSync(file, JSON.stringify(elsewhere));
    // Our own heartbeat goes on touching the file, as the other container's would.
    await expect(lockDataDirectory(directory)).rejects.toThrow('主机 other');
    lock.release();
    const next = await lockDataDirectory(directory);
    next.release();
  });
});

describe.runIf(isRoot)('started by root', { timeout: 180_000 }, () => {
  const nobody = { uid: 65_534, gid: 65_534 };

  test('the server itself runs as an unprivileged user, even below a directory closed to that user', async () => {
    const directory = newDirectory();
    expect(statSync(base).mode & 0o777).toBe(0o700);
    await start(directory);
    expect(statSync(`/proc/${postmasterPid(directory)}`).uid).not.toBe(0);
    const open = join(tmpdir(), `wanghuolou-open-${process.pid}`);
    try {
      mkdirSync(open, { mode: 0o755 });
      const { stop } = await start(open);
      expect(statSync(`/proc/${postmasterPid(open)}`).uid).not.toBe(0);
      await stop();
    } finally {
      rmSync(open, { recursive: true, force: true });
    }
  });

  test('data restored by root is given back to the unprivileged user', async () => {
    const directory = newDirectory();
    const first = await start(directory);
    await first.stop();
    execFileSync('chown', ['-R', '0:0', join(directory, 'postgres')]);
    const second = await start(directory);
    expect(await ask(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('an ordinary user gets the same database, the same refusals, and root can take over afterwards', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-user-'));
    try {
      chownSync(directory, nobody.uid, nobody.gid);
      const user = holder(startAndStay(directory), nobody);
      const { adminUrl, adopted } = await user.line();
      expect(adopted).toBe(false);
      await ask(adminUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
      await user.kill();
      const next = await start(directory);
      expect(await ask(next.adminUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
      await next.stop();

      const closed = join(directory, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const refused = holder(startAndStay(join(closed, 'data')), nobody);
      expect(await refused.line()).toMatchObject({
        code: 'data-directory-unusable',
        message: expect.stringContaining('nobody'),
      });

      chmodSync(directory, 0o777);
      execFileSync('chown', ['-R', 'daemon:daemon', join(directory, 'postgres')]);
      rmSync(join(directory, 'postgres-run'), { recursive: true });
      const foreign = holder(startAndStay(directory), nobody);
      expect(await foreign.line()).toMatchObject({
        code: 'wrong-owner',
        message: expect.stringContaining('chown -R nobody'),
      });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
