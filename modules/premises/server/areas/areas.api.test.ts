import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { registerPlace } from '../testkit.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const supervisor = await world.as('supervisor');
  for (let i = 0; i < 6; i++) {
    const at = { lng: 120.3 + 0.01 * i, lat: 30.4 + 0.01 * (i % 3) };
    await registerPlace(supervisor, { ...at, regionCode: '330481101201' } as object);
    await registerPlace(supervisor, { ...at, lng: at.lng + 0.1, regionCode: '330481001000' } as object);
  }
  await registerPlace(await world.as('supervisor', world.pinghu), {
    regionCode: '330482101202',
    lng: 121,
    lat: 30.6,
  } as object);
});
afterAll(() => world.close());

test('a county sees its townships where their premises are, and those without positions by name', async () => {
  const leader = await world.as('leader');
  const { regionName, areas, unlocated } = await leader.premises.areas({ regionCode: '330481000000' });
  expect(regionName).toBe('海宁市');
  expect(areas.map(({ code }) => code)).toEqual(['330481001000', '330481101000']);
  for (const { label } of areas) expect(label[0] > 120.2 && label[0] < 120.6).toBe(true);
  expect(unlocated.length).toBeGreaterThan(3);
  expect(unlocated.every(({ name }) => name.length > 1)).toBe(true);
});

test('whoever asks for more than the own division is given the own one, and another county is refused', async () => {
  const leader = await world.as('leader');
  expect((await leader.premises.areas({ regionCode: '330000000000' })).regionCode).toBe('330481000000');
  await expect(leader.premises.areas({ regionCode: '330482000000' })).rejects.toMatchObject({ code: 'forbidden' });
  const town = await world.as('town');
  const own = await town.premises.areas({});
  expect(own.regionCode).toBe('330481101000');
  expect(own.areas.map(({ code }) => code)).toEqual(['330481101201']);
  await expect(town.premises.areas({ regionCode: '330481001000' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('an answer is kept for half an hour and then made anew', async () => {
  const pinghu = await world.as('leader', world.pinghu);
  const count = async () => (await pinghu.premises.areas({})).areas.length;
  expect(await count()).toBe(1);
  await registerPlace(await world.as('supervisor', world.pinghu), {
    regionCode: '330482001000',
    lng: 121.1,
    lat: 30.7,
  } as object);
  expect(await count()).toBe(1);
  world.setNow(new Date(world.now().getTime() + 31 * 60_000).toISOString());
  expect(await (await world.as('leader', world.pinghu)).premises.areas({}).then(({ areas }) => areas.length)).toBe(2);
});
