import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleCityAdmin } from '#app/testing/personas.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { reportFire } from '#modules/fires/testkit';
import { createOrganisationService } from '#modules/organisations/server';

let world: World;
let command: Client;
let city: Client;
const regionCode = '330481000000';

beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
  command = await world.as('command');
  const username = await world.system((work) =>
    settleCityAdmin(work, world.server.accounts, { code: '3304', name: '嘉兴市' }),
  );
  city = await world.signedIn(username);
});
afterAll(() => world.close());

const fires = async (from: string, to: string, client = command, asked: object = { regionCode }) => {
  const { rows } = await client.indicators.table({ ids: ['fireCount'], from, to, ...asked });
  return rows.map(({ name, cells: [cell] }) => ({
    name,
    value: cell?.value,
    state: cell?.state,
    silentCounties: cell?.silentCounties,
    change: cell?.overYear.words,
  }));
};

test('a county that never told of any fire has told nothing: it is unreported, not without fires', async () => {
  const [whole, ...townships] = await fires('2026-11-01', '2026-11-20');
  expect(whole).toMatchObject({ value: null, state: 'UNREPORTED', change: '未报送' });
  expect(townships.every(({ state }) => state === 'UNREPORTED')).toBe(true);
});

test('once it tells, the running month counts what there is, and a month that was due and silent stays unreported', async () => {
  await reportFire(command, world.haining.orgs.brigade);
  expect((await fires('2026-11-01', '2026-11-20'))[0]).toMatchObject({
    value: 1,
    state: 'RECORDED',
    change: '去年同期未报送',
  });
  expect((await fires('2026-11-19', '2026-11-20'))[0]).toMatchObject({ value: 0, state: 'RECORDED' });
  expect((await fires('2026-10-01', '2026-10-31'))[0]).toMatchObject({ value: null, state: 'UNREPORTED' });
  // A township without a fire in a county that tells has none.
  expect((await fires('2026-11-01', '2026-11-20')).filter(({ value }) => value === 0)).not.toHaveLength(0);
});

test('a report that there was nothing makes it a zero', async () => {
  const orgId = await world.system((work) =>
    createOrganisationService(work).addOrganisation({
      regionCode: '330481101000',
      kind: 'FIRE_STATION',
      name: '海宁市许村消防救援站',
      shortName: '许村站',
      parentId: world.haining.orgs.brigade,
    }),
  );
  await command.fireData.reportNil({
    countyCode: '330481',
    orgId,
    month: '2026-10-01',
    kind: 'FIRES',
  });
  expect((await fires('2026-10-01', '2026-10-31'))[0]).toMatchObject({ value: 0, state: 'RECORDED' });
});

test('a sum of counties says how many of them told nothing', async () => {
  const [whole, ...counties] = await fires('2026-11-01', '2026-11-20', city, {});
  expect(whole).toMatchObject({ value: 1, state: 'RECORDED', silentCounties: counties.length - 1 });
  expect(counties.filter(({ state }) => state === 'RECORDED').map(({ name }) => name)).toEqual(['海宁市']);
});

test('what stands at no township has a row of its own, which opens its records', async () => {
  await reportFire(command, world.haining.orgs.brigade, { regionCode });
  const period = { from: '2026-11-01', to: '2026-11-20' };
  const { rows } = await command.indicators.table({ ids: ['fireCount'], regionCode, ...period });
  const unplaced = rows.find((row) => row.regionCode === regionCode);
  expect(unplaced).toMatchObject({ name: '未分到乡镇', cells: [expect.objectContaining({ value: 1 })] });
  const { total, cuts } = await command.indicators.records({
    id: 'fireCount',
    regionCode,
    ...period,
    cut: ['township=330481000'],
  });
  expect(total).toBe(1);
  expect(cuts[0]?.words).toBe('未分到乡镇（街道）');
});
