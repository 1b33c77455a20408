import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPremisesAccount, registerHotel, serveOrder, upload, visit } from '#app/testing/county-work.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { moveExpired } from '#modules/hazards/server';
import { addDays } from '#modules/regions/contract';
import { hazardRecords, type Overview } from '../contract/index.ts';
import { overviewOf } from './index.ts';

let world: World;
let supervisor: Client;
let overview: Overview;
const county = '330481';
const regionCode = '330481000000';
const period = { from: '2026-11-01', to: '2026-11-30' };
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];

/** A year in a county: a hazard of the year before, one corrected in time, one late, one new, one on the spot, a place nobody saw. */
beforeAll(async () => {
  world = await createWorld({ now: '2025-11-12T01:00:00Z' });
  supervisor = await world.as('supervisor');
  const place = async (name: string) => registerHotel(supervisor, world.haining, { name });
  const inspect = (at: Awaited<ReturnType<typeof place>>, found: Parameters<typeof visit>[2]['found']) =>
    visit(supervisor, at, { kind: 'RANDOM', officerIds: officers(), found });
  const reinspect = async (
    at: Awaited<ReturnType<typeof place>>,
    previousId: string,
    result: 'FIXED' | 'NOT_FIXED',
  ) => {
    const id = uuidv7();
    await supervisor.inspections.start({
      id,
      countyCode: county,
      premisesId: at.id,
      kind: 'REINSPECTION',
      officerIds: officers(),
      previousId,
    });
    const open = (await supervisor.hazards.list({ countyCode: county, premisesId: at.id, isOpen: true })).items;
    await supervisor.hazards.reinspect({
      countyCode: county,
      inspectionId: id,
      accompaniedBy: '李四',
      results: await Promise.all(
        open.map(async (hazard) => ({
          hazardId: hazard.id,
          version: hazard.version,
          result,
          note: '现场查看',
          photoIds: [await upload(supervisor, at)],
        })),
      ),
    });
  };

  // A year earlier: corrected, but only at the second look.
  const first = await place('老宾馆');
  const oldVisit = await inspect(first, [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2025-11-18' }]);
  await serveOrder(world, oldVisit.id);
  world.setNow('2025-11-19T01:00:00Z');
  await moveExpired(world.environment);
  await reinspect(first, oldVisit.id, 'NOT_FIXED');
  world.setNow('2025-12-02T01:00:00Z');
  await reinspect(first, oldVisit.id, 'FIXED');

  // This month: one in time, reported by the premises; one that ran out; one on the spot.
  world.setNow('2026-11-02T01:00:00Z');
  const second = await place('守时宾馆');
  const owner = await openPremisesAccount(world, second, 'cockpit.hotel');
  const goodVisit = await inspect(second, [
    { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-12' },
    { itemId: 'L02', correctionMode: 'ON_SITE' },
  ]);
  await serveOrder(world, goodVisit.id);
  const third = await place('逾期宾馆');
  const lateVisit = await inspect(third, [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-10' }]);
  await serveOrder(world, lateVisit.id);
  world.setNow('2026-11-09T01:00:00Z');
  const [mine] = (await owner.hazards.list({ countyCode: county, isOpen: true })).items;
  await owner.hazards.submitFix({
    countyCode: county,
    id: mine?.id ?? '',
    version: mine?.version ?? 0,
    words: '已更换',
    photoIds: [await upload(owner, second)],
  });
  await reinspect(second, goodVisit.id, 'FIXED');
  world.setNow('2026-11-11T01:00:00Z');
  await moveExpired(world.environment);
  await place('无人去过的宾馆');
  world.setNow('2026-11-20T01:00:00Z');
  overview = await supervisor.cockpit.overview({ regionCode, ...period });
});
afterAll(() => world.close());

const length = async (client: Client, filter: object) =>
  (await client.hazards.list({ countyCode: county, limit: 1, ...filter })).total;

describe('every number of the overview is the length of its list', () => {
  test('the story stands in the figures', () => {
    expect(overview.figures).toEqual({
      stock: 1,
      overdue: 1,
      found: 3,
      closed: 2,
      foundYearBefore: 1,
      closedYearBefore: 0,
      due: 2,
      fixedOnTime: 1,
      dueYearBefore: 1,
      fixedOnTimeYearBefore: 0,
      visits: 3,
      visitsYearBefore: 2,
      premises: 4,
      neverVisited: 1,
    });
    expect(overview).toMatchObject({ level: 'COUNTY', regionName: '海宁市', today: '2026-11-20', hasHazards: true });
  });

  test('hazards: stock, overdue, found, closed, due and in time', async () => {
    const { figures, today } = overview;
    expect(await length(supervisor, hazardRecords.stock())).toBe(figures.stock);
    expect(await length(supervisor, hazardRecords.overdue())).toBe(figures.overdue);
    expect(await length(supervisor, hazardRecords.found(period))).toBe(figures.found);
    expect(await length(supervisor, hazardRecords.closed(period))).toBe(figures.closed);
    expect(await length(supervisor, hazardRecords.due(period, today))).toBe(figures.due);
    expect(await length(supervisor, hazardRecords.fixedOnTime(period, today))).toBe(figures.fixedOnTime);
  });

  test('each of the thirteen months: found, closed, and the stock it ended with', async () => {
    expect(overview.months.map((row) => row.month)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
    ]);
    for (const row of overview.months) {
      expect({ ...row, found: await length(supervisor, hazardRecords.foundIn(row.month)) }).toEqual(row);
      expect({ ...row, closed: await length(supervisor, hazardRecords.closedIn(row.month)) }).toEqual(row);
      expect({ ...row, stock: await length(supervisor, hazardRecords.stockAt(row.month, overview.today)) }).toEqual(
        row,
      );
    }
    expect(overview.months[0]).toEqual({ month: '2025-11', found: 1, closed: 0, stock: 1 });
    expect(overview.months[1]).toEqual({ month: '2025-12', found: 0, closed: 1, stock: 0 });
  });

  test('each township and each class', async () => {
    expect(overview.places.length).toBeGreaterThan(5);
    for (const row of overview.places.filter((one) => one.stock + one.found + one.closed + one.premises > 0)) {
      const township = [row.code];
      expect(await length(supervisor, { ...hazardRecords.stock(), township })).toBe(row.stock);
      expect(await length(supervisor, { ...hazardRecords.overdue(), township })).toBe(row.overdue);
      expect(await length(supervisor, { ...hazardRecords.found(period), township })).toBe(row.found);
      expect(await length(supervisor, { ...hazardRecords.closed(period), township })).toBe(row.closed);
      expect(await length(supervisor, { ...hazardRecords.due(period, overview.today), township })).toBe(row.due);
      expect(await length(supervisor, { ...hazardRecords.fixedOnTime(period, overview.today), township })).toBe(
        row.fixedOnTime,
      );
      const premises = await supervisor.premises.list({
        regionCode: `${row.code}000`,
        status: ['OPERATING'],
        limit: 1,
      });
      expect(premises.total).toBe(row.premises);
    }
    for (const row of overview.types) {
      expect(await length(supervisor, { ...hazardRecords.stock(), premisesType: [row.type] })).toBe(row.stock);
      expect(await length(supervisor, { ...hazardRecords.found(period), premisesType: [row.type] })).toBe(row.found);
    }
  });

  test('visits and premises that nobody has visited', async () => {
    const visits = await supervisor.inspections.list({
      countyCode: county,
      status: ['FINISHED'],
      nature: ['ADMINISTRATIVE', 'SAFETY_VISIT'],
      ...period,
      limit: 1,
    });
    expect(visits.total).toBe(overview.figures.visits);
    const never = await supervisor.premises.list({ regionCode, status: ['OPERATING'], isVisited: false, limit: 10 });
    expect(never.total).toBe(overview.figures.neverVisited);
    expect(never.items.map((row) => row.name)).toEqual(['无人去过的宾馆']);
  });

  test('premises of a class are those whose leading class it is, and so are those that nobody has visited', async () => {
    const mixed = await supervisor.premises.register({
      regionCode: world.haining.village,
      name: '楼上有宾馆的商场',
      address: '许村镇人民路 8 号',
      types: ['MALL', 'HOTEL'],
    });
    const { types } = await supervisor.cockpit.overview({ regionCode, ...period });
    expect(types.map((row) => row.type)).toEqual(expect.arrayContaining(['HOTEL', 'MALL']));
    for (const row of types) {
      const list = { regionCode, status: ['OPERATING' as const], leadingType: [row.type as 'HOTEL'], limit: 1 };
      expect({ type: row.type, n: (await supervisor.premises.list(list)).total }).toEqual({
        type: row.type,
        n: row.premises,
      });
      expect((await supervisor.premises.list({ ...list, isVisited: false })).total).toBe(row.neverVisited);
    }
    await supervisor.premises.changeStatus({
      countyCode: county,
      id: mixed.id,
      version: mixed.version,
      status: 'CLOSED',
      reason: '仅为本测试登记',
    });
  });
});

describe('whose numbers', () => {
  test('a township sees its own township, whatever wider division it asks for', async () => {
    const town = await (await world.as('town')).cockpit.overview({ regionCode, ...period });
    expect(town).toMatchObject({ level: 'TOWNSHIP', regionCode: world.haining.township });
    expect(town.figures.stock).toBe(1);
    expect(town.places.map((row) => row.code)).toEqual([world.haining.township.slice(0, 9)]);
  });

  test('a grid worker sees the village, as the lists of the same person do', async () => {
    const grid = await world.as('grid');
    const { figures } = await grid.cockpit.overview({ regionCode, ...period });
    expect(figures.stock).toBe(await length(grid, hazardRecords.stock()));
    expect(figures.premises).toBe((await grid.premises.list({ status: ['OPERATING'], limit: 1 })).total);
    const elsewhere = await registerHotel(
      supervisor,
      { ...world.haining, village: '330481101202' },
      { name: '邻村宾馆' },
    );
    expect(elsewhere.regionCode).toBe('330481101202');
    expect((await grid.cockpit.overview({ regionCode, ...period })).figures.premises).toBe(figures.premises);
    expect((await supervisor.cockpit.overview({ regionCode, ...period })).figures.premises).toBe(
      overview.figures.premises + 1,
    );
  });

  test('a prefecture sees the sum of its counties, and each county in its row', async () => {
    const actor = {
      accountId: uuidv7(),
      name: '王市长',
      role: 'CITY_LEADER',
      roleName: '市级领导',
      permissions: new Set<string>(),
      region: '3304',
      organisation: null,
      personId: null,
      premisesId: null,
      sessionId: null,
    };
    const city = await overviewOf(world.environment, actor, period);
    expect(city).toMatchObject({ level: 'PREFECTURE', regionName: '嘉兴市' });
    const haining = city.places.find((row) => row.code === '330481');
    const own = await supervisor.cockpit.overview({ regionCode, ...period });
    expect(haining).toMatchObject({
      name: '海宁市',
      stock: own.figures.stock,
      premises: own.figures.premises,
      visits: own.figures.visits,
    });
    expect(city.places.map((row) => row.name)).toContain('平湖市');
    expect(city.figures.stock).toBe(city.places.reduce((sum, row) => sum + row.stock, 0));
  });

  test('another county shows its own zero and nothing of this one', async () => {
    const other = await (await world.as('supervisor', world.pinghu)).cockpit.overview({ ...period });
    expect(other).toMatchObject({ regionName: '平湖市', hasHazards: false });
    expect(other.figures).toMatchObject({ stock: 0, found: 0, premises: 0, visits: 0 });
    await expect(
      (await world.as('supervisor', world.pinghu)).cockpit.overview({ regionCode, ...period }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a sector department counts the premises of its own industry only', async () => {
    const { figures } = await (await world.as('education')).cockpit.overview({ regionCode, ...period });
    expect(figures).toMatchObject({ premises: 0, neverVisited: 0 });
  });

  test('a period that ends before it begins is refused in words', async () => {
    await expect(
      supervisor.cockpit.overview({ regionCode, from: '2026-11-30', to: '2026-11-01' }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/结束日期早于开始日期/) });
  });
});

describe("the overview and the leader's view", () => {
  const days = Array.from({ length: 440 }, (_, i) => addDays('2025-09-07', i));
  const anyPeriod = fc
    .tuple(fc.constantFrom(...days), fc.constantFrom(...days, '2026-11-30'))
    .map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }));

  test('say the same of any period, of the county and of each township', async () => {
    const leader = await world.as('leader');
    await fc.assert(
      fc.asyncProperty(anyPeriod, async (asked) => {
        const [flat, { table }] = await Promise.all([
          leader.cockpit.overview({ regionCode, ...asked }),
          leader.cockpit.leaderView({ regionCode, ...asked }),
        ]);
        const value = (id: string, code: string | null) =>
          table.rows.find((row) => row.regionCode === code)?.cells[table.indicators.findIndex((one) => one.id === id)]
            ?.value ?? null;
        const places = [
          { code: null as string | null, ...flat.figures },
          ...flat.places.map((row) => ({ ...row, code: row.code.padEnd(12, '0') })),
        ];
        for (const { code, ...figures } of places) {
          // Before the county's first record the leader's view says that nothing is known.
          expect(value('hazardFound', code) ?? 0).toBe(figures.found);
          expect(value('hazardClosed', code) ?? 0).toBe(figures.closed);
          expect((value('inspectionCount', code) ?? 0) + (value('safetyVisitCount', code) ?? 0)).toBe(figures.visits);
          // The overview's stock is today's whatever the period.
          if (asked.to >= flat.today) {
            expect(value('hazardStock', code)).toBe(figures.stock);
            expect(value('hazardOverdue', code)).toBe(figures.overdue);
            expect(value('premisesCount', code)).toBe(figures.premises);
          } else {
            const rate = value('hazardOnTimeRate', code);
            if (figures.due === 0) expect(rate).toBeNull();
            else expect(rate).toBeCloseTo((100 * figures.fixedOnTime) / figures.due, 9);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
