import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccountService, createTotp } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import { importPremisesFile } from '#modules/premises/server';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { testSecret } from '#platform/testing/database.ts';
import { openPremisesAccount, registerHotel, serveOrder, upload, visit } from './testing/county-work.ts';
import { testPassword } from './testing/personas.ts';
import { type Client, createWorld, type World } from './testing/world.ts';

const countyCode = '330481';
/** A township of the county without anybody in it yet. */
const there = '330481103000';

let world: World;
let supervisor: Client;
let town: Client;
let otherTown: Client;
let otherGovernment: string;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-16T01:00:00Z' });
  supervisor = await world.as('supervisor');
  town = await world.as('town');
  otherGovernment = await world.system(async (work) => {
    const organisations = createOrganisationService(work);
    const orgId = await organisations.addOrganisation({
      regionCode: there,
      parentId: world.haining.orgs.government,
      kind: 'PEOPLES_GOVERNMENT',
      name: '长安镇人民政府',
      shortName: '长安镇',
    });
    const personId = await organisations.addPerson({ regionPrefix: there.slice(0, 9), name: '沈周' });
    const postId = await organisations.addPost({ orgId, title: '消防工作人员', role: 'TOWN_USER' });
    await organisations.appoint({ postId, personId, fromOn: '2020-01-01' });
    await createAccountService(world.environment, createTotp(testSecret), false).open(work, {
      username: 'town.changan',
      displayName: '沈周',
      regionPrefix: there.slice(0, 9),
      password: testPassword,
      personId,
      mustChangePassword: false,
    });
    return orgId;
  });
  otherTown = await world.signedIn('town.changan');
}, 120_000);
afterAll(() => world.close());

const notFound = expect.objectContaining({ code: 'not_found' });

/** Divisions that the rows of all tables about a place give, by table. */
async function divisionsOf(premisesId: string): Promise<Record<string, string[]>> {
  return world.system(async ({ db }) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from app.table_declaration where guard = 'place' and kind = 'distributed' order by 1`.execute(
      db,
    );
    expect(tables.length).toBeGreaterThan(12);
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{ regionCode: string }>`
        select distinct region_code from ${sql.table(name)} where premises_id = ${premisesId}::uuid`.execute(db);
      if (rows.length) found[name] = rows.map(({ regionCode }) => regionCode);
    }
    return found;
  });
}

async function placeWithPast(username: string) {
  const place = await registerHotel(supervisor, world.haining);
  const key = { countyCode, id: place.id };
  const owner = await openPremisesAccount(world, place, username);
  await supervisor.premises.attach({ ...key, fileIds: [await upload(supervisor, place)], purpose: 'PHOTO' });
  await supervisor.premises.setHolder({
    ...key,
    kind: 'GRID_WORKER',
    postId: world.haining.posts.grid,
    reason: '包保',
  });
  const byBrigade = await visit(supervisor, place, {
    kind: 'RANDOM',
    officerIds: [world.haining.people.supervisor, world.haining.people.supervisor2],
    found: [
      { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' },
      { itemId: 'L02', correctionMode: 'ON_SITE' },
    ],
  });
  await serveOrder(world, byBrigade.id);
  await visit(town, place, {
    kind: 'TOWNSHIP',
    officerIds: [world.haining.people.town],
    found: [{ itemId: 'L01', correctionMode: 'DEADLINE', dueOn: '2026-11-27' }],
  });
  return { key, owner };
}

describe('a place that moves to another township of its county', () => {
  test('takes everything about it along: nothing is lost to the township that answers for it now', async () => {
    const { key, owner } = await placeWithPast('moving.hotel');
    const before = await divisionsOf(key.id);
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining([
        'app.attachment',
        'app.file',
        'documents.paper',
        'documents.paper_event',
        'hazards.hazard',
        'hazards.hazard_event',
        'inspections.answer',
        'inspections.finding',
        'inspections.inspection',
        'inspections.inspector',
        'premises.change',
        'premises.duty_holder',
      ]),
    );
    const file = await supervisor.premises.get(key);
    const change = { ...key, version: file.version, changes: { regionCode: there, address: '长安镇人民路 9 号' } };
    await expect(town.premises.edit({ ...change, reason: '迁址' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(otherTown.premises.get(key)).rejects.toEqual(notFound);
    await supervisor.premises.edit({ ...change, reason: '迁址' });

    const after = await divisionsOf(key.id);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [table, divisions] of Object.entries(after))
      expect({ table, divisions }).toEqual({ table, divisions: [there] });

    const moved = await otherTown.premises.get(key);
    expect(moved.files).toHaveLength(1);
    const photo = moved.files[0] as (typeof moved.files)[number];
    expect((await otherTown.files.read({ countyCode, id: photo.id })).size).toBeGreaterThan(0);
    expect(moved.holders.map(({ kind }) => kind)).not.toContain('GRID_WORKER');
    expect(moved.formerHolders.map(({ kind }) => kind)).toContain('GRID_WORKER');
    const history = await otherTown.premises.history({ ...key, limit: 50 });
    expect(history.items.at(-1)?.fields.map(({ field }) => field)).toEqual(['registered']);
    expect((await otherTown.inspections.list({ countyCode, premisesId: key.id })).total).toBe(2);
    const papers = (await otherTown.documents.list({ countyCode, premisesId: key.id } as never)).items;
    expect(papers.map(({ kind }) => kind)).toContain('ORDER_DEADLINE');
    await expect(town.premises.get(key)).rejects.toEqual(notFound);
    expect((await owner.premises.get(key)).regionCode).toBe(there);
    expect((await owner.hazards.list({ countyCode })).total).toBe(3);
  });

  test('brings its open hazards to the desk of the body of the new township; closed ones and the brigade’s stay as they are', async () => {
    const { key } = await placeWithPast('moving.hotel2');
    const { version } = await supervisor.premises.get(key);
    const hazards = (await supervisor.hazards.list({ countyCode, premisesId: key.id })).items;
    const mine = hazards.find(({ itemId }) => itemId === 'L01');
    if (!mine) throw new Error('the township found nothing');
    await supervisor.premises.edit({ ...key, version, changes: { regionCode: there }, reason: '迁址' });
    const hazard = await otherTown.hazards.read({ countyCode, id: mine.id });
    expect(hazard).toMatchObject({ orgId: otherGovernment, status: mine.status, dueOn: mine.dueOn });
    expect(hazard.events.at(-1)).toMatchObject({
      action: 'followPlace',
      reason: '单位迁址，由许村镇人民政府转长安镇人民政府负责',
    });
    expect(hazard.allowedActions).toContain('reinspect');
    await expect(town.hazards.read({ countyCode, id: mine.id })).rejects.toEqual(notFound);
    const others = (await supervisor.hazards.list({ countyCode, premisesId: key.id })).items.filter(
      ({ itemId }) => itemId !== 'L01',
    );
    expect(others.map(({ orgId }) => orgId)).toEqual([world.haining.orgs.brigade, world.haining.orgs.brigade]);
  });

  test('does so too when a register that is imported says where it lies', async () => {
    const { key } = await placeWithPast('moving.hotel3');
    const file = await supervisor.premises.get(key);
    const folder = mkdtempSync(join(tmpdir(), 'wanghuolou-moving-'));
    const path = join(folder, '单位.csv');
    writeFileSync(
      path,
      `单位编码,单位（场所）名称,所属村（社区）,详细地址,场所类别\n${file.code},${file.name},${there},长安镇人民路 9 号,宾馆、旅馆（饭店）\n`,
    );
    const outcome = await importPremisesFile(
      { environment: world.environment, files: createFiles(folder), log: createLog('silent') },
      path,
      { region: countyCode },
    );
    expect(outcome).toMatchObject({ status: 'DONE', updatedRows: 1, createdRows: 0 });
    for (const [table, divisions] of Object.entries(await divisionsOf(key.id)))
      expect({ table, divisions }).toEqual({ table, divisions: [there] });
    expect((await otherTown.hazards.list({ countyCode, premisesId: key.id })).total).toBe(3);
  });
});
