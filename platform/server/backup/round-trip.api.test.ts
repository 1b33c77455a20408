import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from '#app/server.ts';
import { testPassword } from '#app/testing/personas.ts';
import { createWorld, type World } from '#app/testing/world.ts';
import { verifyAudit } from '#platform/server/audit.ts';
import { openDatabase } from '#platform/server/database.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate, prepareRoles, releaseMigrations } from '#platform/server/migrate.ts';
import { dropDatabase, makeDatabase, testSecret } from '#platform/testing/database.ts';
import { BackupError, readBackup, restoreBackup, writeBackup } from './index.ts';
import { createTar, openTar } from './tar.ts';
import { sha256Of } from './write-backup.ts';

let world: World;
let directory: string;
let path: string;
const made: string[] = [];
const silent = createLog('silent');
const version = '9.9.9';
const sourceOf = (adminUrl: string, files = world.files) => ({
  adminUrl,
  files,
  secret: testSecret,
  version,
  now: world.now,
});

async function emptyDatabase() {
  const name = `restored_${process.pid}_${made.length}`;
  made.push(name);
  return makeDatabase(world.adminUrl, name);
}
const filesIn = () => createFiles(mkdtempSync(join(directory, 'files-')));

/** Number of rows and a hash over all of them in order, for every declared table. */
async function contents(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    const { rows: tables } = await client.query<{ name: string }>(
      'select table_name as name from app.table_declaration order by 1',
    );
    const found: Record<string, unknown> = {};
    for (const { name } of tables) {
      const { rows } = await client.query(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, chr(10) order by t::text collate "C")), '') as hash from ${name} t`,
      );
      found[name] = rows[0];
    }
    const { rows: indexes } = await client.query(
      `select indexdef from pg_indexes where schemaname !~ '^(pg_|public$)' order by indexname, indexdef`,
    );
    return { ...found, indexes };
  } finally {
    await client.end();
  }
}

async function nextOutboxNumber(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query(`select nextval(pg_get_serial_sequence('app.outbox', 'id'))::int as next`);
  await client.end();
  return rows[0].next as number;
}

const refusal = (words: RegExp) =>
  expect.objectContaining({ constructor: BackupError, message: expect.stringMatching(words) });

beforeAll(async () => {
  world = await createWorld();
  directory = mkdtempSync(join(tmpdir(), 'wanghuolou-backup-'));
  path = join(directory, 'whole.tar');
  const supervisor = await world.as('supervisor');
  for (const background of ['red', 'green']) {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
    await supervisor.files.upload({
      regionCode: world.haining.township,
      file: new File([new Uint8Array(bytes)], `${background}.png`),
    });
  }
  // Every character that the copy format itself uses.
  await supervisor.accounts.saveView({
    screen: 'premises',
    name: '制表\t反斜杠\\',
    query: { a: 'line\nfeed', b: '\\N', c: '\\.' },
  });
  await world.system((work) =>
    work.publish({ topic: 'test.happened', regionCode: world.haining.township, payload: { text: '行\n\t\\' } }),
  );
  await writeBackup(sourceOf(world.adminUrl), path);
});
afterAll(async () => {
  for (const name of made) await dropDatabase(world.adminUrl, name);
  rmSync(directory, { recursive: true, force: true });
  await world.close();
});

describe('a backup', () => {
  test('brings back every table, every file, the audit chain and the sign-ins into an empty database', async () => {
    const url = await emptyDatabase();
    const files = filesIn();
    const backup = await readBackup(path);
    expect(backup.files).toHaveLength(2);
    const report = await restoreBackup(backup, { adminUrl: url, files });
    expect(await contents(url)).toEqual(await contents(world.adminUrl));
    expect(report).toMatchObject({ files: 2, migrated: [] });
    expect(report.rows).toBeGreaterThan(40_000);
    for (const sha256 of backup.files) expect(sha256Of(await files.get(sha256))).toBe(sha256);
    await backup.close();

    const database = openDatabase(url, testSecret, { appConnections: 3 });
    const { findings, entries } = await database.asJob((db) => verifyAudit(db));
    expect({ findings, hasEntries: entries > 50 }).toEqual({ findings: [], hasEntries: true });
    const { app } = await createServer({
      config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
      database,
      files,
      secret: testSecret,
      log: silent,
      now: world.now,
      page: { demo: false, oidcName: null, personas: [] },
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-wanghuolou': '1', 'content-type': 'application/json' },
      payload: JSON.stringify({ username: 'supervisor.330481', password: testPassword }),
    });
    expect(answer.statusCode).toBe(200);
    // The next number of the outbox continues, so that live screens miss nothing.
    expect(await nextOutboxNumber(url)).toBe(await nextOutboxNumber(world.adminUrl));
    await app.close();
    await database.close();
  });

  test('is refused by a database with contents, unless told to replace them', async () => {
    const url = await emptyDatabase();
    const files = filesIn();
    await migrate(url, testSecret);
    const backup = await readBackup(path);
    await expect(restoreBackup(backup, { adminUrl: url, files })).rejects.toEqual(refusal(/不是空的.*--replace/));
    await restoreBackup(backup, { adminUrl: url, files }, { replace: true });
    expect(await contents(url)).toEqual(await contents(world.adminUrl));
    await backup.close();
  });

  test('is never restored over the tables of another system, nor while the service uses the database', async () => {
    const url = await emptyDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table public.somebody_elses (id int)');
    const backup = await readBackup(path);
    await expect(restoreBackup(backup, { adminUrl: url, files: filesIn() }, { replace: true })).rejects.toEqual(
      refusal(/其他系统/),
    );
    await client.end();
    await world.database.appPool.query('select 1');
    await expect(
      restoreBackup(backup, { adminUrl: world.adminUrl, files: filesIn() }, { replace: true }),
    ).rejects.toEqual(refusal(/正在被望火楼使用/));
    await backup.close();
  });

  test('that is cut off at any place is refused', async () => {
    const { size } = statSync(path);
    const cut = join(directory, 'cut.tar');
    for (const part of [0, 0.001, 0.01, 0.3, 0.6, 0.9, 0.999]) {
      copyFileSync(path, cut);
      truncateSync(cut, Math.floor(size * part));
      await expect(readBackup(cut), `${part}`).rejects.toEqual(refusal(/不完整或已损坏|不是望火楼/));
    }
  });

  test('of which any part was changed is refused', async () => {
    const tar = await openTar(path);
    const entries = [];
    for await (const entry of tar.entries()) entries.push(entry);
    await tar.close();
    expect(entries.length).toBeGreaterThan(20);
    const bytes = readFileSync(path);
    const changed = join(directory, 'changed.tar');
    for (const { name, offset, size } of entries) {
      const copy = Buffer.from(bytes);
      const at = offset + Math.floor(size / 2);
      copy[at] = (copy[at] as number) ^ 1;
      writeFileSync(changed, copy);
      await expect(readBackup(changed), name).rejects.toEqual(refusal(/不完整或已损坏|不是望火楼/));
    }
  });

  test('of something else, of a newer format or without its file is refused in words', async () => {
    const other = join(directory, 'other.tar');
    writeFileSync(other, Buffer.alloc(5000, 'x'));
    await expect(readBackup(other)).rejects.toEqual(refusal(/损坏|不是望火楼/));
    await expect(readBackup(join(directory, 'absent.tar'))).rejects.toEqual(refusal(/没有备份文件/));
    await expect(readBackup(directory)).rejects.toEqual(refusal(/是目录/));
    const future = join(directory, 'future.tar');
    const tar = await createTar(future, world.now());
    await tar.add(
      'header.json',
      Buffer.from(JSON.stringify({ product: 'wanghuolou', format: 99, version: '99.0.0', createdAt: 'x' })),
    );
    await tar.finish();
    await expect(readBackup(future)).rejects.toEqual(refusal(/更新的版本（99.0.0）/));
  });

  test('of a newer release or of a changed migration is refused before anything is written', async () => {
    const url = await emptyDatabase();
    const backup = await readBackup(path);
    const withMigrations = (migrations: { name: string; sha256: string }[]) => ({
      ...backup,
      manifest: { ...backup.manifest, migrations },
    });
    const { migrations } = backup.manifest;
    const newer = withMigrations([...migrations, { name: '9999-future.sql', sha256: 'a'.repeat(64) }]);
    await expect(restoreBackup(newer, { adminUrl: url, files: filesIn() })).rejects.toEqual(
      refusal(/更新的版本.*9999-future/),
    );
    const changed = withMigrations(migrations.with(1, { name: migrations[1]?.name ?? '', sha256: 'a'.repeat(64) }));
    await expect(restoreBackup(changed, { adminUrl: url, files: filesIn() })).rejects.toEqual(refusal(/内容已改变/));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect((await client.query(`select count(*)::int as n from pg_namespace where nspname = 'app'`)).rows).toEqual([
      { n: 0 },
    ]);
    await client.end();
    await backup.close();
  });

  test('of an older release is restored into its own schema and then brought up to date', async () => {
    const old = await emptyDatabase();
    const release = (await releaseMigrations()).map(({ name }) => name);
    await migrate(old, testSecret, { only: release.slice(0, 4) });
    const oldPath = join(directory, 'old.tar');
    await writeBackup(sourceOf(old), oldPath);
    const url = await emptyDatabase();
    const backup = await readBackup(oldPath);
    const report = await restoreBackup(backup, { adminUrl: url, files: filesIn() });
    expect(report.migrated).toEqual(release.slice(4));
    await backup.close();
  });

  test('whose rows do not arrive as they were leaves the database empty', async () => {
    const url = await emptyDatabase();
    const backup = await readBackup(path);
    const tables = backup.manifest.tables.map((table) =>
      table.name === 'app.audit_entry' ? { ...table, fingerprint: '0'.repeat(32) } : table,
    );
    await expect(
      restoreBackup({ ...backup, manifest: { ...backup.manifest, tables } }, { adminUrl: url, files: filesIn() }),
    ).rejects.toEqual(refusal(/核对不符：app.audit_entry/));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect(
      (await client.query(`select count(*)::int as n from pg_namespace where nspname in ('app', 'accounts', 'pgboss')`))
        .rows,
    ).toEqual([{ n: 0 }]);
    await client.end();
    await backup.close();
  });

  test('that is interrupted leaves no file, and one that exists is not overwritten', async () => {
    const stopped = join(directory, 'stopped.tar');
    const stop = new AbortController();
    const files = {
      ...world.files,
      get: async (sha256: string) => {
        stop.abort();
        return world.files.get(sha256);
      },
    };
    await expect(writeBackup(sourceOf(world.adminUrl, files), stopped, { signal: stop.signal })).rejects.toEqual(
      refusal(/已中止/),
    );
    expect(existsSync(stopped)).toBe(false);
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
    const before = readFileSync(path);
    await expect(writeBackup(sourceOf(world.adminUrl), path)).rejects.toEqual(refusal(/已存在/));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'is made and restored by an account without the rights of a superuser, once the roles are there',
    async () => {
      const admin = new pg.Client({ connectionString: world.adminUrl });
      await admin.connect();
      const owner = `owner_${process.pid}`;
      await admin.query(`create role ${owner} login password 'only for tests'`);
      const url = new URL(await emptyDatabase());
      await admin.query(`alter database ${url.pathname.slice(1)} owner to ${owner}`);
      const superuserUrl = url.toString();
      url.username = owner;
      url.password = 'only for tests';
      const ordinaryUrl = url.toString();
      try {
        await expect(prepareRoles(superuserUrl, testSecret, 'nobody_at_all')).rejects.toThrow(/没有账号/);
        await prepareRoles(superuserUrl, testSecret, owner);
        const backup = await readBackup(path);
        await restoreBackup(backup, { adminUrl: ordinaryUrl, files: filesIn() });
        expect(await contents(superuserUrl)).toEqual(await contents(world.adminUrl));
        const again = join(directory, 'ordinary.tar');
        await writeBackup(sourceOf(ordinaryUrl), again);
        await restoreBackup(backup, { adminUrl: ordinaryUrl, files: filesIn() }, { replace: true });
        await backup.close();
      } finally {
        await admin.query(`drop database ${url.pathname.slice(1)} with (force)`);
        await admin.query(`drop role ${owner}`);
        await admin.end();
      }
    },
  );

  test('names the stored files that were lost, and keeps the rest', async () => {
    const whole = await readBackup(path);
    await whole.close();
    const [first] = whole.files;
    const files = {
      ...world.files,
      get: async (sha256: string) => (sha256 === first ? Buffer.from('damaged') : world.files.get(sha256)),
    };
    const report = await writeBackup(sourceOf(world.adminUrl, files), join(directory, 'lost.tar'));
    expect(report).toMatchObject({ files: 1, lostFiles: [first] });
  });

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'moves between the embedded database and a server of another PostgreSQL version, both ways',
    async () => {
      const data = mkdtempSync(join(directory, 'embedded-'));
      const embedded = await startDatabaseServer({ dataDirectory: data, log: silent });
      try {
        const inside = await makeDatabase(embedded.adminUrl, 'wanghuolou');
        const files = filesIn();
        const backup = await readBackup(path);
        await restoreBackup(backup, { adminUrl: inside, files });
        await backup.close();
        const fromEmbedded = join(directory, 'from-embedded.tar');
        await writeBackup(sourceOf(inside, files), fromEmbedded);
        const server = await emptyDatabase();
        const second = await readBackup(fromEmbedded);
        expect(second.manifest.postgres).toMatch(/^18/);
        expect(await restoreBackup(second, { adminUrl: server, files: filesIn() })).toMatchObject({ files: 2 });
        await second.close();
        expect(await contents(server)).toEqual(await contents(world.adminUrl));
      } finally {
        await embedded.stop();
      }
    },
  );
});
