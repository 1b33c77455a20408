import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleCityAdmin } from '#app/testing/personas.ts';
import { createWorld, type World } from '#app/testing/world.ts';
import { findGrid } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });
const square = (west: number, south: number, size = 0.01) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

describe('divisions', () => {
  test('the children of a county are its townships, of the nation the provinces', async () => {
    const { regions } = await world.as('supervisor');
    const townships = await regions.children({ code: '330481000000' });
    expect(townships).toContainEqual({ code: '330481101000', name: '许村镇', level: 'TOWNSHIP', hasChildren: true });
    expect(await regions.children({ code: '000000000000' })).toHaveLength(31);
  });

  test('the path of a village names every level, and from the own reach begins there', async () => {
    const { regions } = await world.as('town');
    const names = (await regions.path({ code: '330481101201' })).map(({ name }) => name);
    expect(names).toEqual(['浙江省', '嘉兴市', '海宁市', '许村镇', '庄湾村委会']);
    expect((await regions.path({ code: '330481101201', from: 'reach' })).map(({ name }) => name)).toEqual([
      '许村镇',
      '庄湾村委会',
    ]);
  });

  test.each([
    ['许村', '330481101000'],
    ['xucun', '330481101000'],
    ['xcz', '330481101000'],
    ['330481101', '330481101000'],
    ['庄湾', '330481101201'],
  ])('“%s” finds %s within the own county', async (words, code) => {
    const { regions } = await world.as('supervisor');
    const found = await regions.search({ words });
    expect(found.map((one) => one.code)).toContain(code);
    expect(found.every((one) => one.code.startsWith('330481'))).toBe(true);
  });

  test('a neighbour is found only when the whole nation is asked for', async () => {
    const { regions } = await world.as('supervisor');
    expect(await regions.search({ words: '平湖市' })).toEqual([]);
    expect(await regions.search({ words: '平湖市', within: 'nation' })).toContainEqual({
      code: '330482000000',
      name: '平湖市',
      level: 'COUNTY',
      pathName: '浙江省 ▸ 嘉兴市 ▸ 平湖市',
    });
  });

  test('one Chinese character and an impossible code are refused in words', async () => {
    const { regions } = await world.as('supervisor');
    await expect(regions.search({ words: '许' })).rejects.toEqual(refusal('invalid', /两个汉字/));
    await expect(regions.children({ code: '330481000001' })).rejects.toEqual(refusal('invalid', /区划代码不正确/));
  });

  test('the villages of a county come with their townships', async () => {
    const { regions } = await world.as('grid');
    const villages = await regions.villages({ countyCode: '330481' });
    expect(villages).toContainEqual({
      code: '330481101201',
      name: '庄湾村委会',
      townshipCode: '330481101000',
      townshipName: '许村镇',
    });
    expect(villages.length).toBeGreaterThan(150);
  });
});

describe('grids', () => {
  const village = '330481101201';
  const made = { regionCode: village, code: '330481101201001', name: '庄湾一网格', polygon: square(120.3, 30.4) };

  test('a township makes a grid in its village; a repeated request makes no second one', async () => {
    const { regions } = await world.as('town');
    const id = '019a0000-0000-7000-8000-000000000001';
    const first = await regions.addGrid({ id, ...made });
    expect(first).toMatchObject({ id, regionName: '庄湾村委会', isActive: true, hasPolygon: true, version: 1 });
    expect(await regions.addGrid({ id, ...made })).toEqual(first);
    await expect(regions.addGrid({ id, ...made, name: '另一网格' })).rejects.toEqual(refusal('conflict', /另一个网格/));
    await expect(regions.addGrid(made)).rejects.toEqual(refusal('conflict', /编码 330481101201001 已用于/));
    expect(await regions.grids({ regionCode: '330481101000' })).toMatchObject({
      total: 1,
      isEstimate: false,
      items: [{ code: made.code }],
    });
  });

  test('a point is assigned to the active grid around it', async () => {
    const { regions } = await world.as('supervisor');
    expect(await regions.gridAt({ countyCode: '330481', lng: 120.305, lat: 30.405 })).toMatchObject({
      grid: { code: made.code },
    });
    expect(await regions.gridAt({ countyCode: '330481', lng: 120.5, lat: 30.405 })).toEqual({ grid: null });
    expect(await world.system((work) => findGrid(work, '330481', 120.3, 30.4))).toMatchObject({ name: '庄湾一网格' });
  });

  test('a township cannot make a grid outside, nor a supervisor any', async () => {
    const town = await world.as('town');
    const outside = { ...made, code: 'x1', regionCode: '330481001000' };
    await expect(
      town.regions.addGrid({
        ...outside,
        regionCode: (await town.regions.children({ code: '330481000000' }))[0]?.code ?? '',
      }),
    ).rejects.toEqual(refusal('forbidden', /管辖范围/));
    await expect((await world.as('supervisor')).regions.addGrid({ ...made, code: 'x2' })).rejects.toEqual(
      refusal('forbidden', /权限/),
    );
  });

  test('county B neither sees nor changes a grid of county A', async () => {
    const { regions } = await world.as('admin', world.pinghu);
    const { items } = await (await world.as('town')).regions.grids({});
    const grid = items[0];
    if (!grid) throw new Error('no grid');
    expect(await regions.grids({ regionCode: '330481000000' })).toMatchObject({ items: [], total: 0 });
    await expect(regions.grid({ countyCode: '330481', id: grid.id })).rejects.toEqual(
      refusal('not_found', /不在管辖范围内/),
    );
    await expect(
      regions.setGridActive({ countyCode: '330481', id: grid.id, isActive: false, version: 1, reason: '试' }),
    ).rejects.toEqual(refusal('not_found', /不在管辖范围内/));
    await expect(regions.addGrid({ ...made, code: 'x3' })).rejects.toEqual(refusal('forbidden', /管辖范围/));
  });

  test('an edit on an old version is refused; a deactivated grid takes no more points', async () => {
    const { regions } = await world.as('town');
    const grid = (await regions.grids({})).items[0];
    if (!grid) throw new Error('no grid');
    const key = { countyCode: grid.countyCode, id: grid.id };
    const changed = await regions.changeGrid({ ...key, ...made, name: '庄湾第一网格', version: 1 });
    expect(changed).toMatchObject({ name: '庄湾第一网格', version: 2 });
    await expect(regions.changeGrid({ ...key, ...made, version: 1 })).rejects.toEqual(
      refusal('conflict', /已被他人修改/),
    );
    expect(await regions.setGridActive({ ...key, isActive: false, version: 2, reason: '并入二网格' })).toMatchObject({
      isActive: false,
      version: 3,
    });
    expect(await regions.gridAt({ countyCode: '330481', lng: 120.305, lat: 30.405 })).toEqual({ grid: null });
    await regions.setGridActive({ ...key, isActive: true, version: 3, reason: '恢复' });
  });

  test.each([
    [
      'an open ring',
      {
        type: 'Polygon' as const,
        coordinates: [
          [
            [120, 30],
            [121, 30],
            [121, 31],
            [120, 31],
          ],
        ],
      },
      /没有闭合/,
    ],
    ['swapped axes', square(30, 80), /写反/],
    ['a place abroad', square(2, 48), /不在中国境内/],
  ])('a boundary with %s is refused in a sentence', async (_, polygon, words) => {
    const { regions } = await world.as('town');
    await expect(regions.addGrid({ ...made, code: 'x4', polygon })).rejects.toEqual(
      expect.objectContaining({
        code: 'invalid',
        message: expect.stringMatching(words),
        data: { fields: { polygon: expect.stringMatching(words) } },
      }),
    );
  });

  test('a grid right below a county is refused', async () => {
    const { regions } = await world.as('admin');
    await expect(regions.addGrid({ ...made, code: 'x5', regionCode: '330481000000' })).rejects.toEqual(
      refusal('invalid', /选到村级/),
    );
  });
});

describe('importing grids', () => {
  const feature = (name: unknown, code: unknown, geometry: unknown) => ({
    type: 'Feature',
    properties: { 名称: name, 编码: code },
    geometry,
  });
  const file = (features: unknown[]) =>
    new File([JSON.stringify({ type: 'FeatureCollection', features })], 'grids.geojson', {
      type: 'application/geo+json',
    });
  const mapping = { nameProperty: '名称', codeProperty: '编码' };

  test('one wrong feature keeps all out, and each is told with its place', async () => {
    const { regions } = await world.as('town');
    const outcome = await regions.importGrids({
      ...mapping,
      file: file([
        feature('二网格', '330481101201002', square(120.32, 30.4)),
        feature('', '330481101201003', square(120.34, 30.4)),
        feature('四网格', '330481101201002', square(120.36, 30.4)),
        feature('五网格', '330482101202001', square(120.38, 30.4)),
        feature('六网格', '330481101201006', { type: 'Point', coordinates: [120, 30] }),
      ]),
    });
    expect(outcome).toMatchObject({ state: 'REFUSED', features: 5, added: 0, changed: 0, errorCount: 4 });
    expect(outcome.errors).toEqual([
      { feature: 2, name: '', message: expect.stringMatching(/缺少名称/) },
      { feature: 3, name: '四网格', message: expect.stringMatching(/与第 1 个要素重复/) },
      { feature: 4, name: '五网格', message: expect.stringMatching(/不在当前岗位的管辖范围内/) },
      { feature: 5, name: '六网格', message: expect.stringMatching(/多边形/) },
    ]);
    expect((await regions.grids({ search: '网格' })).total).toBe(1);
  });

  test('a rehearsal writes nothing; the import adds the new and changes those whose code exists', async () => {
    const { regions } = await world.as('town');
    const given = () =>
      file([
        feature('庄湾一网格', '330481101201001', square(120.3, 30.4, 0.02)),
        feature('二网格', '330481101201002', square(120.32, 30.4)),
      ]);
    expect(await regions.importGrids({ ...mapping, file: given(), isRehearsal: true })).toMatchObject({
      state: 'CHECKED',
      added: 1,
      changed: 1,
    });
    expect((await regions.grids({})).total).toBe(1);
    expect(await regions.importGrids({ ...mapping, file: given() })).toMatchObject({
      state: 'IMPORTED',
      added: 1,
      changed: 1,
      errors: [],
    });
    expect((await regions.grids({})).items.map(({ name }) => name)).toEqual(['庄湾一网格', '二网格']);
    expect((await regions.gridShapes({ regionCode: '330481101000' })).grids).toHaveLength(2);
  });

  test('what is no GeoJSON is refused in words', async () => {
    const { regions } = await world.as('town');
    await expect(regions.importGrids({ ...mapping, file: new File(['PK..'], 'a.shp') })).rejects.toEqual(
      refusal('invalid', /不是 JSON/),
    );
    await expect(regions.importGrids({ ...mapping, file: new File(['{"type":"Feature"}'], 'a.json') })).rejects.toEqual(
      refusal('invalid', /FeatureCollection/),
    );
  });
});

describe('the working-day calendar', () => {
  const deadline = async () =>
    (await (await world.as('supervisor')).regions.deadline({ from: '2026-11-20', workdays: 3 })).day;

  test('a published year shows its holidays and make-up days', async () => {
    const { regions } = await world.as('police');
    const year = await regions.calendar({ year: 2026 });
    expect(year).toMatchObject({ year: 2026, isPublished: true });
    expect(year.exceptions.some((one) => one.day === '2026-10-01' && one.kind === 'HOLIDAY')).toBe(true);
    expect(await regions.calendar({ year: 2030 })).toEqual({
      year: 2030,
      isPublished: false,
      source: null,
      exceptions: [],
    });
  });

  let username: string | undefined;
  /** The calendar moves the limits of both counties, so it is the city's to edit. */
  const cityAdmin = async () => {
    username ??= await world.system((work) =>
      settleCityAdmin(work, world.server.accounts, { code: '3304', name: '嘉兴市' }),
    );
    return world.signedIn(username);
  };

  test('an administrator of one county leaves it alone while others use it too', async () => {
    const { regions } = await world.as('admin');
    await expect(
      regions.setCalendarDay({ day: '2026-11-24', kind: 'HOLIDAY', name: '放假', reason: '试' }),
    ).rejects.toEqual(refusal('forbidden', /上级系统管理员/));
    await expect(regions.publishCalendar({ year: 2027, source: '通知', exceptions: [] })).rejects.toEqual(
      refusal('forbidden', /上级系统管理员/),
    );
  });

  test('an edited day moves a computed deadline, and undoing it moves it back', async () => {
    const admin = await cityAdmin();
    expect(await deadline()).toBe('2026-11-25');
    await admin.regions.setCalendarDay({
      day: '2026-11-24',
      kind: 'HOLIDAY',
      name: '临时放假',
      reason: '台风停工停业',
    });
    expect(await deadline()).toBe('2026-11-26');
    await admin.regions.setCalendarDay({ day: '2026-11-24', kind: 'ORDINARY', reason: '更正' });
    expect(await deadline()).toBe('2026-11-25');
  });

  test('a whole year is published at once and replaces what was entered', async () => {
    const { regions } = await cityAdmin();
    expect(await regions.deadline({ from: '2027-01-01', workdays: 1 })).toMatchObject({
      day: '2027-01-04',
      provisional: true,
    });
    const exceptions = [
      { day: '2027-01-04', kind: 'HOLIDAY' as const, name: '元旦' },
      { day: '2027-01-09', kind: 'WORKDAY' as const, name: '元旦' },
    ];
    await regions.publishCalendar({ year: 2027, source: '国办发明电〔2026〕1号', exceptions });
    expect(await regions.deadline({ from: '2027-01-01', workdays: 1 })).toEqual({
      day: '2027-01-05',
      provisional: false,
      holidays: [exceptions[0]],
    });
    await regions.publishCalendar({ year: 2027, source: '国办发明电〔2026〕1号', exceptions: exceptions.slice(1) });
    expect((await regions.calendar({ year: 2027 })).exceptions).toEqual(exceptions.slice(1));
  });

  test('mistakes are refused, and only the administrator edits', async () => {
    const { regions } = await cityAdmin();
    const publish = (day: string, kind: 'HOLIDAY' | 'WORKDAY') =>
      regions.publishCalendar({ year: 2028, source: '通知', exceptions: [{ day, kind, name: '试' }] });
    await expect(publish('2028-01-05', 'WORKDAY')).rejects.toEqual(refusal('invalid', /本来就是工作日/));
    await expect(publish('2027-12-31', 'HOLIDAY')).rejects.toEqual(refusal('invalid', /不在 2028 年内/));
    await expect(regions.setCalendarDay({ day: '2029-05-01', kind: 'HOLIDAY', reason: '试' })).rejects.toEqual(
      refusal('conflict', /尚未公布/),
    );
    await expect(
      (await world.as('town')).regions.setCalendarDay({ day: '2026-11-24', kind: 'HOLIDAY', reason: '试' }),
    ).rejects.toEqual(refusal('forbidden', /权限/));
  });

  test('the edit stands in the audit log with its author and reason', async () => {
    const rows = await world.system((work) =>
      work.db
        .selectFrom('app.auditEntry')
        .select('detail')
        .where('action', '=', 'regions.setCalendarDay')
        .orderBy('seq')
        .execute(),
    );
    expect(rows[0]?.detail).toMatchObject({
      by: '嘉兴市管理员',
      reason: '台风停工停业',
      kind: 'HOLIDAY',
      before: null,
    });
  });
});
