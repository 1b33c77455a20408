import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { prefixOf } from '#modules/regions/contract';
import { readTable } from '#platform/server/spreadsheet/index.ts';
import type { PremisesFile, PremisesFilter, PremisesType } from '../contract/index.ts';
import { registerPlace } from './testkit.ts';

let world: World;
const places: PremisesFile[] = [];

const names = [
  '平安宾馆',
  '许村 大酒店',
  '海宁皮革城',
  '庄湾幼儿园',
  '好又多超市',
  '许村面馆',
  '工业园一号厂房',
  '安',
  '人民医院',
  'KTV量贩',
];
const roads = ['许村镇人民路', '许村镇工业路', '庄湾村南', '海宁大道'];
const types: PremisesType[] = [
  'HOTEL',
  'CATERING',
  'MALL',
  'SCHOOL',
  'HOSPITAL',
  'FACTORY',
  'ENTERTAINMENT',
  'RENTAL_HOUSING',
  'HAZCHEM',
];

beforeAll(async () => {
  world = await createWorld();
  const supervisor = await world.as('supervisor');
  const chief = await world.as('chief');
  const pinghu = await world.as('supervisor', world.pinghu);
  const draw = <T>(list: readonly T[], n: number) => list[n % list.length] as T;
  // A linear congruence: the same two hundred places in every run.
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed >> 8;
  };
  for (let i = 0; i < 200; i++) {
    const isElsewhere = i % 20 === 19;
    const own = [draw(types, random()), ...(random() % 4 === 0 ? [draw(types, random())] : [])].filter(
      (type, at, all) => all.indexOf(type) === at,
    );
    const isLocated = random() % 3 > 0;
    const place = await registerPlace(isElsewhere ? pinghu : supervisor, {
      regionCode: isElsewhere
        ? '330482101202'
        : draw(['330481101201', '330481101201', '330481101000', '330481001000'], random()),
      name: `${draw(names, random())}${random() % 3 ? i : ''}`,
      address: `${draw(roads, random())}${random() % 200}号`,
      types: own,
      isHighRisk: false,
      ...(isLocated ? { lng: 120.3 + (random() % 1000) / 10000, lat: 30.4 + (random() % 1000) / 10000 } : {}),
      ...(random() % 2 ? { responsiblePerson: { name: '张三' } } : {}),
      ...(random() % 5 === 0 && !isElsewhere ? { supervisorOrgId: world.haining.orgs.brigade } : {}),
      ...(random() % 3 === 0 ? { floorArea: random() % 3000, storeys: 2 } : {}),
      ...(random() % 6 === 0 ? { isHighRisk: true } : {}),
      ...(random() % 4 === 0 && places.length && !isElsewhere
        ? { buildingId: places.find((one) => one.countyCode === '330481')?.id }
        : {}),
    } as object);
    if (random() % 9 === 0 && !isElsewhere) {
      const key = { countyCode: place.countyCode, id: place.id };
      if (random() % 2)
        places.push(await chief.premises.changeStatus({ ...key, version: 1, status: 'SUSPENDED', reason: '试' }));
      else places.push(await chief.premises.designate({ ...key, version: 1, isKeyUnit: true, reason: '试' }));
    } else places.push(place);
  }
  world.setNow('2026-11-20T09:00:00Z');
  for (const place of places.slice(0, 5))
    places[places.indexOf(place)] = await chief.premises.edit({
      countyCode: place.countyCode,
      id: place.id,
      version: place.version,
      changes: { staffCount: 5 },
    });
}, 240_000);
afterAll(() => world.close());

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '');
/** The filter over again, in memory and naively. */
const holds = (filter: PremisesFilter, place: PremisesFile) => {
  const words = filter.search?.split(/\s+/).map(plain).filter(Boolean) ?? [];
  const hay = plain(`${place.name}|${place.address}|${place.uscc ?? ''}`);
  const isFound =
    words.length === 1 && [...(words[0] as string)].length === 1
      ? place.name.startsWith(words[0] as string)
      : words.every((word) => hay.includes(word));
  const prefix = filter.regionCode ? prefixOf(filter.regionCode) : '';
  const among = <T>(list: readonly T[] | undefined, value: T) => !list?.length || list.includes(value);
  const is = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value;
  return (
    isFound &&
    place.regionCode.startsWith(prefix) &&
    (!filter.types?.length || filter.types.some((type) => place.types.includes(type))) &&
    among(filter.leadingType as string[] | undefined, place.types[0] as string) &&
    among(filter.supervisionClass, place.supervisionClass) &&
    among(filter.status, place.status) &&
    among(filter.industry as string[] | undefined, place.industry as string) &&
    (!filter.supervisorOrgId || filter.supervisorOrgId === place.supervisorOrgId) &&
    (!filter.buildingId || filter.buildingId === place.buildingId) &&
    is(filter.isKeyUnit, place.isKeyUnit) &&
    is(filter.isHighRisk, place.isHighRisk) &&
    is(filter.isCrowded, place.isCrowded) &&
    is(filter.hasLocation, place.lng !== null) &&
    (filter.completenessBelow === undefined || place.completeness < filter.completenessBelow) &&
    (!filter.changedSince || place.changedAt >= new Date(`${filter.changedSince}T00:00:00+08:00`).toISOString()) &&
    (!filter.changedUntil ||
      place.changedAt < new Date(Date.parse(`${filter.changedUntil}T00:00:00+08:00`) + 86_400_000).toISOString())
  );
};

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const filters: fc.Arbitrary<PremisesFilter> = fc
  .record({
    search: some(
      fc.constantFrom(
        '许村',
        '宾馆',
        '人民路',
        '安',
        '许',
        '工业 路',
        '海宁 许村',
        '路1',
        'ktv',
        '许村大酒店',
        '村人',
        '不存在的字',
      ),
    ),
    regionCode: some(fc.constantFrom('330481000000', '330481101000', '330481101201', '330481001000', '330400000000')),
    types: some(fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 })),
    supervisionClass: some(
      fc.uniqueArray(fc.constantFrom('KEY_UNIT' as const, 'GENERAL' as const, 'SMALL' as const, 'HOUSEHOLD' as const), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    status: some(fc.constantFrom(['OPERATING' as const], ['SUSPENDED' as const])),
    industry: some(fc.constantFrom(['COMMERCE' as const], ['EDUCATION' as const, 'HEALTH' as const])),
    isKeyUnit: some(fc.boolean()),
    isHighRisk: some(fc.boolean()),
    isCrowded: some(fc.boolean()),
    hasLocation: some(fc.boolean()),
    completenessBelow: some(fc.integer({ min: 50, max: 101 })),
    changedSince: some(fc.constantFrom('2026-11-20', '2026-11-21')),
    changedUntil: some(fc.constantFrom('2026-11-19', '2026-11-20')),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));

const sorts = fc.constantFrom(
  'name' as const,
  '-name' as const,
  'changedAt' as const,
  '-changedAt' as const,
  'completeness' as const,
  '-completeness' as const,
);
const mine = () => places.filter((place) => place.countyCode === '330481');

describe('the list', () => {
  test('any filters together find exactly what they say, page by page, in order, each place once', async () => {
    const me = await world.as('supervisor');
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 3, max: 80 }), async (filter, sort, limit) => {
        const expected = mine().filter((place) => holds(filter, place));
        const found: { id: string; name: string; changedAt: string; completeness: number }[] = [];
        let cursor: string | undefined;
        do {
          const page = await me.premises.list({ ...filter, sort, limit, ...(cursor ? { cursor } : {}) });
          expect(page.total).toBe(expected.length);
          expect(page.isEstimate).toBe(false);
          found.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(found.map((row) => row.id).sort()).toEqual(expected.map((place) => place.id).sort());
        const key = sort.replace('-', '') as 'name' | 'changedAt' | 'completeness';
        for (const [i, row] of found.slice(1).entries()) {
          const before = (found[i] as (typeof found)[number])[key];
          if (sort.startsWith('-')) expect(before >= row[key]).toBe(true);
          else expect(before <= row[key]).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a province sees its counties in one order, page by page', async () => {
    const provincial = await world.system(async (work) => {
      const { createPremisesQueries } = await import('./premises.queries.ts');
      const queries = createPremisesQueries({
        ...work,
        actor: { ...work.actor, region: '33', role: 'PROVINCE_LEADER' },
      });
      const rows: { id: string; name: string }[] = [];
      for (const sort of ['name', '-completeness'] as const) {
        rows.length = 0;
        let cursor: string | undefined;
        do {
          const page = await queries.list({ sort, limit: 33, cursor });
          rows.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(rows).toHaveLength(places.length);
      }
      const sought: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await queries.list({ sort: '-name', limit: 7, search: '许村', cursor });
        sought.push(...page.items.map((row) => row.id));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(sought.sort()).toEqual(
        places
          .filter((place) => holds({ search: '许村' }, place))
          .map((place) => place.id)
          .sort(),
      );
      return rows;
    });
    expect(new Set(provincial.map((row) => row.id)).size).toBe(places.length);
  });

  test('a page position that was cut or invented is refused', async () => {
    const me = await world.as('supervisor');
    for (const cursor of [
      'x',
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('[9,2,3,4]').toString('base64url'),
      Buffer.from('[9,"a","330481","no-id"]').toString('base64url'),
    ])
      await expect(me.premises.list({ cursor })).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('翻页位置无效'),
      });
  });

  test('the export holds the chosen columns of what is shown', async () => {
    const me = await world.as('supervisor');
    const file = await me.premises.exportList({
      search: '宾馆',
      sort: 'name',
      columns: ['name', 'types', 'township', 'completeness'],
    });
    const table = await readTable(new Uint8Array(await file.arrayBuffer()), { fileName: 'x.xlsx' } as never);
    const expected = mine().filter((place) => holds({ search: '宾馆' }, place));
    expect(table.header).toEqual(['单位（场所）名称', '场所类别', '乡镇（街道）', '档案完整率（%）']);
    const rows: string[][] = [];
    for await (const row of table.rows as AsyncIterable<{ cells: string[] }>) rows.push(row.cells);
    expect(rows.map((row) => row[0]).sort()).toEqual(expected.map((place) => place.name.trim()).sort());
  });
});

describe('the map', () => {
  const box = { west: 120, south: 30, east: 121, north: 31 };
  test('few places stand one by one, and those without location are counted', async () => {
    const me = await world.as('supervisor');
    const map = await me.premises.points(box);
    const located = mine().filter((place) => place.lng !== null);
    expect(map.points.map((point) => point.id).sort()).toEqual(located.map((place) => place.id).sort());
    expect(map).toMatchObject({ clusters: [], total: located.length, unlocated: mine().length - located.length });
  });
  test('many are gathered by cells, and none is lost', async () => {
    const gathered = await world.system(async (work) => {
      const { createPremisesQueries } = await import('./premises.queries.ts');
      return createPremisesQueries({ ...work, actor: { ...work.actor, region: '330481' } }).points({}, box, 10);
    });
    expect(gathered.points).toEqual([]);
    expect(gathered.clusters.length).toBeGreaterThan(3);
    // Seen from the whole country they stand apart as well.
    const { clusters } = await world.system(async (work) => {
      const { createPremisesQueries } = await import('./premises.queries.ts');
      return createPremisesQueries({ ...work, actor: { ...work.actor, region: '330481' } }).points(
        {},
        { west: 73, south: 3, east: 136, north: 54 },
        10,
      );
    });
    expect(clusters.length).toBe(gathered.clusters.length);
    expect(gathered.clusters.reduce((sum, cluster) => sum + cluster.count, 0)).toBe(gathered.total);
  });
  test('an impossible box is refused', async () => {
    await expect((await world.as('supervisor')).premises.points({ ...box, east: 119 })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('bulk assignment', () => {
  test('everything that a filter finds is handed over, with a history row and a duty-holder each', async () => {
    const me = await world.as('chief');
    const filter = { types: ['CATERING' as const], regionCode: '330481101000' };
    const { count } = await me.premises.count(filter);
    expect(count).toBe(mine().filter((place) => holds(filter, place)).length);
    const assign = (expectedCount: number) =>
      me.premises.assign({
        field: 'supervisorOrgId',
        value: world.haining.orgs.township,
        filter,
        expectedCount,
        reason: '属地管理',
      });
    await expect(assign(count + 1)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`现有 ${count} 个`),
    });
    const outcome = await assign(count);
    expect(outcome.changed + outcome.unchanged).toBe(count);
    expect(outcome.changed).toBeGreaterThan(0);
    const { items } = await me.premises.list({ ...filter, limit: 200 });
    expect(new Set(items.map((row) => row.supervisorOrgId))).toEqual(new Set([world.haining.orgs.township]));
    const [one] = items;
    const history = await me.premises.history({ countyCode: '330481', id: one?.id ?? '' });
    expect(history.items[0]).toMatchObject({
      reason: '属地管理',
      fields: [{ label: '列管机构', after: '许村镇人民政府' }],
    });
    const file = await me.premises.get({ countyCode: '330481', id: one?.id ?? '' });
    expect(file.holders.find((holder) => holder.kind === 'SUPERVISOR')?.name).toBe('许村镇人民政府');
    expect(await assign(count)).toEqual({ changed: 0, unchanged: count });
  });

  test('the grid worker of a post becomes duty-holder of the ticked places', async () => {
    const town = await world.as('town');
    const { items } = await town.premises.list({ regionCode: '330481101201', limit: 3 });
    const selection = items.map(({ countyCode, id }) => ({ countyCode, id }));
    const [worker] = await town.premises.assignees({ regionCode: '330481101000', field: 'gridWorkerPostId' });
    expect(worker).toMatchObject({ value: world.haining.posts.grid, label: '海grid' });
    expect(
      await town.premises.assign({
        field: 'gridWorkerPostId',
        value: worker?.value ?? '',
        selection,
        expectedCount: 3,
        reason: '网格调整',
      }),
    ).toEqual({ changed: 3, unchanged: 0 });
    const file = await town.premises.get(selection[0] as (typeof selection)[number]);
    expect(file.holders.find((holder) => holder.kind === 'GRID_WORKER')).toMatchObject({
      name: '海grid',
      postId: world.haining.posts.grid,
    });
    const depending = await world.system(async (work) =>
      (await import('./index.ts')).premisesDependingOn({ ...work, actor: { ...work.actor, region: '330481' } }, [
        world.haining.posts.grid,
      ]),
    );
    expect(depending.get(world.haining.posts.grid)).toBe(3);
  });

  test('what cannot be assigned is refused in words', async () => {
    const me = await world.as('chief');
    const [row] = (await me.premises.list({ limit: 1 })).items;
    const selection = [{ countyCode: '330481', id: row?.id ?? '' }];
    const refused = (given: object, words: RegExp) =>
      expect(
        me.premises.assign({
          field: 'industry',
          value: 'HEALTH',
          selection,
          expectedCount: 1,
          reason: 'x',
          ...given,
        } as never),
      ).rejects.toMatchObject({ message: expect.stringMatching(words) });
    await refused({ value: 'NOBODY' }, /行业主管部门不存在/);
    await refused({ field: 'supervisorOrgId', value: 'x' }, /分派对象不存在/);
    await refused({ field: 'supervisorOrgId', value: world.pinghu.orgs.brigade }, /不存在|不在本县/);
    await refused({ field: 'gridWorkerPostId', value: uuidv7() }, /无人在任/);
    await refused({ filter: {} }, /二者选一/);
    await refused({ selection: undefined }, /二者选一/);
    await expect(
      (await world.as('grid')).premises.assign({
        field: 'industry',
        value: 'HEALTH',
        selection,
        expectedCount: 1,
        reason: 'x',
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('key units', () => {
  test('a place that meets a criterion is proposed on the spot, and a person decides', async () => {
    const me = await world.as('supervisor');
    const hotel = await registerPlace(me, { name: '皮都大酒店', attributes: { guestRooms: 80 } });
    expect(hotel.proposal).toMatchObject({
      direction: 'DESIGNATE',
      status: 'PROPOSED',
      reason: expect.stringContaining('客房数 80 间'),
    });
    const key = { countyCode: '330481', id: hotel.proposal?.id ?? '' };
    await expect(
      (await world.as('town')).premises.decideProposal({ ...key, isConfirmed: true, reason: '同意' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await me.premises.decideProposal({ ...key, isConfirmed: true, reason: '核实客房 80 间' })).toMatchObject({
      status: 'CONFIRMED',
      decidedBy: expect.stringContaining('海supervisor'),
      decisionReason: '核实客房 80 间',
    });
    await expect(me.premises.decideProposal({ ...key, isConfirmed: false, reason: '再想' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const file = await me.premises.get({ countyCode: '330481', id: hotel.id });
    expect(file).toMatchObject({
      isKeyUnit: true,
      supervisionClass: 'KEY_UNIT',
      supervisorOrgId: world.haining.orgs.brigade,
      proposal: null,
    });
    expect(file.missing.map((field) => field.field)).toEqual(expect.arrayContaining(['fireManager', 'keyParts']));
    expect(file.allowedActions).toContain('withdraw');
    const { items } = await me.premises.history({ countyCode: '330481', id: hotel.id });
    expect(items[0]).toMatchObject({
      reason: '核实客房 80 间',
      fields: expect.arrayContaining([
        expect.objectContaining({ label: '消防安全重点单位', before: '否', after: '是' }),
      ]),
    });

    const shrunk = await me.premises.edit({
      countyCode: '330481',
      id: hotel.id,
      version: file.version,
      changes: { attributes: { guestRooms: 20 } },
    });
    expect(shrunk.proposal).toMatchObject({ direction: 'WITHDRAW', reason: expect.stringContaining('客房数 20 间') });
    await me.premises.decideProposal({
      countyCode: '330481',
      id: shrunk.proposal?.id ?? '',
      isConfirmed: true,
      reason: '已核减',
    });
    expect(await me.premises.get({ countyCode: '330481', id: hotel.id })).toMatchObject({
      isKeyUnit: false,
      supervisionClass: 'GENERAL',
      supervisorOrgId: world.haining.orgs.police,
    });
  });

  test('what a person rejected is not proposed again on the same figures, on other figures it is', async () => {
    const me = await world.as('supervisor');
    const mall = await registerPlace(me, { types: ['MALL'], name: '钢材市场', floorArea: 1500 });
    await me.premises.decideProposal({
      countyCode: '330481',
      id: mall.proposal?.id ?? '',
      isConfirmed: false,
      reason: '不经营可燃商品',
    });
    const key = { countyCode: '330481', id: mall.id };
    const renamed = await me.premises.edit({ ...key, version: 1, changes: { name: '钢材大市场' } });
    expect(renamed.proposal).toBeNull();
    const grown = await me.premises.edit({ ...key, version: 2, changes: { floorArea: 2500 } });
    expect(grown.proposal?.reason).toContain('2500 ㎡');
    const corrected = await me.premises.edit({ ...key, version: 3, changes: { floorArea: 800 } });
    expect(corrected.proposal).toBeNull();
    const lapsed = await me.premises.proposals({ status: 'LAPSED', premisesId: mall.id });
    expect(lapsed.items).toHaveLength(1);
  });

  test('the nightly run proposes nothing twice, and a new criterion is found by it', async () => {
    const me = await world.as('supervisor');
    const before = await me.premises.proposals({ limit: 1 });
    const first = await me.premises.runProposals({ countyCode: '330481' });
    expect(first).toMatchObject({ proposed: 0, lapsed: 0 });
    expect(first.looked).toBeGreaterThan(150);
    await world.system((work) =>
      work.db
        .insertInto('premises.keyUnitCriterion')
        .values({
          id: work.newId(),
          regionPrefix: '33',
          category: '10',
          categoryName: '重要的科研单位',
          types: ['RENTAL_HOUSING'],
          object: '试验',
          metric: 'always',
          operator: '=',
          threshold: 1,
          source: '浙消〔2026〕1号',
          validFrom: '2026-01-01',
        })
        .execute(),
    );
    const { modules } = world.server;
    await modules
      .flatMap((module) => module.jobs ?? [])
      .find((job) => job.name === 'premises.propose-key-units')
      ?.run({ countyCode: '330481' });
    const rentals = mine().filter(
      (place) =>
        place.types.includes('RENTAL_HOUSING') &&
        !place.isKeyUnit &&
        !before.items.some((one) => one.premisesId === place.id),
    ).length;
    const after = await me.premises.proposals({ limit: 200 });
    expect(after.items.filter((one) => one.reason.includes('浙消〔2026〕1号')).length).toBeGreaterThan(0);
    expect(rentals).toBeGreaterThan(0);
    await expect(
      (await world.as('supervisor', world.pinghu)).premises.runProposals({ countyCode: '330481' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(
      (await (await world.as('supervisor', world.pinghu)).premises.proposals({})).items.every(
        (one) => one.countyCode === '330482',
      ),
    ).toBe(true);
  });
});

describe('class → department map', () => {
  test('the committee office assigns a class with its document, and hands over what had the former department', async () => {
    const office = await world.as('committee');
    const me = await world.as('supervisor');
    const centre = await registerPlace(me, { types: ['CONFINEMENT_CENTRE'], name: '爱婴月子中心' });
    expect(centre.industry).toBe('HEALTH');
    const before = (await office.premises.industryMap({ regionCode: '330481000000' })).find(
      (row) => row.premisesType === 'CONFINEMENT_CENTRE',
    );
    expect(before).toMatchObject({ leadIndustry: 'HEALTH', regionPrefix: '00', documentNo: null });
    const set = {
      premisesType: 'CONFINEMENT_CENTRE' as const,
      leadIndustry: 'MARKET_REGULATION' as const,
      documentNo: '海消安〔2026〕5号',
    };
    await expect(me.premises.setIndustry(set)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await office.premises.setIndustry({ ...set, isApplied: true })).toEqual({ moved: 1 });
    expect(await me.premises.get({ countyCode: '330481', id: centre.id })).toMatchObject({
      industry: 'MARKET_REGULATION',
    });
    expect(await registerPlace(me, { types: ['CONFINEMENT_CENTRE'] })).toMatchObject({ industry: 'MARKET_REGULATION' });
    const pinghu = await world.as('supervisor', world.pinghu);
    expect(await registerPlace(pinghu, { regionCode: '330482101202', types: ['CONFINEMENT_CENTRE'] })).toMatchObject({
      industry: 'HEALTH',
    });
    await expect(office.premises.setIndustry({ ...set, validFrom: '2026-11-01' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('不能早于'),
    });
    await expect(
      office.premises.setIndustry({ ...set, validFrom: '2027-01-01', isApplied: true }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await office.premises.setIndustry({
      ...set,
      leadIndustry: 'HEALTH',
      documentNo: '海消安〔2026〕9号',
      validFrom: '2027-01-01',
    });
    const on = async (day: string) =>
      (await office.premises.industryMap({ regionCode: '330481000000', day })).find(
        (row) => row.premisesType === 'CONFINEMENT_CENTRE',
      )?.documentNo;
    expect([await on('2026-12-31'), await on('2027-01-01')]).toEqual(['海消安〔2026〕5号', '海消安〔2026〕9号']);
  });
});

describe('what is still being typed', () => {
  test('shows what would follow, what looks wrong and what is registered already', async () => {
    const me = await world.as('supervisor');
    const known = await registerPlace(me, { name: '唯一宾馆' });
    const derived = await me.premises.derive({
      regionCode: '330481101201',
      types: ['HOTEL'],
      name: '唯一宾馆',
      attributes: { guestRooms: 90, beds: 3 },
    });
    expect(derived).toMatchObject({
      isCrowded: true,
      supervisionClass: 'SMALL',
      industryName: '公安机关',
      supervisorName: '海宁市公安局许村镇派出所',
      keyUnitReason: expect.stringContaining('客房数 90 间'),
    });
    expect(derived.doubts.map((doubt) => doubt.field)).toEqual(['attributes.beds']);
    expect(derived.similar.map((one) => one.id)).toEqual([known.id]);
  });
});
