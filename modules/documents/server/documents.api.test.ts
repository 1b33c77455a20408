import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPremisesAccount, papersOf, registerHotel, serveOrder, visit } from '#app/testing/county-work.ts';
import { readSheet } from '#app/testing/sheet.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';

let world: World;
let supervisor: Client;
let chief: Client;
let place: Awaited<ReturnType<typeof registerHotel>>;
const countyCode = '330481';
const now = '2026-11-16T01:00:00Z';
beforeAll(async () => {
  world = await createWorld({ now });
  supervisor = await world.as('supervisor');
  chief = await world.as('chief');
  place = await registerHotel(supervisor, world.haining);
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];
const twoFindings = [
  { itemId: 'F05', correctionMode: 'DEADLINE' as const, dueOn: '2026-11-30' },
  { itemId: 'F06', correctionMode: 'DEADLINE' as const, dueOn: '2026-12-10' },
];

/** An order of a new visit, submitted and sent back by the chief. */
async function returnedOrder(at = place) {
  const done = await visit(supervisor, at, { kind: 'COMPLAINT', officerIds: officers(), found: twoFindings });
  const order = (await papersOf(supervisor, countyCode, done.id)).get('ORDER_DEADLINE');
  const key = { countyCode, id: order?.id as string };
  const submitted = await supervisor.documents.submit({ ...key, version: 1 });
  const returned = await chief.documents.return({ ...key, version: submitted.version, reason: '第2项期限过长' });
  return { key, returned, visitId: done.id };
}

const hazardsOf = async (inspectionId: string) =>
  (await supervisor.hazards.list({ countyCode, inspectionId })).items.sort((a, b) => a.itemId.localeCompare(b.itemId));

describe('a paper that was returned for correction', () => {
  test('says why on its face, is changed by its drafter, submitted again and issued with the first number of its kind', async () => {
    const { key, returned, visitId } = await returnedOrder();
    expect(returned).toMatchObject({ status: 'DRAFT', returnReason: '第2项期限过长', number: null, revision: 1 });
    expect(returned.returnedAt).not.toBeNull();
    const own = await supervisor.documents.read(key);
    expect(own.allowedActions).toEqual(['revise', 'submit']);

    const revised = await supervisor.documents.revise({
      ...key,
      version: own.version,
      words: { fields: { remarks: '已与单位约定施工时间' }, items: [{}, { dueOn: '2026-12-03' }] },
    });
    expect(revised).toMatchObject({ status: 'DRAFT', revision: 2, number: null });
    expect(revised.data).toMatchObject({ remarks: '已与单位约定施工时间', deadline: '2026-12-03' });
    expect(revised.events.at(-1)).toMatchObject({
      action: 'revise',
      detail: {
        changes: [
          { label: '备注', before: null, after: '已与单位约定施工时间' },
          { label: '问题2·改正期限', before: '2026-12-10', after: '2026-12-03' },
        ],
      },
    });

    const submitted = await supervisor.documents.submit({ ...key, version: revised.version });
    expect(submitted).toMatchObject({ status: 'PENDING_APPROVAL', returnedAt: null, returnReason: null });
    const approved = await chief.documents.approve({ ...key, version: submitted.version });
    expect(approved.number).toBe('海消限改〔2026〕第0001号');
    expect((await hazardsOf(visitId)).map((hazard) => hazard.dueOn)).toEqual(['2026-11-30', '2026-12-03']);
    await supervisor.documents.serve({
      ...key,
      version: approved.version,
      method: 'DIRECT',
      servedAt: now,
      receiver: '张三',
    });
    expect((await hazardsOf(visitId)).map((hazard) => [hazard.status, hazard.dueOn])).toEqual([
      ['RECTIFYING', '2026-11-30'],
      ['RECTIFYING', '2026-12-03'],
    ]);
  });

  test('keeps what it said before, readable to the body and never to the premises', async () => {
    const quiet = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, quiet, 'revision.hotel');
    const { key, returned } = await returnedOrder(quiet);
    const file = async (client: Client, revision?: number) =>
      Buffer.from(
        await (
          await client.documents.render({ ...key, format: 'docx', ...(revision ? { revision } : {}) })
        ).arrayBuffer(),
      );
    const before = await file(supervisor);
    const revised = await supervisor.documents.revise({
      ...key,
      version: returned.version,
      words: { items: [{ words: '二层东侧安全出口被货架堵塞' }, {}] },
    });
    expect(revised.revisions).toMatchObject([{ revision: 1, replacedBy: expect.any(String) }]);
    expect((await file(supervisor, 1)).equals(before)).toBe(true);
    expect((await file(supervisor)).equals(before)).toBe(false);
    await expect(supervisor.documents.render({ ...key, format: 'pdf', revision: 9 })).rejects.toEqual(
      refusal('not_found', /没有这一稿/),
    );

    const submitted = await supervisor.documents.submit({ ...key, version: revised.version });
    await chief.documents.approve({ ...key, version: submitted.version });
    const seen = await owner.documents.read(key);
    expect(seen).toMatchObject({ revisions: [], returnReason: null, returnedBy: null });
    expect(seen.events.map((event) => event.action)).toEqual(['approve']);
    await expect(owner.documents.render({ ...key, format: 'pdf', revision: 1 })).rejects.toEqual(
      refusal('not_found', /没有这一稿/),
    );
  });

  test('is not approved by whoever changed its words', async () => {
    const { key, returned } = await returnedOrder();
    const revised = await chief.documents.revise({
      ...key,
      version: returned.version,
      words: { fields: { remarks: '由大队长补充' }, items: [] },
    });
    const submitted = await supervisor.documents.submit({ ...key, version: revised.version });
    await expect(chief.documents.approve({ ...key, version: submitted.version })).rejects.toEqual(
      refusal('conflict', /不能批准签发/),
    );
  });

  test('changes only its words: no findings more or less, nothing unknown, nothing empty that must be said, no day of yesterday', async () => {
    const { key, returned } = await returnedOrder();
    const revise = (words: Parameters<typeof supervisor.documents.revise>[0]['words']) =>
      supervisor.documents.revise({ ...key, version: returned.version, words });
    await expect(revise({ items: [{ words: '甲' }] })).rejects.toEqual(refusal('invalid', /不能增减/));
    await expect(revise({ fields: { issuer: '别的机构' } })).rejects.toEqual(refusal('invalid', /不能修改/));
    await expect(revise({ items: [{ words: ' ' }, {}] })).rejects.toMatchObject({
      code: 'invalid',
      data: { fields: { 'items.0.words': '问题描述不能为空' } },
    });
    await expect(revise({ items: [{ dueOn: '2026-11-16' }, {}] })).rejects.toEqual(
      refusal('invalid', /应在今天（2026-11-16）之后/),
    );
    await expect(revise({})).rejects.toEqual(refusal('invalid', /没有变化/));
    expect((await supervisor.documents.read(key)).revision).toBe(1);
  });

  test('is changed no more once it has a number', async () => {
    const done = await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: twoFindings });
    const served = await serveOrder(world, done.id);
    await expect(
      supervisor.documents.revise({
        countyCode,
        id: served.id,
        version: served.version,
        words: { fields: { remarks: '改' } },
      }),
    ).rejects.toEqual(refusal('conflict', /不能修改/));
  });

  test('an order whose day has come is not given a number, but its day may be changed', async () => {
    const { key, returned } = await returnedOrder();
    const submitted = await supervisor.documents.submit({ ...key, version: returned.version });
    world.setNow('2026-12-01T01:00:00Z');
    await expect(chief.documents.approve({ ...key, version: submitted.version })).rejects.toEqual(
      refusal('conflict', /改正期限 2026-11-30 不晚于今天/),
    );
    world.setNow(now);
  });
});

describe('several papers at once', () => {
  test('each answers for itself: what is refused is told and has changed nothing, the others are issued without gaps', async () => {
    const visits = [];
    for (let i = 0; i < 3; i++)
      visits.push(await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: twoFindings }));
    const records = await Promise.all(
      visits.map(async (one) => (await papersOf(supervisor, countyCode, one.id)).get('INSPECTION_RECORD')),
    );
    const orders = await Promise.all(
      visits.map(async (one) => (await papersOf(supervisor, countyCode, one.id)).get('ORDER_DEADLINE')),
    );
    const items = [...records, orders[0]].map((paper) => ({ id: paper?.id as string, version: 1 }));
    const outcome = await supervisor.documents.bulkIssue({ countyCode, items });
    expect(outcome).toEqual({
      done: 3,
      refused: [{ id: orders[0]?.id, message: expect.stringMatching(/不能签发/) }],
    });
    const issued = await Promise.all(
      records.map((paper) => supervisor.documents.read({ countyCode, id: paper?.id as string })),
    );
    const numbers = issued.map((paper) => Number(/第(\d+)号/.exec(paper.number ?? '')?.[1])).sort((a, b) => a - b);
    expect(numbers.map((n) => n - (numbers[0] as number))).toEqual([0, 1, 2]);

    const submitted = await supervisor.documents.bulkSubmit({
      countyCode,
      items: orders.map((paper) => ({ id: paper?.id as string, version: 1 })),
    });
    expect(submitted).toEqual({ done: 3, refused: [] });
    for (const paper of orders) await chief.documents.approve({ countyCode, id: paper?.id as string, version: 2 });
    // The first has been voided meanwhile: it is told, and the others are served with their hazards.
    await chief.documents.void({ countyCode, id: orders[0]?.id as string, version: 3, reason: '改用其他文书' });
    const served = await supervisor.documents.bulkServe({
      countyCode,
      items: orders.map((paper) => ({ id: paper?.id as string, version: 3 })),
      method: 'DIRECT',
      servedAt: now,
      receiver: '张三',
    });
    expect(served).toMatchObject({ done: 2, refused: [{ id: orders[0]?.id }] });
    const statuses = await Promise.all(visits.map(async (one) => (await hazardsOf(one.id)).map((row) => row.status)));
    expect(statuses.flat().sort()).toEqual([
      'RECTIFYING',
      'RECTIFYING',
      'RECTIFYING',
      'RECTIFYING',
      'REGISTERED',
      'REGISTERED',
    ]);
  });

  test('an order that cannot begin its correction leaves nothing behind, neither its service nor its log entry', async () => {
    const done = await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: twoFindings });
    const order = (await papersOf(supervisor, countyCode, done.id)).get('ORDER_DEADLINE');
    const key = { countyCode, id: order?.id as string };
    const submitted = await supervisor.documents.submit({ ...key, version: 1 });
    const approved = await chief.documents.approve({ ...key, version: submitted.version });
    world.setNow('2026-12-05T01:00:00Z');
    const outcome = await supervisor.documents.bulkServe({
      countyCode,
      items: [{ id: key.id, version: approved.version }],
      method: 'DIRECT',
      servedAt: '2026-12-05T00:30:00Z',
      receiver: '张三',
    });
    expect(outcome).toMatchObject({ done: 0, refused: [{ message: expect.stringMatching(/通知书已失去意义/) }] });
    expect(await supervisor.documents.read(key)).toMatchObject({ status: 'ISSUED', servedAt: null });
    // The order's second finding is not due yet: it was written first or last, and is not ordered either.
    expect((await hazardsOf(done.id)).map((row) => row.status)).toEqual(['REGISTERED', 'REGISTERED']);
    const { rows } = await world.database.asJob(
      async (db) =>
        await db
          .selectFrom('app.auditEntry')
          .select('action')
          .where('subjectId', '=', key.id)
          .where('action', '=', 'documents.serve')
          .execute()
          .then((found) => ({ rows: found })),
    );
    expect(rows).toEqual([]);
    world.setNow(now);
  });
});

test('the export holds exactly the papers that are filtered, in the order of the list', async () => {
  const filter = { countyCode, kind: ['ORDER_DEADLINE' as const], status: ['SERVED' as const] };
  const { items, total } = await supervisor.documents.list({ ...filter, limit: 200 });
  const { header, rows } = await readSheet(await supervisor.documents.export(filter));
  expect(header.slice(0, 4)).toEqual(['文书', '文号', '状态', '单位（场所）名称']);
  expect(rows.map((row) => row[1])).toEqual(items.map((paper) => paper.number));
  expect(rows).toHaveLength(total);
  expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['已送达']));
});
