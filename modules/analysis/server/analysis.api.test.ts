import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleCityAdmin } from '#app/testing/personas.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { type BulkFire, createFireBulkStore } from '#modules/fires/server';
import { fireContent, victim } from '#modules/fires/testkit';
import { addDays } from '#modules/regions/contract';
import { cutsOf, daysOfWeek, weekOf } from '../contract/index.ts';
import { createAnalysisModule } from './index.ts';

let world: World;
let command: Client;
const county = '330481';
const regionCode = '330481000000';
const lastWeek = daysOfWeek(weekOf('2026-11-09'));
const year = { from: '2026-01-01', to: '2026-12-31' };

/** A fire that burned at noon of a day. */
const fireOn = (day: string, given: { place?: string; cause?: string } = {}): BulkFire => {
  const at = (time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();
  return {
    content: fireContent(world.haining.orgs.brigade, {
      ignitedAt: at('12:00'),
      alarmAt: at('12:10'),
      arrivedAt: at('12:20'),
      ...given,
    }),
    reportedAt: at('20:00'),
    reporter: { accountId: uuidv7(), name: '王强（许村站）' },
  };
};
const load = (fires: readonly BulkFire[]) =>
  world.system((work) => createFireBulkStore(work, county, 'DEMO').addFires(fires));

/** What is asked apart on the page: every column that it shows, alone or crossed. */
const apart: [string, string[]][] = [
  ...['fireCount', 'deathCount', 'directLoss'].flatMap((id): [string, string[]][] =>
    [['place'], ['cause'], ['hour', 'weekday'], ['month'], ['area_type'], ['minutes_to_alarm', 'facility_state']].map(
      (by) => [id, by],
    ),
  ),
  ['victimCount', ['age', 'outcome']],
];

/** One home a week since 2018, twice as many in some months; a heap of straw now and then. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-18T01:00:00Z' });
  const days: string[] = [];
  for (let day = '2018-01-01'; day <= lastWeek.to; day = addDays(day, 7)) days.push(day);
  await load(days.map((day, i) => fireOn(day, { cause: i % 4 === 0 ? 'SMOKING' : 'ELECTRICAL' })));
  await load(
    days
      .filter((_, i) => i % 9 === 0)
      .map((day) => fireOn(addDays(day, 2), { place: 'HAYSTACK', cause: 'RESIDUAL_EMBERS' })),
  );
  command = await world.as('command');
});
afterAll(() => world.close());

const open = async () => (await command.analysis.alerts({ regionCode, status: 'OPEN' })).items;

describe('the weekly watch', () => {
  test('of a calm county raises nothing and says how often it errs', async () => {
    expect(await command.analysis.recount({ regionCode })).toEqual({ counties: 1, raised: 0, lapsed: 0 });
    const { rate, counties, rules, lastWeek: week } = await command.analysis.watch({ regionCode });
    expect(week).toEqual(lastWeek);
    expect(counties).toMatchObject([{ countyCode: county, years: 5, open: 0 }]);
    // Thirty-odd kinds of places in five years of weeks.
    expect(rate.tried).toBeGreaterThan(30 * 52 * 5);
    expect(rate.byChance / rate.tried).toBeLessThan(rules.threshold);
    expect(rules).toMatchObject({ regionPrefix: '00', needsCheck: true, years: 5 });
  });

  test('finds a planted excess, at its place, with as many fires as its list has', async () => {
    const planted = await load(
      Array.from({ length: 6 }, (_, i) => fireOn(addDays(lastWeek.from, i), { place: 'FACTORY' })),
    );
    expect(planted).toHaveLength(6);
    // The weekly job finds it by itself.
    for (const job of createAnalysisModule(world.environment).jobs ?? []) await job.run({});
    const alerts = await open();
    expect(alerts.map(({ label }) => label).sort()).toEqual(['全部火灾', '厂房', '建构筑物']);
    const factories = alerts.find(({ label }) => label === '厂房');
    expect(factories).toMatchObject({ observed: 6, week: lastWeek, cut: 'place=FACTORY', years: 5 });
    expect(factories?.words).toContain('厂房：6起；照前5年同期，一周应有0起左右');
    for (const { cut, observed, week } of alerts) {
      const { total } = await command.indicators.records({
        id: 'fireCount',
        regionCode,
        ...week,
        cut: cutsOf(cut).map(({ column, code }) => `${column}=${code}`),
      });
      expect(total).toBe(observed);
    }
  });

  test('raises a week once, however often it is watched', async () => {
    expect(await command.analysis.recount({ regionCode })).toMatchObject({ raised: 0 });
    expect(await open()).toHaveLength(3);
  });

  test('shows each week beside what was expected', async () => {
    const { weeks, kinds, years } = await command.analysis.weeks({ countyCode: county });
    expect(years).toBe(5);
    expect(weeks.at(-1)).toEqual(lastWeek);
    const homes = kinds.find(({ cut }) => cut === 'place=RESIDENCE');
    expect(homes?.weeks).toHaveLength(12);
    expect(homes?.weeks.every(({ observed, isAlarm }) => observed === 1 && !isAlarm)).toBe(true);
    expect(homes?.weeks.at(-1)?.expected).toBeCloseTo(1, 1);
    expect(kinds.find(({ cut }) => cut === 'place=FACTORY')?.weeks.at(-1)).toMatchObject({
      observed: 6,
      isAlarm: true,
    });
  });

  test('an alert is checked by a person with a note, once, and stays listed; the log has it', async () => {
    const [alert] = (await open()).filter(({ label }) => label === '厂房');
    if (!alert) throw new Error('no alert to check');
    const { countyCode, id, version } = alert;
    const supervisor = await world.as('supervisor');
    const done = await supervisor.analysis.check({
      countyCode,
      id,
      version,
      conclusion: 'REAL',
      note: '同一园区电气线路',
    });
    expect(done).toMatchObject({ status: 'CHECKED', conclusion: 'REAL', note: '同一园区电气线路', allowedActions: [] });
    expect(done.checkedBy).toContain('海supervisor');
    await expect(
      supervisor.analysis.check({ countyCode, id, version: done.version, conclusion: 'CHANCE', note: '再看' }),
    ).rejects.toMatchObject({ code: 'conflict', message: '该提示已经核实，请刷新后查看。' });
    await command.analysis.recount({ regionCode });
    const { items } = await command.analysis.alerts({ regionCode, status: 'CHECKED' });
    expect(items).toMatchObject([{ id, conclusion: 'REAL' }]);
    const { items: log } = await (await world.as('auditor')).audit.list({ regionCode });
    expect(log.some(({ action }) => action === 'analysis.check')).toBe(true);
  });

  test('an alert whose records were voided lapses, and stays listed as lapsed', async () => {
    const { items } = await command.fires.list({ countyCode: county, from: lastWeek.from, to: lastWeek.to });
    const chief = await world.as('chief');
    for (const { id, place } of items)
      if (place === 'FACTORY') {
        const { version } = await chief.fires.read({ countyCode: county, id });
        await chief.fires.voidRecord({ countyCode: county, id, version, reason: '重复录入' });
      }
    expect(await command.analysis.recount({ regionCode })).toMatchObject({ lapsed: 2 });
    const { items: lapsed } = await command.analysis.alerts({ regionCode, status: 'LAPSED' });
    expect(lapsed.map(({ label }) => label).sort()).toEqual(['全部火灾', '建构筑物']);
  });

  test('with a past that is too short says so', async () => {
    const rules = { weeks: 12, years: 10, leastYears: 10, weeksAround: 3, threshold: 0.005, changeLevel: 0.05 };
    const { validFrom } = await command.analysis.setRules({
      ...rules,
      regionPrefix: county,
      validFrom: '2026-11-18',
      source: '大队规定',
      needsCheck: false,
    });
    expect(validFrom).toBe('2026-11-18');
    const { years, leastYears, kinds } = await command.analysis.weeks({ countyCode: county });
    expect(years).toBeLessThan(leastYears);
    expect(kinds.flatMap(({ weeks }) => weeks).every(({ expected, isAlarm }) => expected === null && !isAlarm)).toBe(
      true,
    );
    await command.analysis.setRules({
      ...rules,
      years: 5,
      leastYears: 3,
      regionPrefix: county,
      validFrom: '2026-11-18',
      source: '大队规定',
      needsCheck: false,
    });
  });

  test('a town is told that weeks are watched by county, and rules in the past are refused', async () => {
    const town = await world.as('town');
    await expect(town.analysis.watch({})).rejects.toMatchObject({
      message: expect.stringContaining('以县（市、区）为单位'),
    });
    await expect(
      command.analysis.setRules({
        regionPrefix: county,
        validFrom: '2026-01-01',
        threshold: 0.005,
        weeks: 12,
        years: 5,
        leastYears: 3,
        weeksAround: 3,
        changeLevel: 0.05,
        source: '大队规定',
        needsCheck: false,
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('施行日期不能早于今天') });
  });

  test('a division that does not exist is refused in a sentence', async () => {
    const above = await world.signedIn(
      await world.system((work) => settleCityAdmin(work, world.server.accounts, { code: '3304', name: '嘉兴市' })),
    );
    const sentence = { message: '没有代码为 330499000000 的区划，请重新选择。' };
    await expect(above.analysis.watch({ regionCode: '330499000000' })).rejects.toMatchObject(sentence);
    await expect(above.analysis.alerts({ regionCode: '330499000000' })).rejects.toMatchObject(sentence);
    await expect(above.analysis.weeks({ countyCode: '330499' })).rejects.toMatchObject(sentence);
    expect((await above.analysis.watch({})).counties).toMatchObject([{ countyCode: county }]);
  });

  test('another county neither sees nor counts it', async () => {
    const neighbour = await world.as('command', world.pinghu);
    expect((await neighbour.analysis.alerts({})).items).toEqual([]);
    await expect(neighbour.analysis.alerts({ regionCode })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(neighbour.analysis.weeks({ countyCode: county })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the parts of a figure', () => {
  const day = '2024-05-05';
  beforeAll(async () => {
    const { content, ...signed } = fireOn(day);
    await load([
      // What is not known is a part of its own.
      { ...signed, content: { ...content, place: null, cause: null, areaType: null, ignitedAt: null, deaths: 1 } },
      {
        ...signed,
        content: {
          ...content,
          deaths: 2,
          seriousInjuries: 1,
          facilities: [{ kind: 'ALARM', isPresent: true, result: 'FAILED', whyNot: null }],
          victims: [
            victim('DEAD', { age: 71, diedOn: day }),
            victim('DEAD', { age: null, diedOn: day }),
            victim('SERIOUS'),
          ],
        },
      },
    ]);
  });

  test.each(apart)('of %s by %j sum to the whole, and each opens as many records as it counts', async (id, by) => {
    const asked = { id, regionCode, from: '2024-01-01', to: '2024-12-31' };
    const { total, rows } = await command.indicators.breakdown({ ...asked, by });
    const { rows: figures } = await command.indicators.table({ ...asked, ids: [id] });
    const whole = figures[0]?.cells[0];
    expect(total.value).toBeCloseTo(whole?.value ?? Number.NaN, 6);
    expect(rows.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(whole?.value ?? Number.NaN, 6);
    expect(rows.reduce((sum, { records }) => sum + records, 0)).toBe(whole?.records);
    for (const { codes, records } of rows.slice(0, 8)) {
      const cut = codes.map((code, i) => `${by[i]}=${code ?? ''}`);
      expect({ cut, total: (await command.indicators.records({ ...asked, cut })).total }).toEqual({
        cut,
        total: records,
      });
    }
    // Of every fire the day and, from the alarm at the latest, the hour are known.
    if (!by.includes('month') && !by.includes('hour'))
      expect(rows.some(({ codes }) => codes.includes(null))).toBe(true);
  });

  test('are refused where a column cannot be grouped', async () => {
    await expect(
      command.indicators.breakdown({ id: 'fireCount', regionCode, ...year, by: ['burned_area'] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('不能用来分组') });
  });
});

describe('what changed most', () => {
  beforeAll(async () => {
    await load([
      ...Array.from({ length: 30 }, (_, i) =>
        fireOn(addDays('2026-03-01', i), { place: 'EBIKE', cause: 'ELECTRICAL' }),
      ),
      ...Array.from({ length: 8 }, (_, i) => fireOn(addDays('2025-03-01', i), { place: 'EBIKE', cause: 'ELECTRICAL' })),
      ...Array.from({ length: 3 }, (_, i) => fireOn(addDays('2026-04-01', i), { place: 'HOTEL', cause: 'UNKNOWN' })),
    ]);
  });

  test('comes first, with whether it means anything in plain words', async () => {
    const { rows, period, years, compared } = await command.analysis.changes({ id: 'fireCount', regionCode, ...year });
    // November is not over: both years up to the same day.
    expect(period.to).toBe('2026-11-18');
    expect(years).toEqual([2025]);
    const bikes = rows.find(({ code }) => code === 'EBIKE');
    expect(bikes).toMatchObject({ dimension: 'PLACE', now: 30, past: [8], difference: 22, verdict: 'CHANGED' });
    expect(bikes?.words).toMatch(
      /^电动自行车30起，比去年同期（8起）多22起。两年都按同一水平发生时.*仍可认为确有变化。$/,
    );
    expect(compared).toBeGreaterThan(3);
    expect(rows.find(({ code }) => code === 'RESIDENCE')).toMatchObject({ verdict: 'CHANCE' });
    expect(rows.find(({ code }) => code === 'HOTEL')).toMatchObject({ verdict: 'TOO_FEW', probability: null });
    const differences = rows.map(({ difference }) => Math.abs(difference));
    expect(differences).toEqual([...differences].sort((a, b) => b - a));
  });

  test('leaves out causes that are not known yet, and covers places, causes and townships', async () => {
    const { rows } = await command.analysis.changes({ id: 'fireCount', regionCode, ...year });
    expect(new Set(rows.map(({ dimension }) => dimension))).toEqual(new Set(['PLACE', 'CAUSE', 'REGION']));
    expect(rows.some(({ code }) => code === 'UNKNOWN')).toBe(false);
    expect(rows.find(({ dimension }) => dimension === 'REGION')).toMatchObject({
      code: '330481101000',
      label: '许村镇',
    });
  });

  test('is as well judged by the own years before, of which those without records are left out', async () => {
    const { rows, years } = await command.analysis.changes({ id: 'fireCount', regionCode, ...year, against: 'YEARS' });
    expect(years).toEqual([2025, 2024, 2023, 2022, 2021]);
    expect(rows.find(({ code }) => code === 'EBIKE')).toMatchObject({ past: [8, 0, 0, 0, 0], base: 1.6 });
    const early = { from: '2020-01-01', to: '2020-12-31' };
    const before = await command.analysis.changes({ id: 'fireCount', regionCode, ...early, against: 'YEARS' });
    expect(before.years).toEqual([2019, 2018]);
  });

  test('of yuan is shown and not judged', async () => {
    const { rows } = await command.analysis.changes({ id: 'directLoss', regionCode, ...year });
    expect(rows.find(({ code }) => code === 'EBIKE')).toMatchObject({ verdict: 'NOT_COUNTED' });
  });

  test('of few people is told as a difference: a hundred percent of one is nothing', async () => {
    const asked = { id: 'deathCount', regionCode, from: '2025-01-01', to: '2025-12-31' };
    const { rows } = await command.analysis.changes(asked);
    expect(rows.find(({ code }) => code === 'RESIDENCE')).toMatchObject({ now: 0, past: [2], isSmallBase: true });
    expect(rows.find(({ code }) => code === 'RESIDENCE')?.words).toContain('0人，比去年同期（2人）少2人');
  });

  test('of a year before without records has nothing to say', async () => {
    const { rows, years } = await command.analysis.changes({
      id: 'fireCount',
      regionCode,
      from: '2018-01-01',
      to: '2018-12-31',
    });
    expect({ rows, years }).toEqual({ rows: [], years: [] });
  });

  test.each([
    [{ ...year, from: '2027-01-01' }, '结束日期早于开始日期'],
    [{ ...year, from: '2025-10-01' }, '与去年同期重叠'],
    [{ ...year, id: 'noSuchIndicator' }, '没有指标'],
    [{ ...year, id: 'residenceShare' }, '不能比较各组的增减'],
    [{ ...year, regionCode: '330481999000' }, '没有代码为 330481999000 的区划'],
  ])('%j is refused in a sentence', async (asked, sentence) => {
    await expect(command.analysis.changes({ id: 'fireCount', regionCode, ...asked })).rejects.toMatchObject({
      message: expect.stringContaining(sentence),
    });
  });
});
