import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropDatabase, makeDatabase, testSecret } from '#platform/testing/database.ts';
import { createWorld, type World } from '../testing/world.ts';
import { commands } from './index.ts';
import { runCommandLine } from './run.ts';

let world: World;
let admin: pg.Client;
const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-cli-'));

beforeAll(async () => {
  // The commands live in real time.
  world = await createWorld({ now: new Date().toISOString() });
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

async function run(words: string[], { input = '', url = world.adminUrl }: { input?: string; url?: string } = {}) {
  let output = '';
  let errors = '';
  const status = await runCommandLine(words, {
    env: { DATABASE_URL: url, WANGHUOLOU_DATA: directory, WANGHUOLOU_SECRET: testSecret, PORT: '9' },
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
    readInput: async () => input,
    signal: new AbortController().signal,
  });
  return { status, output, errors, json: () => JSON.parse(output) };
}

// The secret is read where the process keeps it.
process.env.WANGHUOLOU_SECRET = testSecret;

describe('the command line', () => {
  test('without words it lists every command, and every command has help with an example', async () => {
    const { status, output } = await run([]);
    expect(status).toBe(0);
    for (const { name, summary } of commands) expect(output).toContain(`${name}`.padEnd(24) + summary);
    for (const { name } of commands) {
      const help = await run([...name.split(' '), '--help']);
      expect(help).toMatchObject({ status: 0, errors: '' });
      expect(help.output, name).toMatch(new RegExp(`示例：\n  .*wanghuolou ${name}`));
    }
  });

  test.each([
    [['audit'], /“audit”不是完整的命令。可用：audit verify/],
    [['fly'], /没有命令“fly”/],
    [['backup'], /参数不足/],
    [['backup', 'a', 'b'], /参数过多/],
    [['audit', 'verify', '--country', '1'], /没有选项 --country/],
    [['audit', 'verify', '--county', 'haining'], /不是区县代码/],
    [['regions', 'load-villages'], /缺少选项 --region/],
    [['regions', 'load-villages', '--region', '3'], /不是区划代码/],
    [['user', 'create', 'Bad Name', '--name', 'x', '--region', '330481'], /账号为 2 至 40 位/],
    [['user', 'create', 'good', '--name', 'x', '--region', '330481', '--role', 'KING'], /没有角色“KING”/],
    [['jobs', 'run', 'nothing.atAll'], /没有任务/],
    [['--jsonn'], /缺少命令/],
  ])('%j is refused with one sentence and status 2', async (words, sentence) => {
    const { status, errors, output } = await run(words);
    expect(errors).toMatch(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect({ status, output }).toEqual({ status: 2, output: '' });
  });

  test('with --json a failure is JSON too, and never a stack trace', async () => {
    const { status, json, errors } = await run(['user', 'unlock', 'nobody', '--json']);
    expect({ status, error: json() }).toEqual({
      status: 1,
      error: { error: expect.stringContaining('没有账号“nobody”') },
    });
    expect(errors).not.toMatch(/\bat .*\.ts/);
    const verbose = await run(['user', 'unlock', 'nobody', '--verbose']);
    expect(verbose.errors).toMatch(/\bat .*\.ts/);
  });

  test('a database that does not answer, a wrong password and a missing database are each told in a sentence', async () => {
    const wrong = new URL(world.adminUrl);
    wrong.pathname = '/there_is_none';
    expect(await run(['migrate'], { url: wrong.toString() })).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/没有这个数据库/),
    });
    expect(await run(['migrate'], { url: 'postgres://a:b@127.0.0.1:9/x' })).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/连不上数据库/),
    });
    expect(await run(['migrate'], { url: 'mysql://x' })).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/DATABASE_URL 应以 postgres/),
    });
  });

  test('status tells version, database and pending migrations, and changes nothing', async () => {
    const { status, json } = await run(['status', '--json']);
    expect({ status, ...json() }).toMatchObject({
      status: 0,
      service: null,
      database: { kind: 'external', pending: [], newer: [] },
    });
    const empty = await makeDatabase(world.adminUrl, `empty_${process.pid}`);
    const before = await run(['status', '--json'], { url: empty });
    expect(before.json().database.pending.length).toBeGreaterThan(5);
    await dropDatabase(world.adminUrl, `empty_${process.pid}`);
  });

  describe('import premises --as', () => {
    const row = (region: string, name: string, more = '') => `${name},${region},人民路 1 号,宾馆${more}`;
    const write = (name: string, ...lines: string[]) => {
      const path = join(directory, name);
      writeFileSync(path, lines.join('\n'));
      return path;
    };
    const header = '单位（场所）名称,所属村（社区）,详细地址,场所类别';
    const as = (path: string, username: string, region = '330481') =>
      run(['import', 'premises', path, '--region', region, '--as', username, '--json']);

    test('carries the name of that person into history and log', async () => {
      const path = write('以名义.csv', header, row('330481101201', '以名义宾馆'));
      const done = await as(path, 'town.330481', '330481101');
      expect(done).toMatchObject({ status: 0, errors: expect.any(String) });
      expect(done.json()).toMatchObject({ status: 'DONE', createdRows: 1 });
      const town = await world.as('town');
      const [place] = (await town.premises.list({ search: '以名义宾馆', limit: 1 })).items;
      const history = await town.premises.history({ countyCode: '330481', id: place?.id as string, limit: 5 });
      expect(history.items.at(-1)?.actor).toMatch(/^海town（.*许村镇人民政府）$/);
      const { rows } = await admin.query(
        `select distinct actor, account_id is not null as named from app.audit_entry where action in ('premises.startImport', 'premises.import') order by 1`,
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const one of rows) expect(one).toEqual({ actor: expect.stringMatching(/^海town（/), named: true });
    });

    test('carries reach and permissions: other townships, and what others decide, are refused row by row', async () => {
      const elsewhere = await as(write('别处.csv', header, row('330481103000', '别处宾馆')), 'town.330481');
      expect(elsewhere.status).toBe(1);
      expect(elsewhere.json().problems[0].message).toContain('不在当前岗位的管辖范围内');
      const decided = await as(
        write('重点.csv', `${header},监管类别`, row('330481101201', '重点宾馆', ',消防安全重点单位')),
        'town.330481',
      );
      expect(decided.json()).toMatchObject({
        createdRows: 0,
        problems: [{ message: expect.stringContaining('消防救援机构确定') }],
      });
      const other = await as(write('外县.csv', header, row('330482101202', '外县宾馆')), 'town.330481', '330482');
      expect(other.json().error.error ?? other.json().error).toMatch(/不在当前岗位的管辖范围内/);
    });

    test('is refused in words where the account is unknown, disabled or may not import', async () => {
      const path = write('不能.csv', header, row('330481101201', '不能宾馆'));
      expect((await as(path, 'nobody.330481')).output).toMatch(/没有账号“nobody\.330481”/);
      expect((await as(path, 'grid.330481')).output).toMatch(/网格员，不能导入单位。请换/);
      await admin.query(`update accounts.account set status = 'DISABLED' where username = 'police2.330481'`);
      expect((await as(path, 'police2.330481')).output).toMatch(/已停用/);
      const map = write('地图.osm', '<osm/>');
      expect(await as(map, 'town.330481')).toMatchObject({ status: 2, output: expect.stringMatching(/不支持 --as/) });
      expect((await (await world.as('supervisor')).premises.list({ search: '不能宾馆', limit: 1 })).total).toBe(0);
    });
  });

  test('a first administrator is made with body, post and account, and signs in', async () => {
    const made = await run([
      'user',
      'create',
      'first.admin',
      '--name',
      '张三',
      '--region',
      '330482',
      '--organisation',
      '平湖市应急管理局',
      '--json',
    ]);
    expect(made).toMatchObject({ status: 0 });
    const { password, isNewOrganisation } = made.json();
    expect(isNewOrganisation).toBe(true);
    const session = await (await world.signedIn('first.admin', password)).accounts.session();
    expect(session).toMatchObject({
      actor: { role: 'SYS_ADMIN', orgName: '平湖市应急管理局' },
      account: { mustChangePassword: true },
    });
    expect(await run(['user', 'create', 'first.admin', '--name', '李四', '--region', '330482'])).toMatchObject({
      status: 1,
    });
  });

  test('accounts are listed, disabled, enabled, unlocked and given a password from the standard input', async () => {
    const username = 'auditor.330482';
    expect((await run(['user', 'list', '--region', '330482', '--search', 'auditor', '--json'])).json()).toMatchObject([
      { username, status: 'ACTIVE', isLocked: false, posts: [{ role: 'AUDITOR' }] },
    ]);
    expect(await run(['user', 'disable', username, '--reason', '调离'])).toMatchObject({ status: 0 });
    await expect(world.signedIn(username)).rejects.toThrow(/refused/);
    expect(await run(['user', 'enable', username, '--reason', '调回'])).toMatchObject({ status: 0 });
    for (let i = 0; i < 5; i++) await world.anonymous.accounts.signIn({ username, password: 'wrong' }).catch(() => {});
    await expect(world.signedIn(username)).rejects.toThrow(/锁定/);
    expect(await run(['user', 'unlock', username])).toMatchObject({ status: 0 });
    expect(await run(['user', 'reset-password', username, '--password-stdin'], { input: 'short\n' })).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/至少 10 位/),
    });
    expect(
      await run(['user', 'reset-password', username, '--password-stdin'], { input: 'Fresh-Water-88\n' }),
    ).toMatchObject({ status: 0 });
    await expect(world.signedIn(username, 'Fresh-Water-88')).resolves.toBeDefined();
  });

  test('villages of a county are loaded', async () => {
    expect((await run(['regions', 'load-villages', '--region', '330483000000', '--json'])).json()).toMatchObject({
      region: '330483',
      villages: expect.any(Number),
    });
    expect(await run(['regions', 'load-villages', '--region', '999999'])).toMatchObject({ status: 1 });
  });

  test('a job of the worker is run at once', async () => {
    const names = (await run(['jobs', 'run', '--json'])).json().map((job: { name: string }) => job.name);
    expect(names).toContain('hazards.moveExpired');
    expect(await run(['jobs', 'run', 'hazards.moveExpired'])).toMatchObject({ status: 0 });
  });
});

describe('audit verify', () => {
  const entries = async () => (await run(['audit', 'verify', '--county', '330481', '--json'])).json();
  /** Tampers as somebody with the database's own password would, and takes it back afterwards. */
  async function tampered(...statements: string[]) {
    await admin.query(
      'create temp table kept_entry as select * from app.audit_entry; create temp table kept_head as select * from app.audit_head',
    );
    try {
      for (const statement of statements) await admin.query(statement);
      const result = await run(['audit', 'verify', '--json']);
      return { status: result.status, ...result.json() } as {
        status: number;
        findings: { countyCode: string; seq: number; problem: string }[];
      };
    } finally {
      await admin.query(
        'truncate app.audit_entry, app.audit_head; insert into app.audit_entry select * from kept_entry; insert into app.audit_head select * from kept_head; drop table kept_entry, kept_head',
      );
    }
  }
  const county = `county_code = '330481'`;

  test('an untouched log is whole', async () => {
    expect(await entries()).toMatchObject({ ok: true, chains: 1, findings: [] });
  });

  test('a changed, a removed and an inserted entry are each found and named, with status 1', async () => {
    expect(await tampered(`update app.audit_entry set actor = '别人' where ${county} and seq = 5`)).toMatchObject({
      status: 1,
      findings: [{ countyCode: '330481', seq: 5, problem: 'changed' }],
    });
    expect(
      await tampered(`update app.audit_entry set at = at + interval '1 second' where ${county} and seq = 7`),
    ).toMatchObject({ findings: [{ seq: 7, problem: 'changed' }] });
    expect((await tampered(`delete from app.audit_entry where ${county} and seq = 9`)).findings).toContainEqual(
      expect.objectContaining({ problem: 'missing' }),
    );
    const shift = `update app.audit_entry set seq = -seq - 1 where ${county} and seq > 3; update app.audit_entry set seq = -seq where ${county} and seq < 0`;
    const insert = `insert into app.audit_entry select county_code, 4, at, account_id, actor, 'forged', subject_kind, subject_id, detail, previous_hash, hash from app.audit_entry where ${county} and seq = 3`;
    expect((await tampered(shift, insert)).findings.map(({ problem }) => problem)).toContain('inserted');
  });

  test('the last entry removed, one added behind the end and a chain without its head are found', async () => {
    expect(
      (
        await tampered(
          `delete from app.audit_entry where ${county} and seq = (select max(seq) from app.audit_entry where ${county})`,
        )
      ).findings,
    ).toMatchObject([{ problem: 'truncated' }]);
    const append = `insert into app.audit_entry select county_code, seq + 1, at, account_id, actor, 'forged', subject_kind, subject_id, detail, hash, previous_hash from app.audit_entry where ${county} order by seq desc limit 1`;
    expect((await tampered(append)).findings.map(({ problem }) => problem)).toContain('inserted');
    expect((await tampered(`delete from app.audit_head where ${county}`)).findings).toMatchObject([
      { countyCode: '330481', problem: 'missing' },
    ]);
  });

  test('says in words which entry it is', async () => {
    await admin.query('begin');
    await admin.query(`update app.audit_entry set action = 'x' where ${county} and seq = 2`);
    await admin.query('commit');
    const { status, output } = await run(['audit', 'verify']);
    expect(status).toBe(1);
    expect(output).toMatch(/330481 {2}内容被改动：第 2 条/);
  });
});

describe('backup and restore', () => {
  test('a directory gets a file with the date in its name; it restores into an empty database and is checked', async () => {
    const made = await run(['backup', `${directory}/backups/`, '--json']);
    expect(made).toMatchObject({ status: 0 });
    const [name = ''] = readdirSync(join(directory, 'backups'));
    expect(name).toMatch(/^wanghuolou-\d{8}-\d{6}\.tar$/);
    const path = join(directory, 'backups', name);
    expect((await run(['restore', path, '--check', '--json'])).json()).toMatchObject({ ok: true });
    const database = `restored_cli_${process.pid}`;
    const url = await makeDatabase(world.adminUrl, database);
    const restored = await run(['restore', path, '--into', url, '--json']);
    expect(restored).toMatchObject({ status: 0 });
    expect(restored.json()).toMatchObject({ tables: expect.any(Number), savedTo: null });
    expect(await run(['restore', path, '--into', url])).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/不是空的/),
    });
    const replaced = await run(['restore', path, '--into', url, '--replace', '--json']);
    expect(replaced).toMatchObject({ status: 0 });
    expect(existsSync(replaced.json().savedTo)).toBe(true);
    await dropDatabase(world.adminUrl, database);
  });

  test('a file that is no backup and a target that cannot be written are refused', async () => {
    writeFileSync(join(directory, 'letter.txt'), 'no backup');
    expect(await run(['restore', join(directory, 'letter.txt')])).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/损坏|不是望火楼/),
    });
    expect(await run(['backup', join(directory, 'no-such', 'x.tar')])).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/没有目录/),
    });
    expect(await run(['backup', join(directory, 'letter.txt')])).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/已存在/),
    });
  });
});

describe('indicators', () => {
  test('are listed, counted for a county with its townships, and written as a table', async () => {
    const catalogue = (await run(['indicators', '--json'])).json();
    expect(catalogue.length).toBeGreaterThanOrEqual(80);
    const path = join(directory, 'figures.xlsx');
    const asked = ['--region', '330481', '--from', '2026-01-01', '--to', '2026-10-31'];
    const { status, errors, json } = await run([
      'indicators',
      ...asked,
      '--ids',
      'premisesCount,hazardOnTimeRate',
      '--xlsx',
      path,
      '--json',
    ]);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    const table = json();
    expect(table).toMatchObject({ regionName: '海宁市', level: 'TOWNSHIP', period: { words: '2026年1至10月' } });
    expect(table.rows).toHaveLength(13);
    // Nobody has recorded anything in this county yet: that is not known, rather than none.
    expect(table.rows[0].cells[1]).toMatchObject({ value: null, state: 'UNREPORTED' });
    expect(existsSync(path)).toBe(true);
    const words = await run(['indicators', ...asked, '--ids', 'premisesCount']);
    expect(words.output).toMatch(/海宁市，2026年1至10月.*\n在用单位（场所）\t—家\t同比未报送/);
  });

  test.each([
    [['--region', '33048'], /不是区划代码/],
    [['--region', '330481', '--from', '2026-01-01'], /缺少选项 --to/],
    [['--region', '330481', '--from', '2026-01-01', '--to', '2025-01-01'], /结束日期早于开始日期/],
    [['--region', '330481', '--from', 'gestern', '--to', '2026-01-01'], /“gestern”不是日期/],
    [
      ['--region', '330481', '--from', '2026-01-01', '--to', '2026-02-01', '--ids', 'fireCounts'],
      /没有指标“fireCounts”/,
    ],
    [['--scheme', '1996'], /--scheme 只能是/],
  ])('%j is refused in words', async (words, message) => {
    const { status, errors } = await run(['indicators', ...words]);
    expect(status).not.toBe(0);
    expect(errors).toMatch(message);
  });
});
