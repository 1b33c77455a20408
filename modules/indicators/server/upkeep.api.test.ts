import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { reportFire } from '#modules/fires/testkit';
import type { Indicator } from '../contract/index.ts';

let world: World;
let command: Client;
let committee: Client;
let town: Client;
const regionCode = '330481000000';
const countyCode = '330481';

beforeAll(async () => {
  world = await createWorld({ now: '2026-10-20T01:00:00Z' });
  command = await world.as('command');
  const at = '2026-10-18T02:20:00.000Z';
  await reportFire(command, world.haining.orgs.brigade, { ignitedAt: null, alarmAt: at, arrivedAt: null });
  world.setNow('2026-11-20T01:00:00Z');
  command = await world.as('command');
  committee = await world.as('committee');
  town = await world.as('town');
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const cellOf = async (id: string, asked: object = {}) => {
  const { rows, ...table } = await committee.indicators.table({
    ids: [id],
    regionCode,
    from: '2026-10-01',
    to: '2026-10-31',
    ...asked,
  });
  return { ...rows[0]?.cells[0], cutOff: table.cutOff, basis: table.basis };
};

describe('what rates are divided by', () => {
  const population = (values: { regionCode: string; value: number | null }[], given: object = {}) =>
    committee.indicators.setBases({
      kind: 'POPULATION',
      year: 2025,
      source: '海宁市2025年统计公报',
      values,
      ...given,
    });

  test('is entered by year with its source, stands in for later years, and makes the rate; without it the rate is unreported', async () => {
    expect(await cellOf('firePer100k')).toMatchObject({ state: 'UNREPORTED', value: null });
    expect(await population([{ regionCode, value: 1_000_000 }])).toEqual({ changed: 1 });
    expect(await population([{ regionCode, value: 1_000_000 }])).toEqual({ changed: 0 });
    expect(await cellOf('firePer100k')).toMatchObject({ state: 'RECORDED', value: expect.closeTo(0.1, 9) });
    const { rows } = await committee.indicators.bases({ regionCode, kind: 'POPULATION', year: 2026 });
    expect(rows[0]).toMatchObject({ name: '海宁市', value: null, earlier: { year: 2025, value: 1_000_000 } });
    expect(rows.length).toBeGreaterThan(5);
    expect(await population([{ regionCode, value: null }])).toEqual({ changed: 1 });
    expect(await cellOf('firePer100k')).toMatchObject({ state: 'UNREPORTED' });
  });

  test('is refused outside the reach, for a year to come, and in a wrong unit, and nothing is written', async () => {
    const own = { regionCode, value: 1_000_000 };
    await expect(population([own, { regionCode: '330482000000', value: 5 }])).rejects.toEqual(
      refusal('forbidden', /管辖范围/),
    );
    await expect(population([own], { year: 2027 })).rejects.toEqual(refusal('invalid', /还没有到/));
    await expect(population([own, { regionCode: '330481101000', value: 3e9 }])).rejects.toEqual(
      refusal('invalid', /过大/),
    );
    await expect(population([{ regionCode, value: -1 }])).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      command.indicators.setBases({ kind: 'POPULATION', year: 2025, source: '年鉴', values: [own] }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const { rows } = await committee.indicators.bases({ regionCode, kind: 'POPULATION', year: 2025 });
    expect(rows.every(({ value }) => value === null)).toBe(true);
  });
});

describe('frozen months', () => {
  test('are frozen by who may, once, and a month that runs is not', async () => {
    expect(await committee.indicators.frozen({ countyCode })).toEqual({ items: [], next: '2026-10' });
    await expect(cellOf('fireCount', { basis: 'FROZEN' })).rejects.toEqual(refusal('conflict', /还没有固定/));
    await expect(committee.indicators.freeze({ countyCode, month: '2026-11' })).rejects.toEqual(
      refusal('invalid', /尚未结束/),
    );
    await expect(town.indicators.freeze({ countyCode, month: '2026-10' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(town.indicators.frozen({ countyCode })).rejects.toEqual(refusal('forbidden', /管辖范围/));
    expect(await committee.indicators.freeze({ countyCode, month: '2026-10' })).toEqual({ isNew: true });
    expect(await committee.indicators.freeze({ countyCode, month: '2026-10' })).toEqual({ isNew: false });
    const { items, next } = await committee.indicators.frozen({ countyCode });
    expect(items).toEqual([expect.objectContaining({ month: '2026-10', scheme: 'OWN' })]);
    expect(next).toBeNull();
  });

  test('hold the county as itself: its people are not those of the townships that were entered', async () => {
    const values = [
      { regionCode, value: 1_000_000 },
      { regionCode: '330481101000', value: 100_000 },
    ];
    await committee.indicators.setBases({ kind: 'POPULATION', year: 2025, source: '演示', values });
    await committee.indicators.freeze({ countyCode, month: '2026-10', scheme: '2025' });
    const asked = { scheme: '2025' };
    expect(await cellOf('firePer100k', { ...asked, basis: 'FROZEN' })).toMatchObject({
      state: 'RECORDED',
      value: (await cellOf('firePer100k', asked)).value,
    });
    const { differences } = await committee.indicators.differences({ countyCode, month: '2026-10', scheme: '2025' });
    expect(differences).toEqual([]);
    expect(await cellOf('fireCount', { ...asked, basis: 'FROZEN', from: '2026-09-01' })).toMatchObject({
      value: null,
      state: 'UNFROZEN',
    });
  });

  test('stay as they were counted; what came later is a difference that is shown', async () => {
    const at = '2026-10-19T02:20:00.000Z';
    await reportFire(command, world.haining.orgs.brigade, { ignitedAt: null, alarmAt: at, arrivedAt: null });
    expect(await cellOf('fireCount')).toMatchObject({ value: 2, basis: 'LIVE' });
    expect(await cellOf('fireCount', { basis: 'FROZEN' })).toMatchObject({
      value: 1,
      basis: 'FROZEN',
      cutOff: '2026-11-20T01:00:00.000Z',
    });
    const { differences } = await committee.indicators.differences({ countyCode, month: '2026-10' });
    expect(differences).toContainEqual(
      expect.objectContaining({ indicatorId: 'fireCount', regionCode, frozen: 1, live: 2 }),
    );
  });
});

describe('a definition that is not saved', () => {
  const measure = { fact: 'fires.fire_fact', aggregate: 'COUNT' as const, date: 'occurred_on', where: [] };
  const residence = { ...measure, where: [{ column: 'place', is: 'in' as const, values: ['RESIDENCE'] }] };
  const preview = (given: Partial<Indicator> = {}) =>
    committee.indicators.preview({ numerator: residence, factor: 1, unit: '起', ...given });

  test('is counted over this year and said in words, and nothing is kept of it', async () => {
    expect(await preview()).toMatchObject({
      value: 2,
      opened: 2,
      problem: null,
      formula: '火灾（起火日期在期内，起火场所为住宅（居住场所））的起数',
    });
    expect(await preview({ denominator: measure, factor: 100, unit: '%' })).toMatchObject({ value: 100 });
    expect((await committee.indicators.list()).some(({ id }) => id === 'preview')).toBe(false);
  });

  test('tells beforehand what would be refused', async () => {
    const never = { ...measure, where: [{ column: 'place', is: 'in' as const, values: ['HOTEL'] }] };
    expect(await preview({ denominator: never, unit: '%' })).toMatchObject({
      problem: expect.stringMatching(/分母在本辖区本年没有任何记录/),
    });
    await expect(
      preview({ numerator: { ...measure, where: [{ column: 'place', is: 'in', values: ['NOWHERE'] }] } }),
    ).rejects.toEqual(refusal('invalid', /没有代码“NOWHERE”/));
  });
});
