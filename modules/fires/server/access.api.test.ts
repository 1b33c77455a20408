import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '#app/testing/personas.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { createAccountService, createTotp } from '#modules/accounts/server';
import { createOrganisationService } from '#modules/organisations/server';
import { registerPlace } from '#modules/premises/testkit';
import { testSecret } from '#platform/testing/database.ts';
import { calloutContent, fireContent, reportFire } from './testkit.ts';

const county = { countyCode: '330481' };
const xucun = '330481101000';
const elsewhere = '330481103000';
const notFound = expect.objectContaining({ code: 'not_found' });
const forbidden = expect.objectContaining({ code: 'forbidden' });

let world: World;
let command: Client;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  command = await world.as('command');
});
afterAll(() => world.close());

describe('a sector department', () => {
  test('finds the fires and turn-outs at premises of its own industry, and no others, wherever it looks', async () => {
    const supervisor = await world.as('supervisor');
    const education = await world.as('education');
    const brigade = world.haining.orgs.brigade as string;
    const school = await registerPlace(supervisor, { name: '庄湾幼儿园', types: ['KINDERGARTEN'] });
    const hotel = await registerPlace(supervisor, { name: '庄湾宾馆' });
    const own = await reportFire(command, brigade, { premisesId: school.id, address: '庄湾幼儿园食堂' });
    const other = await reportFire(command, brigade, { premisesId: hotel.id, address: '庄湾宾馆厨房' });
    await reportFire(command, brigade, { address: '庄湾村民宅' });
    const toOwn = await command.callouts.record({ content: calloutContent(brigade, { fireId: own.id }) });
    const toOther = await command.callouts.record({ content: calloutContent(brigade, { premisesId: hotel.id }) });

    expect(toOther.premisesName).toBe('庄湾宾馆');
    const page = await education.fires.list(county);
    expect(page.items.map(({ id }) => id)).toEqual([own.id]);
    expect(page.total).toBe(1);
    expect((await command.fires.list(county)).total).toBe(3);
    expect((await education.fires.list({ ...county, search: '宾馆' })).total).toBe(0);
    expect((await education.fires.list({ ...county, premisesId: hotel.id })).total).toBe(0);
    expect(await education.fires.read(own)).toMatchObject({ address: '庄湾幼儿园食堂', allowedActions: [] });
    await expect(education.fires.read(other)).rejects.toEqual(notFound);
    await expect(education.fires.asOf({ ...county, id: other.id, at: '2026-11-20T02:00:00Z' })).rejects.toEqual(
      notFound,
    );
    const size = async (client: Client) => (await client.fires.export(county)).size;
    expect(await size(education)).toBeLessThan(await size(command));
    expect((await education.callouts.list(county)).items.map(({ id }) => id)).toEqual([toOwn.id]);
    await expect(education.callouts.read(toOther)).rejects.toEqual(notFound);
    // Findings name records one by one.
    await expect(education.fireData.findings({ ...county, rule: 'LATE_INITIAL' })).rejects.toEqual(forbidden);
    expect((await education.fireData.desk(county)).groups).toEqual([]);
  });
});

describe('a station whose people reach one township', () => {
  let station: Client;
  let orgId: string;
  let otherStation: string;
  beforeAll(async () => {
    ({ orgId, otherStation } = await world.system(async (work) => {
      const organisations = createOrganisationService(work);
      const add = (regionCode: string, shortName: string) =>
        organisations.addOrganisation({
          regionCode,
          parentId: world.haining.orgs.brigade as string,
          kind: 'FIRE_STATION',
          name: `海宁市${shortName}`,
          shortName,
        });
      const made = { orgId: await add(xucun, '许村站'), otherStation: await add(elsewhere, '长安站') };
      const personId = await organisations.addPerson({ regionPrefix: xucun.slice(0, 9), name: '沈站长' });
      const postId = await organisations.addPost({ orgId: made.orgId, title: '站长', role: 'STATION_USER' });
      await organisations.appoint({ postId, personId, fromOn: '2020-01-01' });
      await createAccountService(world.environment, createTotp(testSecret), false).open(work, {
        username: 'station.xucun',
        displayName: '沈站长',
        regionPrefix: xucun.slice(0, 9),
        password: testPassword,
        personId,
        mustChangePassword: false,
      });
      return made;
    }));
    station = await world.signedIn('station.xucun');
  });

  test('reports its own fires there, is refused elsewhere and for others, and lists what burned there', async () => {
    const own = await reportFire(
      station,
      orgId,
      { ignitedAt: null, alarmAt: '2026-11-17T02:20:00.000Z', arrivedAt: null },
      'INITIAL',
    );
    expect(own).toMatchObject({ status: 'SUBMITTED', orgId });
    const save = (content: ReturnType<typeof fireContent>) => station.fires.save({ content });
    await expect(save(fireContent(orgId, { regionCode: elsewhere }))).rejects.toEqual(forbidden);
    await expect(save(fireContent(otherStation))).rejects.toEqual(expect.objectContaining({ code: 'invalid' }));
    const there = await reportFire(command, otherStation, { regionCode: elsewhere, address: '长安镇某路' });
    const aided = await reportFire(command, otherStation, { address: '长安站增援许村' });
    const ids = (await station.fires.list(county)).items.map(({ id }) => id);
    expect(ids).toContain(aided.id);
    expect(ids).toContain(own.id);
    expect(ids).not.toContain(there.id);
    await expect(station.fires.read(there)).rejects.toEqual(notFound);
    const { groups } = await station.fireData.desk(county);
    expect(groups.map(({ id }) => id)).toContain('followUp');
    expect(groups.flatMap(({ fires }) => fires.map((fire) => fire.orgId))).toEqual([orgId]);
  });

  test('is asked for its own months alone, and what it did beyond its township counts in them', async () => {
    const october = { month: '2026-10-01' };
    const burned = { ignitedAt: null, alarmAt: '2026-10-05T02:20:00.000Z', arrivedAt: null };
    await reportFire(command, orgId, { ...burned, regionCode: elsewhere, address: '长安镇增援' });
    await reportFire(command, otherStation, { ...burned, regionCode: elsewhere });
    const { months } = await station.fireData.months(county);
    expect(new Set(months.map((one) => one.orgId))).toEqual(new Set([orgId]));
    expect(months.find(({ month }) => month === october.month)).toMatchObject({ fires: 1, missing: ['CALLOUTS'] });
    await expect(station.fireData.reportNil({ ...county, ...october, orgId, kind: 'FIRES' })).rejects.toEqual(
      expect.objectContaining({ code: 'conflict', message: expect.stringContaining('已有火灾记录 1 起') }),
    );
    await station.fireData.reportNil({ ...county, ...october, orgId, kind: 'CALLOUTS' });
    const after = (await station.fireData.months(county)).months.find(({ month }) => month === october.month);
    expect(after).toMatchObject({ isCalloutsNil: true, missing: [] });
    const all = new Set((await command.fireData.months(county)).months.map((one) => one.orgId));
    expect(all).toEqual(new Set([orgId, otherStation]));
  });
});

test('a fire stays where it burned when its place moves to another township', async () => {
  const supervisor = await world.as('supervisor');
  const town = await world.as('town');
  const place = await registerPlace(supervisor, { name: '搬迁宾馆' });
  const fire = await reportFire(command, world.haining.orgs.brigade as string, { premisesId: place.id });
  const inXucun = { ...county, township: ['330481101'], isCounted: true };
  const before = (await command.fires.list(inXucun)).total;
  const file = await supervisor.premises.get({ ...county, id: place.id });
  await supervisor.premises.edit({
    ...county,
    id: place.id,
    version: file.version,
    changes: { regionCode: elsewhere, address: '长安镇人民路 9 号' },
    reason: '迁址',
  });
  expect(await town.fires.read(fire)).toMatchObject({ regionCode: '330481101201', premisesId: place.id });
  expect((await command.fires.list(inXucun)).total).toBe(before);
  expect((await command.fires.list({ ...county, premisesId: place.id })).total).toBe(1);
});
