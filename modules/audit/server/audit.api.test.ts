import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';

let world: World;
let auditor: Client;
const act = (id: string, detail: Record<string, unknown>, countyCode = '330481', action = 'hazards.register') =>
  world.system(async (work) => work.audit(action, { kind: 'hazard', id, countyCode }, detail));

beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  auditor = await world.as('auditor');
  await act('h1', { name: '疏散通道堵塞', phone: '13957300119' });
  world.setNow('2026-11-21T16:30:00Z');
  await act('h2', { reason: '第二条' }, '330481', 'documents.serve');
  await act('p1', { name: '平湖' }, '330482');
  await act('c1', { name: '嘉兴市本级' }, '3304');
});
afterAll(() => world.close());

const ids = (list: { items: { subjectId: string }[] }) => list.items.map((row) => row.subjectId);

describe('the audit log', () => {
  test('shows the own county, newest first, with telephone numbers masked', async () => {
    const list = await auditor.audit.list({ limit: 200 });
    expect(list.items.map((row) => row.seq)).toEqual(list.items.map((row) => row.seq).sort((a, b) => b - a));
    expect(ids(list)).toEqual(expect.arrayContaining(['h1', 'h2']));
    expect(ids(list)).not.toContain('p1');
    expect(ids(list)).not.toContain('c1');
    expect(list.items.find((row) => row.subjectId === 'h1')?.detail).toEqual({
      name: '疏散通道堵塞',
      phone: '139****0119',
    });
  });

  test('finds by area, by calendar day in Shanghai, by record and by who acted', async () => {
    expect(ids(await auditor.audit.list({ area: ['documents'] }))).toEqual(['h2']);
    expect(ids(await auditor.audit.list({ from: '2026-11-22', area: ['documents', 'hazards'] }))).toEqual(['h2']);
    expect(ids(await auditor.audit.list({ to: '2026-11-21', area: ['documents', 'hazards'] }))).toEqual(['h1']);
    expect(ids(await auditor.audit.list({ search: 'h1' }))).toEqual(['h1']);
    expect((await auditor.audit.list({ search: '系统' })).total).toBeGreaterThan(0);
    expect((await auditor.audit.list({ search: '查无此人' })).total).toBe(0);
  });

  test('every entry comes once however the pages are cut', async () => {
    const whole = await auditor.audit.list({ limit: 200 });
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await auditor.audit.list({ limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((row) => row.seq));
      cursor = page.next ?? undefined;
    } while (cursor && seen.length < 400);
    expect(seen.slice(0, whole.items.length)).toEqual(whole.items.map((row) => row.seq));
  });

  test('another county is refused, and a wider division shows no more than the own', async () => {
    await expect(auditor.audit.list({ regionCode: '330482000000' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(auditor.audit.verify({ regionCode: '330482000000' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(ids(await auditor.audit.list({ regionCode: '330400000000', limit: 200 }))).not.toContain('c1');
    expect(ids(await auditor.audit.list({ regionCode: '330481101000', area: ['documents'] }))).toEqual(['h2']);
  });

  test('nobody but the auditor reads it', async () => {
    for (const persona of ['supervisor', 'admin'] as const)
      await expect((await world.as(persona)).audit.list({})).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a chain that somebody changed behind our back is told with its place', async () => {
    const before = await auditor.audit.verify({});
    expect(before).toMatchObject({ findings: [], findingCount: 0 });
    expect(before.entries).toBeGreaterThanOrEqual(2);
    const admin = new pg.Client({ connectionString: world.adminUrl });
    await admin.connect();
    await admin.query(
      `update app.audit_entry set detail = '{"name": "另一句"}' where county_code = '330481' and subject_id = 'h1'`,
    );
    await admin.end();
    const after = await auditor.audit.verify({});
    expect(after.findingCount).toBe(1);
    expect(after.findings[0]?.message).toMatch(/内容被改动/);
  });
});
