import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPremisesAccount, papersOf, registerHotel, upload, visit } from '#app/testing/county-work.ts';
import { readSheet } from '#app/testing/sheet.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';

let world: World;
let supervisor: Client;
const countyCode = '330481';
const now = '2026-11-16T01:00:00Z';
beforeAll(async () => {
  world = await createWorld({ now });
  supervisor = await world.as('supervisor');
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];

describe('correction periods are dated settings of a division', () => {
  /** A started visit, and a way to record a finding of an item without a day. */
  async function started() {
    const place = await registerHotel(supervisor, world.haining);
    const id = uuidv7();
    const begun = await supervisor.inspections.start({
      id,
      countyCode,
      premisesId: place.id,
      kind: 'COMPLAINT',
      officerIds: officers(),
    });
    const general = begun.checklist.find((item) => item.severity === 'GENERAL')?.id as string;
    const find = async (more: { dueOn?: string; dueReason?: string } = {}) =>
      supervisor.inspections.saveFinding({
        countyCode,
        inspectionId: id,
        finding: {
          id: uuidv7(),
          itemId: general,
          place: '一层',
          description: '不符合',
          correctionMode: 'DEADLINE',
          photoIds: [await upload(supervisor, place)],
          ...more,
        },
      });
    return { begun, find };
  }

  test('the product’s own default is offered and filled in until the division sets its own, and says that it is to be checked', async () => {
    const { begun, find } = await started();
    // Ten, five and three working days after Monday the 16th.
    expect(begun.correction).toMatchObject({
      workdays: { GENERAL: 10, SERIOUS: 5, CRITICAL: 3 },
      dueOn: { GENERAL: '2026-11-30', SERIOUS: '2026-11-23', CRITICAL: '2026-11-19' },
      reasonBeyondDays: 30,
      needsCheck: true,
    });
    expect((await find()).dueOn).toBe('2026-11-30');
    await expect(find({ dueOn: '2026-12-17' })).rejects.toEqual(refusal('invalid', /超过 30 日/));
  });

  test('a division’s own periods hold from their day, for visits made then, and are nobody else’s', async () => {
    const admin = await world.as('admin');
    const own = {
      regionPrefix: '330481',
      validFrom: '2026-11-17',
      workdays: { GENERAL: 8, SERIOUS: 4, CRITICAL: 2 },
      reasonBeyondDays: 15,
      source: '海消安委〔2026〕9号',
      needsCheck: false,
    };
    const set = await admin.inspections.setCorrection(own);
    expect(set.inForce).toMatchObject({ regionPrefix: '00', regionName: '平台默认' });
    expect(set.settings.map((one) => one.regionPrefix).sort()).toEqual(['00', '330481']);
    expect((await started()).begun.correction?.workdays.GENERAL).toBe(10);

    world.setNow('2026-11-17T01:00:00Z');
    const { begun, find } = await started();
    expect(begun.correction).toMatchObject({
      workdays: own.workdays,
      dueOn: { GENERAL: '2026-11-27' },
      source: own.source,
      needsCheck: false,
    });
    expect((await find()).dueOn).toBe('2026-11-27');
    await expect(find({ dueOn: '2026-12-03' })).rejects.toEqual(refusal('invalid', /超过 15 日/));
    expect((await find({ dueOn: '2026-12-03', dueReason: '需要停产施工' })).dueOn).toBe('2026-12-03');

    const elsewhere = await (await world.as('admin', world.pinghu)).inspections.correction({ regionPrefix: '330482' });
    expect(elsewhere.inForce.workdays.GENERAL).toBe(10);
    expect(elsewhere.settings.map((one) => one.regionPrefix)).toEqual(['00']);
    world.setNow(now);
  });

  test('only the administrator sets them, for the own division, not for the past, and never longer for what is worse', async () => {
    const admin = await world.as('admin');
    const period = {
      regionPrefix: '330481',
      validFrom: '2026-12-01',
      workdays: { GENERAL: 8, SERIOUS: 4, CRITICAL: 2 },
      reasonBeyondDays: 30,
      source: '本地规定',
      needsCheck: false,
    };
    await expect(supervisor.inspections.setCorrection(period)).rejects.toEqual(refusal('forbidden', /没有此项权限/));
    await expect(admin.inspections.setCorrection({ ...period, regionPrefix: '330482' })).rejects.toEqual(
      refusal('forbidden', /只能设置本管辖区划/),
    );
    await expect(admin.inspections.setCorrection({ ...period, regionPrefix: '33' })).rejects.toEqual(
      refusal('forbidden', /只能设置本管辖区划/),
    );
    await expect(admin.inspections.setCorrection({ ...period, validFrom: '2026-11-15' })).rejects.toEqual(
      refusal('invalid', /不能早于今天/),
    );
    await expect(
      admin.inspections.setCorrection({ ...period, workdays: { GENERAL: 3, SERIOUS: 4, CRITICAL: 2 } }),
    ).rejects.toEqual(refusal('invalid', /越严重，期限应越短/));
  });
});

describe('the record of a visit', () => {
  test('a safety visit of a township leaves a record of its own, the same bytes whenever it is printed, and no paper of enforcement', async () => {
    const town = await world.as('town');
    const place = await registerHotel(town, world.haining);
    const owner = await openPremisesAccount(world, place, 'record.hotel');
    const done = await visit(town, place, {
      kind: 'TOWNSHIP',
      officerIds: [world.haining.people.town],
      found: [{ itemId: 'F01', correctionMode: 'DEADLINE', dueOn: '2026-11-25' }],
    });
    expect(done).toMatchObject({ nature: 'SAFETY_VISIT', hasRecord: true });
    expect((await papersOf(town, countyCode, done.id)).size).toBe(0);
    const print = async (client: Client, format: 'pdf' | 'docx' = 'docx') =>
      Buffer.from(await (await client.inspections.record({ countyCode, id: done.id, format })).arrayBuffer());
    const first = await print(town);
    expect((await print(town, 'pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    // The file of the place changes; what was said at the visit does not.
    world.setNow('2027-03-01T01:00:00Z');
    const file = await town.premises.get({ countyCode, id: place.id });
    await town.premises.edit({
      countyCode,
      id: place.id,
      version: file.version,
      changes: { address: '许村镇新街 9 号' },
      reason: '门牌变更',
    } as never);
    expect((await print(town)).equals(first)).toBe(true);
    expect((await print(owner)).equals(first)).toBe(true);
    world.setNow(now);
  });

  test('a grid worker’s round has one too, without number and without the permission to make papers', async () => {
    const grid = await world.as('grid');
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(grid, place, { kind: 'GRID', officerIds: [world.haining.people.grid], found: [] });
    expect(done.hasRecord).toBe(true);
    const file = await grid.inspections.record({ countyCode, id: done.id, format: 'pdf' });
    expect(file.type).toBe('application/pdf');
  });

  test('an administrative inspection has none: its record is a paper', async () => {
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: [] });
    expect(done.hasRecord).toBe(false);
    await expect(supervisor.inspections.record({ countyCode, id: done.id, format: 'pdf' })).rejects.toEqual(
      refusal('not_found', /行政检查的记录在“文书”中/),
    );
  });

  test('a police station drafts its own record and one notice, issues both itself, and the notice begins both kinds of correction', async () => {
    const police = await world.as('police');
    const place = await registerHotel(supervisor, world.haining);
    const { people } = world.haining;
    const done = await visit(police, place, {
      kind: 'POLICE',
      officerIds: [people.police, people.police2],
      found: [
        { itemId: 'F01', correctionMode: 'IMMEDIATE' },
        { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' },
      ],
    });
    expect(done.nature).toBe('ADMINISTRATIVE');
    const papers = await papersOf(police, countyCode, done.id);
    expect([...papers.keys()].sort()).toEqual(['POLICE_ORDER', 'POLICE_RECORD']);
    const issue = async (kind: 'POLICE_ORDER' | 'POLICE_RECORD') =>
      police.documents.issue({ countyCode, id: papers.get(kind)?.id as string, version: 1 });
    expect((await issue('POLICE_RECORD')).number).toMatch(/^海公.+消检记〔2026〕第0001号$/);
    const order = await issue('POLICE_ORDER');
    await police.documents.serve({
      countyCode,
      id: order.id,
      version: order.version,
      method: 'DIRECT',
      servedAt: now,
      receiver: '张三',
    });
    const hazards = (await police.hazards.list({ countyCode, inspectionId: done.id })).items;
    expect(hazards.map((hazard) => [hazard.itemId, hazard.status, hazard.dueOn]).sort()).toEqual([
      ['F01', 'RECTIFYING', '2026-11-16'],
      ['F05', 'RECTIFYING', '2026-11-30'],
    ]);
  });
});

test('the export holds exactly the visits that are filtered, in the order of the list', async () => {
  const filter = { countyCode, nature: ['SAFETY_VISIT' as const], status: ['FINISHED' as const] };
  const { items, total } = await supervisor.inspections.list({ ...filter, limit: 200 });
  const { header, rows } = await readSheet(await supervisor.inspections.export(filter));
  expect(header.slice(0, 4)).toEqual(['单位（场所）名称', '检查日期', '检查类型', '性质']);
  expect(rows.map((row) => row[0])).toEqual(items.map((row) => row.premisesName));
  expect(rows).toHaveLength(total);
  expect(total).toBeGreaterThan(1);
  expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(['安全走访（非执法）']));
});
