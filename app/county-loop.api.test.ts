import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveExpired } from '#modules/hazards/server';
import { verifyAudit } from '#platform/server/audit.ts';
import { openPremisesAccount, papersOf, registerHotel, serveOrder, upload, visit } from './testing/county-work.ts';
import { type Client, createWorld, type World } from './testing/world.ts';

let world: World;
let supervisor: Client;
let chief: Client;
const now = '2026-11-16T01:00:00Z';
beforeAll(async () => {
  world = await createWorld({ now });
  supervisor = await world.as('supervisor');
  chief = await world.as('chief');
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];
const hazardsOf = async (client: Client, inspectionId: string) =>
  (await client.hazards.list({ countyCode: '330481', inspectionId })).items;

describe('one county, from the registry to a closed hazard', () => {
  test('a supervisor registers, inspects, orders; the premises fixes; the re-inspection closes; ledger and log hold every step', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'loop.hotel');

    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [
        { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' },
        { itemId: 'L02', correctionMode: 'ON_SITE' },
      ],
    });
    expect(done).toMatchObject({ nature: 'ADMINISTRATIVE', status: 'FINISHED', conclusion: 'ORDERED' });
    const registered = await hazardsOf(supervisor, done.id);
    expect(registered.map((hazard) => [hazard.itemId, hazard.status]).sort()).toEqual([
      ['F05', 'REGISTERED'],
      ['L02', 'ON_SITE_FIXED'],
    ]);
    // Made and served within three working days of Monday the 16th.
    expect(registered.find((hazard) => hazard.itemId === 'F05')?.deskOn).toBe('2026-11-19');

    const papers = await papersOf(supervisor, '330481', done.id);
    expect([...papers.keys()].sort()).toEqual(['INSPECTION_RECORD', 'ORDER_DEADLINE']);
    const served = await serveOrder(world, done.id);
    expect(served.number).toMatch(/^海消限改〔2026〕第\d{4}号$/);

    const [hazard] = (await owner.hazards.list({ countyCode: '330481', isOpen: true })).items;
    expect(hazard).toMatchObject({ status: 'RECTIFYING', dueOn: '2026-11-30', itemId: 'F05' });
    const desk = await owner.hazards.desk({ countyCode: '330481' });
    expect(desk.groups.map((group) => [group.id, group.count])).toEqual([['fix', 1]]);

    world.setNow('2026-11-20T02:00:00Z');
    const key = { countyCode: '330481', id: hazard?.id as string };
    const fixed = await owner.hazards.submitFix({
      ...key,
      version: hazard?.version as number,
      words: '已更换应急照明灯具 6 盏',
      photoIds: [await upload(owner, place)],
    });
    expect(fixed).toMatchObject({ status: 'PENDING_REINSPECTION', deskOn: '2026-11-25' });

    const again = uuidv7();
    const reinspection = await supervisor.inspections.start({
      id: again,
      countyCode: '330481',
      premisesId: place.id,
      kind: 'REINSPECTION',
      officerIds: officers(),
      previousId: done.id,
    });
    expect(reinspection).toMatchObject({ seriesId: done.id, nature: 'ADMINISTRATIVE' });
    const result = await supervisor.hazards.reinspect({
      countyCode: '330481',
      inspectionId: again,
      accompaniedBy: '李四',
      results: [
        { hazardId: key.id, version: fixed.version, result: 'FIXED', photoIds: [await upload(supervisor, place)] },
      ],
    });
    expect(result).toMatchObject({ closed: 1, stillOpen: 0, paperIds: [expect.any(String)] });

    const closed = await supervisor.hazards.read(key);
    expect(closed).toMatchObject({ status: 'CLOSED', outcome: 'FIXED', closedOn: '2026-11-20', isOpen: false });
    expect(closed.events.map((event) => event.action)).toEqual([
      'register',
      'issueDeadline',
      'submitFix',
      'reinspectPass',
    ]);
    expect(closed.photos).toHaveLength(1);
    expect(closed.events.filter((event) => event.photos.length).map((event) => event.action)).toEqual([
      'submitFix',
      'reinspectPass',
    ]);
    expect(
      (await supervisor.inspections.read({ countyCode: '330481', id: again })).series.map((one) => one.kind),
    ).toEqual(['RANDOM', 'REINSPECTION']);

    const { findings, entries } = await world.database.asJob((db) => verifyAudit(db, '330481'));
    expect(findings).toEqual([]);
    expect(entries).toBeGreaterThan(10);
  });

  test('a hazard nobody fixed by its deadline comes to the desk by itself, fails the re-inspection, and stays open', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-20' }],
    });
    await serveOrder(world, done.id);
    world.setNow('2026-11-20T15:59:00Z');
    await moveExpired(world.environment);
    expect((await hazardsOf(supervisor, done.id))[0]?.status).toBe('RECTIFYING');
    world.setNow('2026-11-20T16:01:00Z');
    expect(await moveExpired(world.environment)).toBe(1);
    expect(await moveExpired(world.environment)).toBe(0);
    const [hazard] = await hazardsOf(supervisor, done.id);
    expect(hazard).toMatchObject({ status: 'PENDING_REINSPECTION', deskOn: '2026-11-25' });

    const again = uuidv7();
    await supervisor.inspections.start({
      id: again,
      countyCode: '330481',
      premisesId: place.id,
      kind: 'REINSPECTION',
      officerIds: officers(),
      previousId: done.id,
    });
    await supervisor.hazards.reinspect({
      countyCode: '330481',
      inspectionId: again,
      accompaniedBy: '李四',
      results: [
        { hazardId: hazard?.id as string, version: hazard?.version as number, result: 'NOT_FIXED', note: '仍未更换' },
      ],
    });
    const after = await supervisor.hazards.read({ countyCode: '330481', id: hazard?.id as string });
    expect(after).toMatchObject({ status: 'OVERDUE', isOpen: true, reinspectionCount: 1 });
    expect(after.allowedActions).toEqual(expect.arrayContaining(['penalize', 'seal', 'orderAgain', 'reinspect']));
  });

  test('only what an officer saw closes a hazard: the premises can report, never close', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'closing.hotel');
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    await serveOrder(world, done.id);
    const [hazard] = await hazardsOf(owner, done.id);
    const detail = await owner.hazards.read({ countyCode: '330481', id: hazard?.id as string });
    expect(detail.allowedActions.sort()).toEqual(['requestExtension', 'submitFix']);
    await expect(
      owner.hazards.closeOtherwise({
        countyCode: '330481',
        id: detail.id,
        version: detail.version,
        outcome: 'REMOVED',
        reason: '自认为已消除',
        photoIds: [await upload(owner, place)],
      }),
    ).rejects.toEqual(refusal('forbidden', /没有此项权限/));
  });

  test('an extension is asked with interim measures and decided by somebody else, before the deadline', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'extension.hotel');
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    await serveOrder(world, done.id);
    const [hazard] = await hazardsOf(owner, done.id);
    const key = { countyCode: '330481', id: hazard?.id as string };
    await expect(
      owner.hazards.requestExtension({
        ...key,
        version: hazard?.version as number,
        dueOn: '2026-11-29',
        reason: '配件未到',
        interimMeasures: '专人值守',
      }),
    ).rejects.toEqual(refusal('invalid', /晚于现期限/));
    const asked = await owner.hazards.requestExtension({
      ...key,
      version: hazard?.version as number,
      dueOn: '2026-12-15',
      reason: '配件未到',
      interimMeasures: '专人值守',
    });
    expect(asked.allowedActions).not.toContain('requestExtension');
    const extensionId = asked.extensions[0]?.id as string;
    const groups = (await chief.hazards.desk({ countyCode: '330481' })).groups;
    expect(groups.find((group) => group.id === 'extension')?.items.map((item) => item.id)).toContain(key.id);
    const decided = await chief.hazards.decideExtension({
      ...key,
      version: asked.version,
      extensionId,
      approve: true,
      reason: '情况属实',
    });
    expect(decided).toMatchObject({
      status: 'RECTIFYING',
      dueOn: '2026-12-15',
      extensionCount: 1,
      deskOn: '2026-12-18',
    });
    await expect(
      chief.hazards.decideExtension({ ...key, version: decided.version, extensionId, approve: false, reason: '再议' }),
    ).rejects.toEqual(refusal('conflict', /已经处理/));
  });

  test('a transfer is declined twice and then goes to the committee office, whose decision nobody declines', async () => {
    world.setNow(now);
    const { haining } = world;
    const education = await world.as('education');
    const committee = await world.as('committee');
    const place = await registerHotel(supervisor, haining);
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'TRANSFER', transferToOrgId: haining.orgs.education }],
    });
    const key = { countyCode: '330481', id: (await hazardsOf(supervisor, done.id))[0]?.id as string };
    const first = await education.hazards.read(key);
    expect(first).toMatchObject({ status: 'TRANSFERRED', orgId: haining.orgs.education });
    const back = await education.hazards.decline({ ...key, version: first.version, reason: '不属于教育部门监管' });
    expect(back).toMatchObject({ status: 'REGISTERED', orgId: haining.orgs.brigade, transferCount: 1 });
    const sent = await supervisor.hazards.transfer({
      ...key,
      version: back.version,
      toOrgId: haining.orgs.education,
      reason: '该处为培训机构宿舍',
    });
    const bounced = await education.hazards.decline({ ...key, version: sent.version, reason: '仍不属于教育部门监管' });
    expect(bounced).toMatchObject({ status: 'TRANSFERRED', orgId: haining.orgs.committee });
    const decided = await committee.hazards.arbitrate({
      ...key,
      version: bounced.version,
      toOrgId: haining.orgs.education,
      reason: '经研究由教育局牵头',
    });
    expect(decided).toMatchObject({ status: 'REGISTERED', orgId: haining.orgs.education, transferCount: 0 });
    expect((await education.hazards.read(key)).allowedActions).not.toContain('decline');
  });

  test('a township without delegated power urges: its findings become hazards with a period, but no order', async () => {
    world.setNow(now);
    const town = await world.as('town');
    const place = await registerHotel(town, world.haining);
    const done = await visit(town, place, {
      kind: 'TOWNSHIP',
      officerIds: [world.haining.people.town],
      found: [{ itemId: 'F01', correctionMode: 'DEADLINE', dueOn: '2026-11-25' }],
    });
    expect(done).toMatchObject({ nature: 'SAFETY_VISIT', conclusion: 'URGED' });
    expect(done.guard.papers).toEqual(['SAFETY_VISIT_RECORD', 'TASK_TRANSFER']);
    expect((await hazardsOf(town, done.id))[0]).toMatchObject({
      status: 'RECTIFYING',
      nature: 'SAFETY_VISIT',
      orgId: world.haining.orgs.township,
    });
    expect((await papersOf(town, '330481', done.id)).size).toBe(0);
  });

  test('the premises checks itself; what it finds it undertakes, and the body that lists it confirms', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'self.hotel');
    const done = await visit(owner, place, {
      kind: 'SELF',
      officerIds: [],
      found: [{ itemId: 'L02', correctionMode: 'DEADLINE', dueOn: '2026-11-25' }],
    });
    expect(done.nature).toBe('SELF_CHECK');
    expect((await hazardsOf(owner, done.id))[0]).toMatchObject({
      status: 'RECTIFYING',
      source: 'SELF',
      orgId: world.haining.orgs.brigade,
    });
  });

  test('two people fill one visit: each keeps the own answers, and a clash is shown, not overwritten', async () => {
    world.setNow(now);
    const colleague = await world.as('supervisor2');
    const place = await registerHotel(supervisor, world.haining);
    const id = uuidv7();
    const key = { countyCode: '330481', id };
    await supervisor.inspections.start({ ...key, premisesId: place.id, kind: 'RANDOM', officerIds: officers() });
    await supervisor.inspections.saveAnswers({ ...key, answers: [{ itemId: 'F01', result: 'PASS' }] });
    const theirs = await colleague.inspections.saveAnswers({
      ...key,
      answers: [
        { itemId: 'F01', result: 'FAIL' },
        { itemId: 'F02', result: 'PASS' },
      ],
    });
    expect(theirs.saved.map((answer) => answer.itemId)).toEqual(['F02']);
    expect(theirs.conflicts).toMatchObject([{ itemId: 'F01', result: 'PASS' }]);
    const agreed = await colleague.inspections.saveAnswers({
      ...key,
      answers: [{ itemId: 'F01', result: 'FAIL', version: theirs.conflicts[0]?.version as number }],
    });
    expect(agreed.saved).toMatchObject([{ itemId: 'F01', result: 'FAIL', version: 2 }]);
  });

  test('a visit cannot end with a failed item that names no hazard, nor a hazard without its photo', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const key = { countyCode: '330481', id: uuidv7() };
    await supervisor.inspections.start({ ...key, premisesId: place.id, kind: 'RANDOM', officerIds: officers() });
    await expect(supervisor.inspections.finish({ ...key, accompaniedBy: '李四' })).rejects.toEqual(
      refusal('invalid', /还没有检查任何一项/),
    );
    await supervisor.inspections.saveAnswers({ ...key, answers: [{ itemId: 'F01', result: 'FAIL' }] });
    await expect(supervisor.inspections.finish({ ...key, accompaniedBy: '李四' })).rejects.toEqual(
      refusal('invalid', /F01 判为不符合，但没有记录隐患/),
    );
    const finding = {
      id: uuidv7(),
      itemId: 'F01',
      place: '一层',
      description: '堆物',
      correctionMode: 'IMMEDIATE' as const,
    };
    await supervisor.inspections.saveFinding({ countyCode: '330481', inspectionId: key.id, finding });
    await expect(supervisor.inspections.finish({ ...key, accompaniedBy: '李四' })).rejects.toEqual(
      refusal('invalid', /还没有照片/),
    );
    await expect(
      supervisor.inspections.saveFinding({
        countyCode: '330481',
        inspectionId: key.id,
        finding: { ...finding, id: uuidv7(), correctionMode: 'DEADLINE', dueOn: '2026-11-16' },
      }),
    ).rejects.toEqual(refusal('invalid', /2026-11-17 或之后/));
  });

  test('nobody at home is an outcome of its own, with a day to come again', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const key = { countyCode: '330481', id: uuidv7() };
    await supervisor.inspections.start({ ...key, premisesId: place.id, kind: 'RANDOM', officerIds: officers() });
    await expect(
      supervisor.inspections.noEntry({ ...key, reason: '卷帘门关闭，无人应答', retryOn: '2026-11-16' }),
    ).rejects.toEqual(refusal('invalid', /2026-11-17/));
    expect(
      await supervisor.inspections.noEntry({ ...key, reason: '卷帘门关闭，无人应答', retryOn: '2026-11-18' }),
    ).toMatchObject({ status: 'NO_ENTRY', conclusion: null, retryOn: '2026-11-18' });
    expect((await hazardsOf(supervisor, key.id)).length).toBe(0);
  });

  test('a look-back that finds the hazard again registers a new one that names the old, whose closing stays on record', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    await serveOrder(world, done.id);
    const [hazard] = await hazardsOf(supervisor, done.id);
    const key = { countyCode: '330481', id: hazard?.id as string };
    const closed = await supervisor.hazards.closeOtherwise({
      ...key,
      version: hazard?.version as number,
      outcome: 'REMOVED',
      reason: '该楼层已停用并断电',
      photoIds: [await upload(supervisor, place)],
    });
    expect(closed).toMatchObject({ status: 'CLOSED', outcome: 'REMOVED' });
    const again = await supervisor.hazards.lookBack({
      ...key,
      version: closed.version,
      newId: uuidv7(),
      description: '楼层恢复使用，照明仍不亮',
      photoIds: [await upload(supervisor, place)],
    });
    expect(again).toMatchObject({ status: 'REGISTERED', reopenOf: key.id });
    expect(await supervisor.hazards.read(key)).toMatchObject({ status: 'CLOSED', outcome: 'REMOVED' });
  });

  test('two officers who act on one hazard at once: one succeeds, the other is told to look again', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    const [hazard] = await hazardsOf(supervisor, done.id);
    const key = { countyCode: '330481', id: hazard?.id as string, version: hazard?.version as number };
    const outcomes = await Promise.allSettled(
      [supervisor, await world.as('supervisor2')].map((one) =>
        one.hazards.transfer({ ...key, toOrgId: world.haining.orgs.health, reason: '依职责移送' }),
      ),
    );
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({
      reason: refusal('conflict', /已被他人处理/),
    });
  });
});

describe('papers', () => {
  test('numbers of a body, kind and year run without gaps though many issue at once, and a void paper keeps its number', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const visits = [];
    for (let i = 0; i < 4; i++)
      visits.push(await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: [] }));
    const records = await Promise.all(
      visits.map(async (one) => (await papersOf(supervisor, '330481', one.id)).get('INSPECTION_RECORD')),
    );
    const issued = await Promise.all(
      records.map((record) =>
        supervisor.documents.issue({
          countyCode: '330481',
          id: record?.id as string,
          version: record?.version as number,
        }),
      ),
    );
    const first = issued[0];
    await chief.documents.void({
      countyCode: '330481',
      id: first?.id as string,
      version: first?.version as number,
      reason: '检查时间填写有误',
    });
    const all = (await supervisor.documents.list({ countyCode: '330481', kind: ['INSPECTION_RECORD'], limit: 200 }))
      .items;
    const numbers = all
      .flatMap((paper) => (paper.number ? [Number(/第(\d+)号/.exec(paper.number)?.[1])] : []))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(all.find((paper) => paper.id === first?.id)).toMatchObject({ status: 'VOID', number: first?.number });
  });

  test('an order is approved by the head of the body, never by its author, and takes effect only when it is served', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'papers.hotel');
    const done = await visit(supervisor, place, {
      kind: 'RANDOM',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    const order = (await papersOf(supervisor, '330481', done.id)).get('ORDER_DEADLINE');
    const key = { countyCode: '330481', id: order?.id as string };
    await expect(supervisor.documents.issue({ ...key, version: 1 })).rejects.toEqual(refusal('conflict', /不能签发/));
    await expect(supervisor.documents.approve({ ...key, version: 1 })).rejects.toEqual(
      refusal('forbidden', /没有此项权限/),
    );
    // The premises sees nothing of an order that is not yet one.
    await expect(owner.documents.read(key)).rejects.toEqual(refusal('not_found', /没有这份文书/));
    const submitted = await supervisor.documents.submit({ ...key, version: 1 });
    const approved = await chief.documents.approve({ ...key, version: submitted.version });
    expect((await hazardsOf(supervisor, done.id))[0]?.status).toBe('REGISTERED');
    await expect(
      supervisor.documents.serve({
        ...key,
        version: approved.version,
        method: 'DIRECT',
        servedAt: '2026-11-17T00:00:00Z',
        receiver: '张三',
      }),
    ).rejects.toEqual(refusal('invalid', /不能晚于现在/));
    await supervisor.documents.serve({
      ...key,
      version: approved.version,
      method: 'DIRECT',
      servedAt: now,
      receiver: '张三',
    });
    expect((await hazardsOf(supervisor, done.id))[0]?.status).toBe('RECTIFYING');
    expect((await owner.documents.read(key)).number).toBe(approved.number);
  });

  test('an issued paper is the same bytes whenever it is fetched', async () => {
    world.setNow(now);
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, { kind: 'COMPLAINT', officerIds: officers(), found: [] });
    const record = (await papersOf(supervisor, '330481', done.id)).get('INSPECTION_RECORD');
    const issued = await supervisor.documents.issue({ countyCode: '330481', id: record?.id as string, version: 1 });
    const fetch = async (format: 'pdf' | 'docx') =>
      Buffer.from(
        await (await supervisor.documents.render({ countyCode: '330481', id: issued.id, format })).arrayBuffer(),
      );
    const first = await fetch('pdf');
    world.setNow('2027-03-01T01:00:00Z');
    const { createHash } = await import('node:crypto');
    expect(
      createHash('sha256')
        .update(await fetch('pdf'))
        .digest('hex'),
    ).toBe(issued.sha256.pdf);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await fetch('docx')).subarray(0, 2).toString()).toBe('PK');
    world.setNow(now);
  });
});
