import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { verifyAudit } from './audit.ts';

let world: World;
let admin: pg.Client;
beforeEach(async () => {
  world = await createWorld();
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
});
afterEach(async () => {
  await admin.end();
  await world.close();
});

const write = (count: number, county = '330481') =>
  world.system(async (work) => {
    for (let i = 0; i < count; i++)
      work.audit(
        'test.act',
        { kind: 'thing', id: String(i), countyCode: county },
        { 数字: i, nested: { b: [1, 2.5], a: '隐患' } },
      );
  });
const verify = () => world.database.asJob((db) => verifyAudit(db, '330481'));

describe('the audit chain', () => {
  test('an untouched chain verifies', async () => {
    await write(20);
    const { entries, findings } = await verify();
    expect(entries).toBeGreaterThanOrEqual(20);
    expect(findings).toEqual([]);
  });

  test.each([
    [
      'a changed detail',
      `update app.audit_entry set detail = '{"数字": 99}' where county_code = '330481' and subject_id = '7' and action = 'test.act'`,
      'changed',
    ],
    [
      'a changed time',
      `update app.audit_entry set at = at + interval '1 millisecond' where county_code = '330481' and subject_id = '7' and action = 'test.act'`,
      'changed',
    ],
    [
      'a removed entry',
      `delete from app.audit_entry where county_code = '330481' and subject_id = '7' and action = 'test.act'`,
      'missing',
    ],
    [
      'a removed last entry',
      `delete from app.audit_entry where county_code = '330481' and seq = (select max(seq) from app.audit_entry where county_code = '330481')`,
      'truncated',
    ],
    [
      'an inserted entry',
      `with moved as (select * from app.audit_entry where county_code = '330481' and subject_id = '7' and action = 'test.act')
       insert into app.audit_entry select county_code, (select max(seq) + 1 from app.audit_entry where county_code = '330481'), at, account_id, '伪造', action, subject_kind, subject_id, detail, previous_hash, hash from moved`,
      'inserted',
    ],
  ])('%s is found', async (_what, tampering, problem) => {
    await write(20);
    await admin.query(tampering);
    expect((await verify()).findings.map((finding) => finding.problem)).toContain(problem);
  });

  test('entries of a unit of work that fails are not written', async () => {
    const before = (await verify()).entries;
    await expect(
      world.system(async (work) => {
        work.audit('test.act', { kind: 'thing', id: 'x', countyCode: '330481' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await verify()).entries).toBe(before);
  });

  test('forty units of work at once leave one unbroken chain', async () => {
    await Promise.all(Array.from({ length: 40 }, () => write(3)));
    expect((await verify()).findings).toEqual([]);
  });

  test('the guarded role can neither read nor change the log', async () => {
    await write(1);
    const reading = world.database.within({ region: '33' }, (db) =>
      db.selectFrom('app.auditEntry').selectAll().execute(),
    );
    await expect(reading).rejects.toThrow(/permission denied/);
    const changing = world.database.within({ region: '33' }, (db) =>
      db.updateTable('app.auditHead').set({ seq: 0 }).execute(),
    );
    await expect(changing).rejects.toThrow(/permission denied/);
  });
});
