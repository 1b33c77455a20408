import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { facts } from '#app/facts.ts';
import { registerHotel, serveOrder, visit } from '#app/testing/county-work.ts';
import { type Client, createWorld, type World } from '#app/testing/world.ts';
import { reportFire } from '#modules/fires/testkit';
import { moveExpired } from '#modules/hazards/server';
import type { News } from '#platform/server/news.ts';
import type { Actor } from '#platform/server/work.ts';
import { type LeaderView, leaderIndicators, silentPlaces } from '../contract/index.ts';
import { createLeaderView } from './leader-view.service.ts';

let world: World;
let leader: Client;
const regionCode = '330481000000';
const township = '330481101000';
const november = { from: '2026-11-01', to: '2026-11-30' };
const officers = () => [world.haining.people.supervisor, world.haining.people.supervisor2];

/** A hazard that ran out, one corrected on the spot, one of another county, and a fire with a death. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-02T01:00:00Z' });
  const supervisor = await world.as('supervisor');
  const hotel = await registerHotel(supervisor, world.haining, { name: '逾期宾馆' });
  const late = await visit(supervisor, hotel, {
    kind: 'RANDOM',
    officerIds: officers(),
    found: [
      { itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-10' },
      { itemId: 'L02', correctionMode: 'ON_SITE' },
    ],
  });
  await serveOrder(world, late.id);
  world.setNow('2026-11-20T01:00:00Z');
  await moveExpired(world.environment);
  await reportFire(await world.as('supervisor'), world.haining.orgs.brigade, { lossYuan: 30_000 });
  await registerHotel(await world.as('supervisor', world.pinghu), world.pinghu);
  leader = await world.as('leader');
});
afterAll(() => world.close());

const view = (asked: object = {}) => leader.cockpit.leaderView({ regionCode, ...november, ...asked });
const valueAt = ({ table }: LeaderView, id: string, code: string | null = null) =>
  table.rows.find((row) => row.regionCode === code)?.cells[table.indicators.findIndex((one) => one.id === id)]?.value;

/** The view with a feed of our own, and how often it was counted. */
function counting() {
  const listeners: ((news: News) => void)[] = [];
  const counts = { transactions: 0 };
  const { environment } = world;
  const ask = createLeaderView(
    {
      ...environment,
      database: {
        ...environment.database,
        asJob: (work) => {
          counts.transactions += 1;
          return environment.database.asJob(work);
        },
      },
    },
    facts,
    {
      listen: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
      close: () => undefined,
    },
  );
  const tell = (countyCode: string) => {
    for (const listener of listeners) listener({ topic: 'hazards.register', countyCode });
  };
  return { ask, tell, counts };
}
const actor = (region: string) => ({ region, permissions: new Set(['indicators.read']) }) as unknown as Actor;

describe("the leader's view", () => {
  test('says what is wrong in the county and where, in one answer', async () => {
    const answer = await view();
    expect(answer.table.indicators.map(({ id }) => id)).toEqual([...leaderIndicators]);
    expect(answer.table.rows).toHaveLength(1 + 12);
    const told = Object.fromEntries(
      ['hazardOverdue', 'hazardStock', 'hazardFound', 'hazardClosed', 'fireCount', 'directLoss', 'premisesCount'].map(
        (id) => [id, [valueAt(answer, id), valueAt(answer, id, township)]],
      ),
    );
    expect(told).toEqual({
      hazardOverdue: [1, 1],
      hazardStock: [1, 1],
      hazardFound: [2, 2],
      hazardClosed: [1, 1],
      fireCount: [1, 1],
      directLoss: [3, 3],
      premisesCount: [1, 1],
    });
  });

  test('every number of it is the length of the list that it opens', async () => {
    const { table } = await view();
    let opened = 0;
    for (const row of table.rows.filter((one) => one.regionCode === null || one.regionCode === township))
      for (const [i, { id }] of table.indicators.entries()) {
        const cell = row.cells[i];
        if (cell?.state !== 'RECORDED') continue;
        const list = await leader.indicators.records({
          id,
          regionCode: row.regionCode ?? table.regionCode,
          from: table.period.from,
          to: table.period.to,
        });
        expect([id, row.name, list.total]).toEqual([id, row.name, cell.records]);
        opened += 1;
      }
    expect(opened).toBeGreaterThan(20);
  });

  test('thirteen months end with the running one, whose stock is the one of today', async () => {
    const { months, table } = await view();
    expect(months).toHaveLength(13);
    expect([months[0]?.month, months.at(-1)?.month]).toEqual(['2025-11', '2026-11']);
    expect(months.at(-1)?.values).toMatchObject({ hazardStock: 1, hazardFound: 2, hazardClosed: 1, fireCount: 1 });
    // Nothing was registered yet: unknown, not none.
    expect(months[0]?.values.hazardStock).toBeNull();
    expect(table.period.to).toBe('2026-11-20');
  });

  test('a township where nothing was ever registered or seen is silent: its zeros are no praise', async () => {
    const { table } = await view();
    const silent = silentPlaces(table);
    expect(silent.has(township)).toBe(false);
    expect(silent.size).toBe(11);
  });

  test('a township sees its villages, nobody sees another county, and a leader of wide reach is shown the own division', async () => {
    const town = await world.as('town');
    const own = await town.cockpit.leaderView(november);
    expect([own.table.regionCode, own.table.level]).toEqual([township, 'VILLAGE']);
    await expect(town.cockpit.leaderView({ ...november, regionCode: '330481001000' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(view({ regionCode: '330482000000' })).rejects.toMatchObject({ code: 'forbidden' });
    const sum = await counting().ask(actor('3304'), { ...november, scheme: 'OWN' });
    expect(sum.table.level).toBe('COUNTY');
    expect([valueAt(sum, 'premisesCount'), valueAt(sum, 'premisesCount', '330482000000')]).toEqual([2, 1]);
  });

  test('what is asked wrongly is refused with a sentence', async () => {
    await expect(view({ from: '2026-12-01', to: '2026-11-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(view({ from: '2010-01-01', to: '2026-11-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect((await world.as('grid')).cockpit.leaderView(november)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a kept answer', () => {
  const asked = { ...november, regionCode: township, scheme: 'OWN' as const };

  /** How many answers were counted, whatever the number of transactions that one takes. */
  async function counted(
    task: (ask: ReturnType<typeof createLeaderView>, tell: (county: string) => void) => Promise<unknown>,
  ) {
    const one = counting();
    await one.ask(actor('330481'), asked);
    const { ask, tell, counts } = counting();
    await task(ask, tell);
    return counts.transactions / one.counts.transactions;
  }

  test('answers fifty leaders who look at once with one count', async () => {
    const fifty = Array.from({ length: 50 });
    expect(await counted((ask) => Promise.all(fifty.map(() => ask(actor('330481'), asked))))).toBe(1);
  });

  test('is never shared between two reaches', async () => {
    const answers = new Set<LeaderView>();
    const reaches = ['330481', '330481101', '33', '330481'];
    expect(
      await counted(async (ask) => {
        for (const reach of reaches) answers.add(await ask(actor(reach), asked));
      }),
    ).toBe(3);
    expect(answers.size).toBe(3);
    expect(() => counting().ask(actor('330482'), asked)).toThrow('管辖范围');
  });

  test('is dropped when something changed in its county, and not by another one', async () => {
    const scheme = 'OWN' as const;
    const all = (ask: ReturnType<typeof createLeaderView>) =>
      Promise.all(
        [regionCode, township, '330400000000'].map((code) =>
          ask(actor('3304'), { ...november, scheme, regionCode: code }),
        ),
      );
    const whenTold = (...told: string[]) =>
      counted(async (ask, tell) => {
        await all(ask);
        for (const county of told) tell(county);
        await all(ask);
      });
    expect(await whenTold()).toBe(3);
    // Another county of the prefecture changes the prefecture's sum alone.
    expect(await whenTold('330482')).toBe(3 + 1);
    expect(await whenTold('330481')).toBe(3 + 3);
    expect(await whenTold('')).toBe(3 + 3);
  });

  test('of the server is made anew as soon as somebody registers a place', async () => {
    const before = valueAt(await view(), 'premisesCount');
    await registerHotel(await world.as('supervisor'), world.haining);
    await expect.poll(async () => valueAt(await view(), 'premisesCount'), { timeout: 4000 }).toBe((before ?? 0) + 1);
  });
});
