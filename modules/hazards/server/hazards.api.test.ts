import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPremisesAccount, papersOf, registerHotel, serveOrder, upload, visit } from '#app/testing/county-work.ts';
import { readSheet } from '#app/testing/sheet.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { type HazardSort, hazardSorts } from '../contract/index.ts';

let world: World;
let supervisor: Client;
const countyCode = '330481';
const now = '2026-11-16T01:00:00Z';
beforeAll(async () => {
  world = await createWorld({ now });
  supervisor = await world.as('supervisor');
});
afterAll(() => world.close());

const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];
const hazardsOf = async (client: Client, inspectionId: string) =>
  (await client.hazards.list({ countyCode, inspectionId })).items.sort((a, b) => a.itemId.localeCompare(b.itemId));
const keysOf = (rows: { id: string; version: number }[]) => rows.map(({ id, version }) => ({ id, version }));

/** Three hazards of a township's visit, still registered: the brigade handed them over and the township took them. */
async function handedToTown() {
  const town = await world.as('town');
  const place = await registerHotel(supervisor, world.haining);
  const toTown = { correctionMode: 'TRANSFER' as const, transferToOrgId: world.haining.orgs.township };
  const done = await visit(supervisor, place, {
    kind: 'COMPLAINT',
    officerIds: officers(),
    found: ['F01', 'F05', 'F06'].map((itemId) => ({ itemId, ...toTown })),
  });
  return { town, place, done };
}

describe('the ledger', () => {
  test('stands in the order that is asked for, both ways, across pages, and so does the export', async () => {
    for (const day of ['2026-11-02', '2026-11-09', '2026-11-16']) {
      world.setNow(`${day}T01:00:00Z`);
      const place = await registerHotel(supervisor, world.haining);
      await visit(supervisor, place, {
        kind: 'COMPLAINT',
        officerIds: officers(),
        found: [
          { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: day === '2026-11-09' ? '2026-12-05' : '2026-11-30' },
          { itemId: 'L02', correctionMode: 'ON_SITE' },
        ],
      });
    }
    world.setNow(now);
    const rank = (sort: HazardSort, row: Awaited<ReturnType<typeof hazardsOf>>[number]) =>
      ({
        due: row.dueOn ?? '9999',
        age: String(row.ageDays).padStart(5, '0'),
        registered: row.registeredAt,
        changed: row.registeredAt,
      })[sort.replace('-', '') as 'due'];
    for (const sort of hazardSorts) {
      const shown: Awaited<ReturnType<typeof hazardsOf>> = [];
      let cursor: string | undefined;
      do {
        const page = await supervisor.hazards.list({ countyCode, sort, limit: 2, ...(cursor ? { cursor } : {}) });
        shown.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(new Set(shown.map((row) => row.id)).size, sort).toBe(6);
      const ranks = shown.map((row) => rank(sort, row));
      const expected = [...ranks].sort();
      if (sort === '-due') {
        // What has no deadline stands last in both directions.
        expect(ranks).toEqual([
          ...expected.filter((one) => one < '9').reverse(),
          ...expected.filter((one) => one >= '9'),
        ]);
      } else expect(ranks, sort).toEqual(sort.startsWith('-') ? expected.reverse() : expected);
      const { rows } = await readSheet(await supervisor.hazards.export({ countyCode, sort }));
      expect(rows.map((row) => row[0])).toEqual(shown.map((row) => row.premisesName));
    }
  });

  test('exports what was picked by hand and nothing else', async () => {
    const { items } = await supervisor.hazards.list({ countyCode, limit: 2 });
    const { rows } = await readSheet(await supervisor.hazards.export({ countyCode, ids: items.map((row) => row.id) }));
    expect(rows).toHaveLength(2);
  });

  test('says in each row what this person may do with it, as the file does', async () => {
    const { town, done } = await handedToTown();
    for (const client of [town, supervisor, await world.as('education')])
      for (const row of await hazardsOf(client, done.id)) {
        const file = await client.hazards.read({ countyCode, id: row.id });
        expect(row.allowedActions).toEqual(file.allowedActions);
        expect(row.inspectionId).toBe(done.id);
      }
    expect((await hazardsOf(town, done.id))[0]?.allowedActions).toEqual(['accept', 'decline', 'setHandler']);
    expect((await hazardsOf(supervisor, done.id))[0]?.allowedActions).toEqual([]);
  });

  test('an extension that waits shows in the row to whoever decides, not to whoever asked', async () => {
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'row.hotel');
    const done = await visit(supervisor, place, {
      kind: 'COMPLAINT',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    await serveOrder(world, done.id);
    const [hazard] = await hazardsOf(owner, done.id);
    expect(hazard?.allowedActions).toContain('requestExtension');
    await owner.hazards.requestExtension({
      countyCode,
      id: hazard?.id as string,
      version: hazard?.version as number,
      dueOn: '2026-12-15',
      reason: '配件未到',
      interimMeasures: '专人值守',
    });
    expect((await hazardsOf(await world.as('chief'), done.id))[0]?.allowedActions[0]).toBe('decideExtension');
    expect((await hazardsOf(owner, done.id))[0]?.allowedActions).toEqual(['submitFix']);
  });
});

describe('bulk acts', () => {
  test('urging: each answers for itself, and what is refused has changed nothing', async () => {
    const { town, done } = await handedToTown();
    const [first, second, third] = await hazardsOf(town, done.id);
    const accepted = await town.hazards.bulkAccept({ countyCode, items: keysOf([first, second] as never) });
    expect(accepted).toEqual({ done: 2, refused: [] });
    const rows = await hazardsOf(town, done.id);
    const outcome = await town.hazards.bulkAssign({
      countyCode,
      items: [...keysOf(rows), { id: uuidv7(), version: 1 }],
      dueOn: '2026-11-25',
      reason: '限期清理',
    });
    expect(outcome.done).toBe(2);
    expect(outcome.refused.map((one) => one.message).sort()).toEqual([
      expect.stringMatching(/没有这条隐患/),
      expect.stringMatching(/“已移送”，不能督促整改/),
    ]);
    expect((await hazardsOf(town, done.id)).map((row) => [row.status, row.dueOn])).toEqual([
      ['RECTIFYING', '2026-11-25'],
      ['RECTIFYING', '2026-11-25'],
      ['TRANSFERRED', null],
    ]);
    const untouched = await town.hazards.read({ countyCode, id: third?.id as string });
    expect(untouched.version).toBe(third?.version);
    const late = await town.hazards.bulkAssign({ countyCode, items: keysOf([first] as never), dueOn: '2026-11-01' });
    expect(late.refused).toHaveLength(1);
  });

  test('a transfer whose slip cannot be made leaves the hazard where it was', async () => {
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, {
      kind: 'COMPLAINT',
      officerIds: officers(),
      found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
    });
    const rows = await hazardsOf(supervisor, done.id);
    const outcome = await supervisor.hazards.bulkTransfer({
      countyCode,
      items: keysOf(rows),
      toOrgId: world.haining.orgs.brigade,
      reason: '依职责移送',
    });
    expect(outcome).toMatchObject({ done: 0, refused: [{ message: expect.stringMatching(/不能移送给当前机构/) }] });
    expect(await hazardsOf(supervisor, done.id)).toEqual(rows);
  });

  test('the handler is a person of the body that keeps it, chosen within that body, and is forgotten when it goes elsewhere', async () => {
    const { people, orgs } = world.haining;
    const place = await registerHotel(supervisor, world.haining);
    const done = await visit(supervisor, place, {
      kind: 'COMPLAINT',
      officerIds: officers(),
      found: ['F01', 'F05'].map((itemId) => ({ itemId, correctionMode: 'DEADLINE' as const, dueOn: '2026-11-30' })),
    });
    const [first, second] = await hazardsOf(supervisor, done.id);
    // Who led the visit looks after what it found.
    expect([first?.handlerId, second?.handlerId]).toEqual([people.supervisor, people.supervisor]);
    expect((await supervisor.hazards.handlers()).map((one) => one.personId)).toEqual(
      expect.arrayContaining([people.supervisor, people.supervisor2, people.chief]),
    );
    const give = (client: Client, personId: string, rows = [first, second]) =>
      client.hazards.bulkSetHandler({ countyCode, items: keysOf(rows as never), personId });
    expect(await give(supervisor, people.supervisor2)).toEqual({ done: 2, refused: [] });
    const colleague = await world.as('supervisor2');
    const mine = await colleague.hazards.list({ countyCode, isMine: true, inspectionId: done.id });
    expect(mine.items.map((row) => row.handlerName)).toEqual(['海supervisor2', '海supervisor2']);
    expect((await supervisor.hazards.list({ countyCode, isMine: true, inspectionId: done.id })).items).toEqual([]);
    const groups = (await colleague.hazards.desk({ countyCode, isMine: true })).groups;
    expect(groups.flatMap((group) => group.items).every((row) => row.handlerId === people.supervisor2)).toBe(true);

    const again = await hazardsOf(supervisor, done.id);
    expect((await give(supervisor, people.police, again as never)).refused[0]?.message).toMatch(/不在本机构任职/);
    expect((await give(await world.as('education'), people.education, again as never)).refused[0]?.message).toMatch(
      /由其他机构办理/,
    );
    const sent = await supervisor.hazards.transfer({
      countyCode,
      id: again[0]?.id as string,
      version: again[0]?.version as number,
      toOrgId: orgs.education,
      reason: '依职责移送',
    });
    expect(sent).toMatchObject({ handlerId: null, handlerName: null });
  });
});

test('a hazard that has come back is registered once: a second look-back is told where it is handled', async () => {
  const place = await registerHotel(supervisor, world.haining);
  const done = await visit(supervisor, place, {
    kind: 'COMPLAINT',
    officerIds: officers(),
    found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
  });
  const [hazard] = await hazardsOf(supervisor, done.id);
  const key = { countyCode, id: hazard?.id as string };
  const closed = await supervisor.hazards.closeOtherwise({
    ...key,
    version: hazard?.version as number,
    outcome: 'REMOVED',
    reason: '已断电',
    photoIds: [await upload(supervisor, place)],
  });
  const lookBack = async () =>
    supervisor.hazards.lookBack({
      ...key,
      version: closed.version,
      newId: uuidv7(),
      description: '恢复使用',
      photoIds: [await upload(supervisor, place)],
    });
  await lookBack();
  await expect(lookBack()).rejects.toMatchObject({
    code: 'conflict',
    message: '这条隐患已于 2026-11-16 重新立案，尚未销案，请在新的隐患中办理。',
  });
});

describe('a re-inspection', () => {
  test('lists each hazard with its result, and writes one opinion for each order, which calls corrected only what was', async () => {
    const place = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, place, 'again.hotel');
    const visits = [];
    for (const itemId of ['F05', 'F06']) {
      const done = await visit(supervisor, place, {
        kind: 'COMPLAINT',
        officerIds: officers(),
        found: [{ itemId, correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
      });
      await serveOrder(world, done.id);
      visits.push(done);
    }
    const hazards = (await Promise.all(visits.map((one) => hazardsOf(supervisor, one.id)))).flat();
    const id = uuidv7();
    await supervisor.inspections.start({
      id,
      countyCode,
      premisesId: place.id,
      kind: 'REINSPECTION',
      officerIds: officers(),
      previousId: visits[0]?.id as string,
    });
    const photoIds = [await upload(supervisor, place)];
    const outcome = await supervisor.hazards.reinspect({
      countyCode,
      inspectionId: id,
      accompaniedBy: '李四',
      results: hazards.map((hazard, index) => ({
        hazardId: hazard.id,
        version: hazard.version,
        result: index ? ('MOVED_OUT' as const) : ('FIXED' as const),
        note: index ? '三层租户已搬离' : null,
        photoIds: index ? [] : photoIds,
      })),
    });
    expect(outcome).toMatchObject({ closed: 2, stillOpen: 0 });
    expect(outcome.paperIds).toHaveLength(2);
    const opinions = await Promise.all(
      outcome.paperIds.map((paperId) => supervisor.documents.read({ countyCode, id: paperId })),
    );
    expect(
      opinions.map((paper) => (paper.data.findings as { result: string }[]).map((finding) => finding.result)),
    ).toEqual([['CORRECTED'], ['MOVED_OUT']]);

    const listed = await owner.hazards.reinspected({ countyCode, inspectionId: id });
    expect(listed.map((one) => [one.hazard.itemId, one.result, one.note, one.photos.length])).toEqual([
      ['F05', 'FIXED', null, 1],
      ['F06', 'MOVED_OUT', '三层租户已搬离', 0],
    ]);
    const neighbour = await registerHotel(supervisor, world.haining);
    const stranger = await openPremisesAccount(world, neighbour, 'again.stranger');
    await expect(stranger.hazards.reinspected({ countyCode, inspectionId: id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('of a township without power is printed with what became of each problem', async () => {
    const town = await world.as('town');
    const place = await registerHotel(town, world.haining);
    const done = await visit(town, place, {
      kind: 'TOWNSHIP',
      officerIds: [world.haining.people.town],
      found: [{ itemId: 'F01', correctionMode: 'DEADLINE', dueOn: '2026-11-25' }],
    });
    const [hazard] = await hazardsOf(town, done.id);
    const id = uuidv7();
    await town.inspections.start({
      id,
      countyCode,
      premisesId: place.id,
      kind: 'REINSPECTION',
      officerIds: [world.haining.people.town],
      previousId: done.id,
    });
    await town.hazards.reinspect({
      countyCode,
      inspectionId: id,
      results: [{ hazardId: hazard?.id as string, version: hazard?.version as number, result: 'FIXED' }],
    });
    expect((await papersOf(town, countyCode, id)).size).toBe(0);
    const file = await town.inspections.record({ countyCode, id, format: 'docx' });
    const { unzipSync } = await import('fflate');
    const xml = new TextDecoder().decode(unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml']);
    expect(xml.replace(/<[^>]+>/g, '')).toMatch(/前次问题的整改情况.*已改正.*均已整改/);
  });
});
