import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { facts } from '#app/facts.ts';
import { registerHotel, serveOrder, visit } from '#app/testing/county-work.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { moveExpired } from '#modules/hazards/server';
import { type Indicator, monthOf, yearToDate } from '../contract/index.ts';
import { differencesSince, evaluate, evaluateFrozen, freezeMonth, shippedIndicators } from './index.ts';

let world: World;
let supervisor: Client;
const regionCode = '330481000000';
const township = '330481101000';
const november = { from: '2026-11-01', to: '2026-11-30' };
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];
/** What the modules of this test publish; fires have a test of their own. */
const counted = shippedIndicators.filter(
  ({ numerator }) => facts.has(numerator.fact) && !numerator.fact.startsWith('fires.'),
);

/** A hazard of the year before corrected at the second look, one in time, one that ran out, one corrected on the spot. */
beforeAll(async () => {
  world = await createWorld({ now: '2025-11-12T01:00:00Z' });
  supervisor = await world.as('supervisor');
  const place = (name: string) => registerHotel(supervisor, world.haining, { name });
  const inspect = (at: Awaited<ReturnType<typeof place>>, found: Parameters<typeof visit>[2]['found']) =>
    visit(supervisor, at, { kind: 'RANDOM', officerIds: officers(), found });
  const first = await place('老宾馆');
  const old = await inspect(first, [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2025-11-18' }]);
  await serveOrder(world, old.id);
  world.setNow('2026-11-02T01:00:00Z');
  const second = await place('新宾馆');
  const late = await inspect(second, [
    { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-10' },
    { itemId: 'L02', correctionMode: 'ON_SITE' },
  ]);
  await serveOrder(world, late.id);
  world.setNow('2026-11-11T01:00:00Z');
  await moveExpired(world.environment);
  await place('无人去过的宾馆');
  world.setNow('2026-11-20T01:00:00Z');
  supervisor = await world.as('supervisor');
});
afterAll(() => world.close());

const table = (ids: string[], asked: object = {}) =>
  supervisor.indicators.table({ ids, regionCode, ...november, ...asked });
const values = async (ids: string[], asked: object = {}) => {
  const { rows } = await table(ids, asked);
  return Object.fromEntries(ids.map((id, i) => [id, rows[0]?.cells[i]?.value]));
};

describe('the catalogue', () => {
  test('holds more than eighty definitions, each with words, formula, unit, direction and source', async () => {
    const list = await supervisor.indicators.list();
    expect(list.length).toBeGreaterThanOrEqual(80);
    for (const one of list) {
      expect(one.words.length, one.id).toBeGreaterThan(4);
      expect(one.source, one.id).not.toBe('');
    }
    expect(list.find(({ id }) => id === 'hazardOnTimeRate')?.formula).toBe(
      '火灾隐患（整改期限在期内，一次复查即整改）的处数 ÷ 火灾隐患（整改期限在期内）的处数 × 100',
    );
  });
});

describe('a table', () => {
  test('counts what the county did in the month', async () => {
    expect(
      await values([
        'hazardFound',
        'hazardClosed',
        'hazardStock',
        'hazardOverdue',
        'inspectionCount',
        'inspectedPlaces',
        'premisesCount',
        'hazardPlaces',
      ]),
    ).toEqual({
      hazardFound: 2,
      hazardClosed: 1,
      hazardStock: 2,
      hazardOverdue: 2,
      inspectionCount: 1,
      inspectedPlaces: 1,
      premisesCount: 3,
      hazardPlaces: 1,
    });
  });

  test('a stock is what stood at the end of the period, at any time', async () => {
    expect(await values(['hazardStock', 'hazardOverdue'], { from: '2025-01-01', to: '2025-11-15' })).toEqual({
      hazardStock: 1,
      hazardOverdue: 0,
    });
    expect(await values(['hazardStock', 'hazardOverdue'], { from: '2025-01-01', to: '2025-12-31' })).toEqual({
      hazardStock: 1,
      hazardOverdue: 1,
    });
    expect(await values(['hazardStock'], { from: '2025-12-20', to: '2025-12-20' })).toEqual({ hazardStock: 1 });
  });

  test('before the county kept a register nothing is known: that was not a year without hazards', async () => {
    const { rows } = await table(['hazardFound'], { from: '2025-01-01', to: '2025-11-11' });
    expect(rows[0]?.cells[0]).toMatchObject({ value: null, state: 'UNREPORTED', overYear: { words: '未报送' } });
    expect(rows[1]?.cells[0]).toMatchObject({ value: null, state: 'UNREPORTED' });
  });

  test('compares with the same days of the year before and says in words what the base is', async () => {
    const { rows, yearBefore } = await table(['hazardFound', 'hazardOnTimeRate']);
    // November is not over: only its first twenty days are compared.
    expect(yearBefore).toEqual({ from: '2025-11-01', to: '2025-11-20', words: '2025年11月1日至11月20日' });
    expect(rows[0]?.cells[0]).toMatchObject({ value: 2, yearBefore: { value: 1 }, overYear: { words: '增加1处' } });
    expect(rows[0]?.cells[0]?.overPeriod.words).toBe('增加2处（上期为0）');
    expect(rows[0]?.cells[1]).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
  });

  test('a rate with nothing to divide by has no value, not zero and not a hundred', async () => {
    const { rows } = await table(['hazardOnTimeRate'], { from: '2026-03-01', to: '2026-03-31' });
    expect(rows[0]?.cells[0]).toMatchObject({ value: null, state: 'NOTHING', overYear: { words: '无此项' } });
  });

  test('a rate by inhabitants is unknown until they are known', async () => {
    const { rows } = await table(['firePer10k']).catch(() => ({ rows: [] }));
    if (rows.length) expect(rows[0]?.cells[0]).toMatchObject({ value: null, state: 'UNREPORTED' });
  });

  test('every township has its row, and they add up to the county', async () => {
    const { rows, level } = await table(['hazardFound', 'hazardStock', 'premisesCount']);
    expect(level).toBe('TOWNSHIP');
    expect(rows).toHaveLength(1 + 12);
    for (const i of [0, 1, 2])
      expect(rows.slice(1).reduce((sum, row) => sum + (row.cells[i]?.value ?? 0), 0)).toBe(rows[0]?.cells[i]?.value);
    expect(rows.find((row) => row.regionCode === township)?.cells[0]).toMatchObject({ value: 2, share: 100, rank: 12 });
  });

  test('twelve months, each with the year before', async () => {
    const { points } = await supervisor.indicators.series({
      id: 'hazardFound',
      regionCode,
      firstMonth: '2025-12',
      lastMonth: '2026-11',
    });
    expect(points).toHaveLength(12);
    expect(points.at(-1)).toMatchObject({ month: '2026-11', value: 2, yearBefore: { value: 1 } });
    expect(points[0]).toMatchObject({ month: '2025-12', value: 0 });
  });

  test('a period that ends before it begins, an unknown indicator and a level above are refused in words', async () => {
    await expect(table(['hazardFound'], { from: '2026-12-01', to: '2026-11-01' })).rejects.toMatchObject({
      message: expect.stringMatching(/结束日期早于开始日期/),
    });
    await expect(table(['nothingLikeThis'])).rejects.toMatchObject({
      message: expect.stringMatching(/没有指标“nothingLikeThis”/),
    });
    await expect(table(['hazardFound'], { level: 'PROVINCE' })).rejects.toMatchObject({
      message: expect.stringMatching(/层级高于/),
    });
  });
});

describe('every figure opens', () => {
  test('as many records as it counts: any indicator, anywhere, at any time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...counted),
        fc.constantFrom(regionCode, township, '330481102000', '330481101201'),
        fc.integer({ min: 0, max: 420 }),
        fc.integer({ min: 0, max: 420 }),
        fc.constantFrom('NUMERATOR' as const, 'DENOMINATOR' as const),
        async ({ id, numerator, denominator }, region, start, length, part) => {
          const measure = part === 'NUMERATOR' ? numerator : denominator;
          if (!measure || 'base' in measure) return;
          const day = (n: number) => new Date(Date.UTC(2025, 9, 1) + n * 86_400_000).toISOString().slice(0, 10);
          const asked = { regionCode: region, from: day(start), to: day(start + length) };
          const { rows } = await supervisor.indicators.table({
            ids: [id],
            ...asked,
            ...(region.endsWith('000') ? {} : { level: 'VILLAGE' }),
          });
          const records = await supervisor.indicators.records({ id, part, ...asked, limit: 200 });
          const cell = rows[0]?.cells[0];
          expect(records.items).toHaveLength(records.total);
          const sum = records.items.reduce((all, record) => all + record.value, 0);
          if (part === 'DENOMINATOR') expect(sum).toBeCloseTo(cell?.denominator ?? 0, 6);
          else {
            expect(records.total).toBe(cell?.records);
            expect(sum).toBeCloseTo(cell?.numerator ?? Number.NaN, 6);
          }
        },
      ),
      { numRuns: 120 },
    );
  }, 120_000);

  test('page by page, each record once, with the address of its file', async () => {
    const first = await supervisor.indicators.records({
      id: 'hazardFound',
      regionCode,
      from: '2025-01-01',
      to: '2026-11-30',
      limit: 2,
    });
    expect(first).toMatchObject({ total: 3, dateLabel: '发现日期', fact: { label: '火灾隐患', unit: '处' } });
    const second = await supervisor.indicators.records({
      id: 'hazardFound',
      regionCode,
      from: '2025-01-01',
      to: '2026-11-30',
      limit: 2,
      cursor: first.next ?? '',
    });
    expect(second.next).toBeNull();
    const all = [...first.items, ...second.items];
    expect(new Set(all.map(({ recordId }) => recordId)).size).toBe(3);
    expect(all[0]?.page).toBe(`/hazards/330481/${all[0]?.recordId}`);
    expect(all.map(({ premisesName }) => premisesName)).toContain('老宾馆');
  });

  test('another county gives nothing and is refused by name', async () => {
    const other = await world.as('supervisor', world.pinghu);
    await expect(other.indicators.table({ ids: ['hazardFound'], regionCode, ...november })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(other.indicators.records({ id: 'hazardFound', regionCode, ...november })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const own = await other.indicators.records({ id: 'hazardFound', ...november });
    expect(own.total).toBe(0);
  });

  test('a township counts and opens its own, whatever wider division it asks for', async () => {
    const town = await world.as('town');
    const { rows, regionCode: shown } = await town.indicators.table({ ids: ['hazardFound'], regionCode, ...november });
    expect(shown).toBe(township);
    expect(rows[0]?.cells[0]?.value).toBe(2);
    expect((await town.indicators.records({ id: 'hazardFound', regionCode, ...november })).total).toBe(2);
  });
});

describe('an indicator of our own', () => {
  const own = (extra: Partial<Indicator> = {}): Indicator => ({
    id: 'hotelHazards',
    label: '宾馆隐患数',
    group: '本地',
    unit: '处',
    decimals: 0,
    better: 'LESS',
    words: '统计期内在宾馆发现的隐患。',
    source: '本市消安办',
    numerator: {
      fact: 'hazards.hazard_fact',
      aggregate: 'COUNT',
      date: 'occurred_on',
      where: [{ column: 'premises_type', is: 'in', values: ['HOTEL'] }],
    },
    factor: 1,
    ...extra,
  });

  test('is defined without code, counted, opened, changed and retired', async () => {
    const committee = await world.as('committee');
    const made = await committee.indicators.define(own());
    expect(made).toMatchObject({
      regionPrefix: '330481',
      mayEdit: true,
      version: 1,
      formula: expect.stringContaining('火灾隐患'),
    });
    expect(await values(['hotelHazards'])).toEqual({ hotelHazards: 2 });
    expect((await supervisor.indicators.records({ id: 'hotelHazards', regionCode, ...november })).total).toBe(2);
    const changed = await committee.indicators.define({ ...own({ label: '宾馆火灾隐患数' }), version: 1 });
    expect(changed).toMatchObject({ label: '宾馆火灾隐患数', version: 2 });
    await expect(committee.indicators.define({ ...own(), version: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await committee.indicators.retire({ id: 'hotelHazards', version: 2, reason: '不再使用' })).toMatchObject({
      isActive: false,
    });
    const list = await (await world.as('supervisor', world.pinghu)).indicators.list();
    expect(list.some(({ id }) => id === 'hotelHazards')).toBe(false);
  });

  test.each<[string, Partial<Indicator>, RegExp]>([
    [
      'a fact that is not published',
      { numerator: { ...own().numerator, fact: 'accounts.account' } },
      /没有名为“accounts.account”的统计事实/,
    ],
    [
      'a column that is not published',
      { numerator: { ...own().numerator, where: [{ column: 'found_by_account', is: 'known' }] } },
      /没有名为“found_by_account”的数据项/,
    ],
    ['a sum of words', { numerator: { ...own().numerator, aggregate: 'SUM', value: 'status' } }, /求和须选择/],
    [
      'a code that does not exist',
      { numerator: { ...own().numerator, where: [{ column: 'severity', is: 'in', values: ['HUGE'] }] } },
      /没有代码“HUGE”/,
    ],
    [
      'a comparison that does not fit',
      { numerator: { ...own().numerator, where: [{ column: 'severity', is: 'atLeast', value: 1 }] } },
      /不能这样比较/,
    ],
    ['a rate without a denominator', { unit: '%' }, /须选择分母/],
    [
      'a denominator that counts nothing',
      {
        unit: '%',
        denominator: {
          ...own().numerator,
          where: [
            { column: 'severity', is: 'in', values: ['CRITICAL'] },
            { column: 'is_bounced', is: 'true' },
          ],
        },
      },
      /分母在本辖区本年没有任何记录/,
    ],
    ['a name of a shipped one', { id: 'hazardFound' }, /上级统一定义/],
    [
      'a stock of places',
      { numerator: { ...own().numerator, aggregate: 'PLACES', until: 'closed_on' } },
      /不能用于期末存量/,
    ],
  ])('is refused with %s', async (_, extra, words) => {
    const committee = await world.as('committee');
    await expect(committee.indicators.define(own({ id: `x${uuidv7().slice(-8)}`, ...extra }))).rejects.toMatchObject({
      message: expect.stringMatching(words),
    });
  });
});

test('of a running period what has passed is counted: what will be overdue is not overdue yet', async () => {
  const place = await registerHotel(supervisor, world.haining, { name: '期限未到的宾馆' });
  const seen = await visit(supervisor, place, {
    kind: 'RANDOM',
    officerIds: officers(),
    found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-25' }],
  });
  await serveOrder(world, seen.id);
  const { rows, period } = await table(['hazardOverdue', 'hazardDue', 'hazardStock']);
  expect(period).toMatchObject({ to: '2026-11-20', words: '2026年11月1日至11月20日' });
  expect(rows[0]?.cells.map((cell) => cell.value)).toEqual([2, 1, 3]);
  const { points } = await supervisor.indicators.series({
    id: 'hazardOverdue',
    regionCode,
    firstMonth: '2026-11',
    lastMonth: '2026-11',
  });
  expect(points[0]?.value).toBe(2);
});

test('the same answer comes from counting by hand', async () => {
  const [byHand] = await world.system(async ({ db }) =>
    db
      .selectFrom('hazards.hazard')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('countyCode', '=', '330481')
      .where('foundOn', '>=', november.from)
      .where('foundOn', '<=', november.to)
      .execute(),
  );
  const found = shippedIndicators.find(({ id }) => id === 'hazardFound') as Indicator;
  const evaluation = await world.system((work) =>
    evaluate(work, facts, {
      indicators: [found],
      prefix: '330481',
      level: 'TOWNSHIP',
      periods: [november],
      scheme: 'OWN',
      today: '2026-11-20',
    }),
  );
  expect(evaluation.cell(found, 0).value).toBe(byHand?.n);
});

describe('a frozen month', () => {
  const freeze = (month: string) =>
    freezeMonth(world.environment, facts, { countyCode: '330481', month, scheme: 'OWN', by: '测试' });
  const question = (month: string) => ({
    indicators: counted,
    prefix: '330481',
    level: 'TOWNSHIP' as const,
    periods: [monthOf(month), yearToDate(monthOf(month))],
    scheme: 'OWN' as const,
    today: '2026-12-13',
  });

  test('answers as the live figures did, stays as it is, and shows what was corrected later', async () => {
    world.setNow('2026-12-13T01:00:00Z');
    await expect(freeze('2026-12')).rejects.toMatchObject({ message: expect.stringMatching(/尚未结束/) });
    expect(await freeze('2026-11')).toBe(true);
    expect(await freeze('2026-11')).toBe(false);

    const asked = question('2026-11');
    const [live, frozen] = await world.system(
      async (work) => [await evaluate(work, facts, asked), await evaluateFrozen(work, asked)] as const,
    );
    expect(frozen).toMatchObject({ missing: [], cutOff: '2026-12-13T01:00:00.000Z' });
    for (const indicator of counted)
      for (const period of [0, 1])
        for (const place of [undefined, ...live.places.map(({ code }) => code)]) {
          const { denominator, ...rest } = frozen.cell(indicator, period, place);
          const { denominator: liveDenominator, ...liveRest } = live.cell(indicator, period, place);
          expect({ id: indicator.id, place, ...rest }).toEqual({ id: indicator.id, place, ...liveRest });
          expect(denominator ?? 0).toBe(liveDenominator ?? 0);
        }

    const differences = () =>
      world.system((work) =>
        differencesSince(work, facts, {
          countyCode: '330481',
          month: '2026-11',
          scheme: 'OWN',
          today: '2026-12-14',
          indicators: counted,
        }),
      );
    expect((await differences()).differences).toEqual([]);
    // A visit of November is put on record in December: the month's frozen count of places stays, and the page says so.
    world.setNow('2026-12-14T01:00:00Z');
    await world.system(({ db }) =>
      db
        .updateTable('hazards.hazard')
        .set({ severity: 'CRITICAL' })
        .where('countyCode', '=', '330481')
        .where('foundOn', '=', '2026-11-02')
        .execute(),
    );
    const found = await differences();
    expect(
      found.differences
        .filter(({ name }) => name === null)
        .map(({ indicatorId, frozen, live }) => [indicatorId, frozen, live]),
    ).toContainEqual(['hazardFoundCritical', 0, 2]);
  });

  test('what nobody froze is unknown, not zero', async () => {
    const frozen = await world.system((work) => evaluateFrozen(work, question('2026-10')));
    expect(frozen.missing).toEqual([{ countyCode: '330481', month: '2026-10' }]);
    expect(frozen.cell(counted[0] as Indicator, 0)).toMatchObject({ value: null, state: 'UNFROZEN' });
  });
});

describe('a figure taken apart', () => {
  const parts = (id: string, by: string[], asked: object = {}) =>
    supervisor.indicators.breakdown({ id, by, regionCode, ...november, ...asked });

  test('its groups sum to the whole, and each opens exactly its records, whatever column makes them', async () => {
    const groupable = [...facts.values()].flatMap((fact) =>
      ['month', ...Object.keys(fact.columns)].map((column) => ({ fact, column })),
    );
    const summable = counted.filter(({ denominator, numerator }) => !denominator && numerator.aggregate !== 'PLACES');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...summable).chain((indicator) => {
          const columns = groupable.filter(
            ({ fact, column }) =>
              fact.id === indicator.numerator.fact &&
              (column === 'month' ||
                fact.columns[column]?.kind !== 'NUMBER' ||
                fact.columns[column]?.bands !== undefined ||
                fact.columns[column]?.values !== undefined),
          );
          return fc.record({
            id: fc.constant(indicator.id),
            by: fc.uniqueArray(fc.constantFrom(...columns.map(({ column }) => column)), { minLength: 1, maxLength: 2 }),
            from: fc.constantFrom('2025-01-01', '2025-11-01', '2026-11-01'),
          });
        }),
        async ({ id, by, from }) => {
          const asked = { from, to: '2026-11-30' };
          const answer = await parts(id, by, asked);
          const whole = await table([id], asked);
          expect(answer.total.value).toBeCloseTo(whole.rows[0]?.cells[0]?.value ?? Number.NaN, 6);
          for (const row of answer.rows.slice(0, 3)) {
            const { total } = await supervisor.indicators.records({
              id,
              regionCode,
              ...asked,
              cut: by.map((column, i) => `${column}=${row.codes[i] ?? ''}`),
            });
            expect(total, `${id} ${by} ${row.codes}`).toBe(row.records);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('says in words what the groups are', async () => {
    const answer = await parts('hazardFound', ['correction_mode'], { from: '2025-11-01' });
    expect(answer.by[0]?.label).toBe('改正方式');
    expect(answer.rows.map(({ labels, value }) => [labels[0], value])).toEqual(
      expect.arrayContaining([['当场改正（口头责令）', 1]]),
    );
  });

  test('what cannot be grouped is refused with a sentence', async () => {
    await expect(parts('hazardOnTimeRate', ['month'])).rejects.toThrow('不能分组');
    await expect(parts('hazardFound', ['no_such'])).rejects.toThrow('没有名为“no_such”的数据项');
    await expect(
      supervisor.indicators.records({ id: 'hazardFound', regionCode, ...november, cut: ['no_such=1'] }),
    ).rejects.toThrow('没有名为“no_such”的数据项');
    await expect(
      supervisor.indicators.records({ id: 'hazardFound', regionCode, ...november, cut: ['month=2026-13'] }),
    ).rejects.toThrow('月份应写成');
  });
});
