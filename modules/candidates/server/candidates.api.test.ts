import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { registerPlace } from '#modules/premises/testkit';
import { verifyAudit } from '#platform/server/audit.ts';
import { readTable } from '#platform/server/spreadsheet/index.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { importOsm, importOsmFile } from './index.ts';

let world: World;
let supervisor: Client;
beforeAll(async () => {
  world = await createWorld();
  supervisor = await world.as('supervisor');
});
afterAll(() => world.close());

const county = '330481';
const haidian = fileURLToPath(
  new URL('../../../db/reference/demo/haidian-osm/beijing-haidian-cau.osm.gz', import.meta.url),
);

const node = (id: number, lng: number, lat: number, tags: Record<string, string>) =>
  `<node id="${id}" lon="${lng}" lat="${lat}">${Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('')}</node>`;
const extract = (...nodes: string[]) =>
  (async function* () {
    yield `<?xml version="1.0"?><osm version="0.6">${nodes.join('')}</osm>`;
  })();
const bring = (region: string, ...nodes: string[]) =>
  workAsSystem(world.environment, county, (work) =>
    importOsm(work, extract(...nodes), { region, fileName: '测试.osm' }),
  );
const find = async (name: string, client = supervisor) => {
  const [row] = (await client.candidates.list({ search: name })).items;
  if (!row) throw new Error(`no candidate ${name}`);
  return row;
};
const keyOf = ({ countyCode, id, version }: { countyCode: string; id: string; version: number }) => ({
  countyCode,
  id,
  version,
});

describe('an OpenStreetMap extract', () => {
  test('of Haidian gives 140 candidates, and the same 140 when it comes again', async () => {
    expect(await importOsmFile(world.environment, haidian, { region: '110108' })).toMatchObject({
      places: 440,
      candidates: 140,
      added: 140,
      renewed: 0,
      unlisted: 140,
    });
    expect(await importOsmFile(world.environment, haidian, { region: '110108' })).toMatchObject({
      candidates: 140,
      added: 0,
      renewed: 140,
      decided: 0,
    });
    const { n } = await world.system(({ db }) =>
      db
        .selectFrom('candidates.candidate')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('countyCode', '=', '110108')
        .executeTakeFirstOrThrow(),
    );
    expect(Number(n)).toBe(140);
    expect((await supervisor.candidates.list({})).total).toBe(0);
    expect((await world.database.asJob((db) => verifyAudit(db, '110108'))).findings).toEqual([]);
  });

  test('stands beside the register: what is on it, what may be, and what is on no list', async () => {
    const registered = await registerPlace(supervisor, {
      name: '许村镇红日幼儿园',
      address: '人民路5号',
      types: ['KINDERGARTEN'],
      lng: 120.43,
      lat: 30.436,
    });
    const result = await bring(
      county,
      node(1, 120.43005, 30.43605, { name: '红日幼儿园', amenity: 'kindergarten' }),
      node(2, 120.46, 30.45, { name: '无名小饭馆', amenity: 'restaurant', phone: '+86 573 87001234' }),
      node(3, 120.46, 30.45, { name: '人民路', highway: 'residential' }),
    );
    expect(result).toMatchObject({ places: 3, skipped: 1, candidates: 2, unlisted: 1 });
    expect(await find('红日')).toMatchObject({
      status: 'PENDING',
      matchId: registered.id,
      matchName: '许村镇红日幼儿园',
      matchReason: expect.stringContaining('相距'),
    });
    const unlisted = await find('无名');
    expect(unlisted).toMatchObject({
      match: 'NONE',
      types: ['CATERING'],
      reason: expect.stringContaining('餐饮场所：'),
    });
    expect(
      (await supervisor.candidates.list({ match: 'NONE', types: ['CATERING'] })).items.map(({ name }) => name),
    ).toEqual(['无名小饭馆']);
    const detail = await supervisor.candidates.get(await find('红日'));
    expect(detail.rivals[0]).toMatchObject({
      id: registered.id,
      distanceMetres: expect.any(Number),
      reasons: expect.arrayContaining([expect.stringMatching(/名称/)]),
    });
    expect((await supervisor.candidates.get(unlisted)).facts).toContainEqual({
      label: '地图标注电话',
      text: '57387001234',
    });
    expect(await supervisor.candidates.points({})).toMatchObject({
      total: 2,
      points: [{ name: expect.any(String) }, {}],
    });
  });

  test('refuses what is none with a sentence', async () => {
    await expect(bring('999999', node(1, 120, 30, {}))).rejects.toThrow('没有代码为 999999000000 的区划');
    await expect(
      workAsSystem(world.environment, county, (work) =>
        importOsm(
          work,
          (async function* () {
            yield '<html/>';
          })(),
          { region: county, fileName: 'x' },
        ),
      ),
    ).rejects.toThrow('这不是 OpenStreetMap 文件');
    await expect(importOsmFile(world.environment, '/nowhere.osm', { region: county })).rejects.toThrow('读不到文件');
  });
});

describe('a decision', () => {
  test('confirms a candidate as a registered place, and can be undone while nothing has happened to it', async () => {
    await bring(county, node(11, 120.431, 30.437, { name: '登记测试网吧', amenity: 'internet_cafe' }));
    const candidate = await find('登记测试');
    const place = {
      regionCode: '330481101201',
      name: '登记测试网吧',
      address: '许村镇人民路11号',
      types: ['INTERNET_CAFE' as const],
      lng: candidate.lng,
      lat: candidate.lat,
      coordinateSource: 'OSM' as const,
    };
    await expect(
      supervisor.candidates.confirm({ ...keyOf(candidate), place: { ...place, regionCode: '330482101202' } }),
    ).rejects.toThrow('同一县');
    const confirmed = await supervisor.candidates.confirm({ ...keyOf(candidate), place });
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', premisesName: '登记测试网吧', allowedActions: ['undo'] });
    const id = confirmed.premisesId as string;
    expect(await supervisor.premises.get({ countyCode: county, id })).toMatchObject({
      coordinateSource: 'OSM',
      isCrowded: true,
    });
    await expect(supervisor.candidates.reject({ ...keyOf(confirmed), reason: '不对' })).rejects.toThrow('已登记');

    expect(await supervisor.candidates.undo(keyOf(confirmed))).toMatchObject({
      status: 'PENDING',
      premisesId: null,
      decidedBy: null,
    });
    await expect(supervisor.premises.get({ countyCode: county, id })).rejects.toThrow('没有这个单位');

    const again = await supervisor.candidates.confirm({ ...keyOf(await find('登记测试')), place });
    const file = await supervisor.premises.get({ countyCode: county, id: again.premisesId as string });
    await supervisor.premises.edit({
      countyCode: county,
      id: file.id,
      version: file.version,
      changes: { staffCount: 5 },
      reason: '核实',
    });
    await expect(supervisor.candidates.undo(keyOf(again))).rejects.toThrow('不能自动撤销');
    expect((await supervisor.candidates.get(again)).status).toBe('CONFIRMED');
  });

  test('makes what else waits say that it may be the place just registered, until that is taken back', async () => {
    await bring(
      county,
      node(15, 120.4345, 30.4345, { name: '成对测试酒店', tourism: 'hotel' }),
      node(16, 120.43455, 30.43455, { name: '成对测试酒店', tourism: 'hotel', building: 'yes' }),
    );
    const both = (await supervisor.candidates.list({ search: '成对测试' })).items;
    expect(both.map(({ match }) => match)).toEqual(['NONE', 'NONE']);
    const [one, other] = both;
    if (!one || !other) throw new Error('two candidates are needed');
    const confirmed = await supervisor.candidates.confirm({
      ...keyOf(one),
      place: {
        regionCode: '330481101201',
        name: one.name,
        address: '许村镇人民路15号',
        types: ['HOTEL' as const],
        lng: one.lng,
        lat: one.lat,
        coordinateSource: 'OSM' as const,
      },
    });
    const waiting = (await supervisor.candidates.list({ search: '成对测试', status: 'PENDING' })).items;
    expect(waiting).toMatchObject([{ id: other.id, matchId: confirmed.premisesId, matchName: one.name }]);
    expect(waiting[0]?.match).not.toBe('NONE');
    await supervisor.candidates.undo(keyOf(confirmed));
    expect((await supervisor.candidates.list({ search: '成对测试' })).items.map(({ match }) => match)).toEqual([
      'NONE',
      'NONE',
    ]);
  });

  test('merges into a registered place, filling only what is empty, and the undo restores it exactly', async () => {
    const registered = await registerPlace(supervisor, {
      name: '并入测试酒店',
      address: '许村镇人民路21号',
      storeys: 4,
    });
    await bring(
      county,
      node(21, 120.432, 30.438, {
        name: '并入测试酒店',
        tourism: 'hotel',
        building: 'yes',
        'building:levels': '6',
        height: '21',
      }),
    );
    const candidate = await find('并入测试');
    const before = await supervisor.premises.get({ countyCode: county, id: registered.id });
    const rival = (await supervisor.candidates.get(candidate)).rivals.find(({ id }) => id === registered.id);
    expect(rival?.fills.map(({ field }) => field).sort()).toEqual(['height', 'lat', 'lng']);
    // The committee office keeps the list, not the files of places.
    const committee = await world.as('committee');
    expect((await committee.candidates.get(candidate)).allowedActions).toEqual(['confirm', 'reject']);
    await expect(committee.candidates.merge({ ...keyOf(candidate), premisesId: registered.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const merged = await supervisor.candidates.merge({ ...keyOf(candidate), premisesId: registered.id });
    expect(merged).toMatchObject({ status: 'MERGED', premisesId: registered.id });
    expect(await supervisor.premises.get({ countyCode: county, id: registered.id })).toMatchObject({
      lng: 120.432,
      height: 21,
      storeys: 4,
      coordinateSource: 'OSM',
      name: '并入测试酒店',
    });
    await supervisor.candidates.undo(keyOf(merged));
    const after = await supervisor.premises.get({ countyCode: county, id: registered.id });
    expect({ ...after, version: 0, changedAt: '' }).toEqual({ ...before, version: 0, changedAt: '' });

    const second = await supervisor.candidates.merge({
      ...keyOf(await find('并入测试')),
      premisesId: registered.id,
    });
    const file = await supervisor.premises.get({ countyCode: county, id: registered.id });
    await supervisor.premises.edit({
      countyCode: county,
      id: file.id,
      version: file.version,
      changes: { height: 20 },
      reason: '实测',
    });
    await expect(supervisor.candidates.undo(keyOf(second))).rejects.toThrow('不能自动撤销');
    expect((await supervisor.premises.get({ countyCode: county, id: file.id })).height).toBe(20);
  });

  test('rejects with a reason, survives the next import, and is lost to a race once only', async () => {
    const shop = node(31, 120.433, 30.439, { name: '排除测试商店', shop: 'convenience' });
    await bring(county, shop);
    const candidate = await find('排除测试');
    const rejected = await supervisor.candidates.reject({ ...keyOf(candidate), reason: '已拆除' });
    expect(rejected).toMatchObject({
      status: 'REJECTED',
      decisionReason: '已拆除',
      decidedBy: expect.stringContaining('海supervisor'),
    });
    expect(await bring(county, shop)).toMatchObject({ added: 0, renewed: 0, decided: 1 });
    expect((await find('排除测试')).status).toBe('REJECTED');
    const [one, two] = await Promise.allSettled([
      supervisor.candidates.undo(keyOf(rejected)),
      supervisor.candidates.undo(keyOf(rejected)),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await find('排除测试')).status).toBe('PENDING');
  });

  test('on many at once says which could not be decided and why', async () => {
    await bring(
      county,
      node(41, 120.441, 30.441, {
        name: '批量甲面馆',
        amenity: 'restaurant',
        'addr:street': '人民路',
        'addr:housenumber': '41',
      }),
      node(42, 120.442, 30.442, { name: '批量乙面馆', amenity: 'restaurant' }),
      node(43, 120.443, 30.443, { name: '批量丙面馆', amenity: 'restaurant' }),
    );
    const [a, b, c] = [await find('批量甲'), await find('批量乙'), await find('批量丙')];
    expect(await supervisor.candidates.confirmAll({ candidates: [keyOf(a), keyOf(b)] })).toEqual({
      done: 0,
      refused: [
        expect.objectContaining({ name: '批量甲面馆', sentence: expect.stringContaining('乡镇') }),
        expect.objectContaining({ name: '批量乙面馆' }),
      ],
    });
    expect(
      await supervisor.candidates.confirmAll({ candidates: [keyOf(a), keyOf(b)], regionCode: '330481101000' }),
    ).toEqual({ done: 1, refused: [{ id: b.id, name: '批量乙面馆', sentence: expect.stringContaining('没有地址') }] });
    expect(
      await supervisor.candidates.rejectAll({
        candidates: [keyOf(b), keyOf(c), { ...keyOf(c), version: 99 }],
        reason: '流动摊位',
      }),
    ).toMatchObject({ done: 2, refused: [{ id: c.id }] });
    expect(await supervisor.candidates.counts({})).toMatchObject({ REJECTED: 2 });
    expect((await supervisor.premises.list({ search: '批量甲面馆', sort: 'name', limit: 5 })).total).toBe(1);
  });
});

describe('the export', () => {
  test('holds the rows of the list as it is filtered', async () => {
    const filter = { status: 'PENDING' as const, types: ['CATERING' as const] };
    const { total } = await supervisor.candidates.list(filter);
    const file = await supervisor.candidates.exportList(filter);
    expect(file).toMatchObject({ name: expect.stringMatching(/^漏管清单-\d{4}-\d\d-\d\d\.xlsx$/) });
    const table = await readTable(new Uint8Array(await file.arrayBuffer()), '漏管清单.xlsx');
    expect(table.header.slice(0, 3)).toEqual(['名称', '可能的类别', '判定依据']);
    const rows: string[][] = [];
    for await (const { cells } of table.rows) rows.push(cells);
    expect(rows.length).toBe(total);
    expect(rows.length).toBeGreaterThan(0);
    for (const cells of rows) expect(cells[1]).toContain('餐饮场所');
  });
});

describe('whose worklist', () => {
  test('another county sees and decides nothing, a township what is known to lie in it, and others have no part', async () => {
    await bring('330481101', node(51, 120.45, 30.45, { name: '许村自己的面馆', amenity: 'restaurant' }));
    const stranger = await world.as('supervisor', world.pinghu);
    const candidate = await find('许村自己');
    expect((await stranger.candidates.list({})).total).toBe(0);
    await expect(stranger.candidates.get(candidate)).rejects.toThrow('没有这个核实对象');
    await expect(stranger.candidates.reject({ ...keyOf(candidate), reason: '越权' })).rejects.toThrow(
      '没有这个核实对象',
    );
    await expect(stranger.candidates.undo(keyOf(candidate))).rejects.toThrow('没有这个核实对象');
    const town = await world.as('town');
    expect((await town.candidates.list({})).items.map(({ name }) => name)).toEqual(['许村自己的面馆']);
    expect(await town.candidates.reject({ ...keyOf(candidate), reason: '重复' })).toMatchObject({
      status: 'REJECTED',
    });
    await expect((await world.as('grid')).candidates.list({})).rejects.toThrow('没有此项权限');
  });
});
