import { describe, expect, it } from 'vitest';
import checklist from '#db/reference/inspections/checklist-items.json' with { type: 'json' };
import { figuresOf } from '#modules/fires/contract';
import { premisesTypes, RegisterInput } from '#modules/premises/contract';
import { dayOf } from '#platform/shared/day.ts';
import { chooseFindings, findingWords } from './finding-words.ts';
import { drawNils } from './fires.ts';
import { hainingTownships } from './haining/index.ts';
import { county } from './haining/places.ts';
import { demoPersonas, demoWorlds } from './index.ts';
import { drawYears } from './jilin/fires.ts';
import { drawHazardous } from './jilin/hazardous.ts';
import { jilinCounties } from './jilin/places.ts';
import { premisesOf } from './jilin/premises.ts';
import { createNames } from './people-names.ts';
import { drawPremises } from './premises.ts';
import { createIds, createRandom } from './random.ts';

const draw = async (seed: string) =>
  drawPremises(
    createRandom(seed),
    await hainingTownships(),
    createIds(createRandom(`${seed} ids`), () => new Date('2025-11-01T00:00:00Z')),
    '2026-11-22',
  );

describe('the premises of the Haining world', () => {
  it('are about two thousand in all twelve townships and real villages', async () => {
    const townships = await hainingTownships();
    const villages = new Set(townships.flatMap((township) => township.villages.map(({ code }) => code)));
    expect(townships).toHaveLength(12);
    expect(villages.size).toBe(236);
    const places = await draw('a');
    expect(places.length).toBeGreaterThan(1950);
    expect(places.length).toBeLessThan(2300);
    expect(places.every(({ villageCode }) => villages.has(villageCode))).toBe(true);
    expect(new Set(places.map(({ townshipPrefix }) => townshipPrefix)).size).toBe(12);
  });

  it('are such as the register takes, each with a name of its own, inside the county', async () => {
    const places = await draw('a');
    for (const { input } of places) {
      const parsed = RegisterInput.safeParse(input);
      expect(parsed.error?.issues ?? [], input.name).toEqual([]);
      if (input.lng != null && input.lat != null) {
        expect(input.lng).toBeGreaterThanOrEqual(county.box.west);
        expect(input.lng).toBeLessThanOrEqual(county.box.east);
        expect(input.lat).toBeGreaterThanOrEqual(county.box.south);
        expect(input.lat).toBeLessThanOrEqual(county.box.north);
      }
    }
    expect(new Set(places.map(({ input }) => input.name)).size).toBe(places.length);
    expect(new Set(places.map(({ input }) => input.id)).size).toBe(places.length);
  });

  it('are of nearly every class, some of them tenants, some incomplete', async () => {
    const places = await draw('a');
    const classes = new Set(places.flatMap(({ input }) => input.types));
    expect(premisesTypes.filter(({ id }) => !classes.has(id)).map(({ id }) => id).length).toBeLessThan(8);
    expect(places.some(({ input }) => input.buildingId)).toBe(true);
    expect(places.filter(({ input }) => !input.responsiblePerson).length).toBeGreaterThan(50);
    expect(places.filter(({ input }) => input.lng === undefined).length).toBeGreaterThan(20);
  });

  it('are the same for the same seed and others for another', async () => {
    expect(await draw('a')).toEqual(await draw('a'));
    expect((await draw('b'))[0]?.input.name).not.toBe((await draw('a'))[0]?.input.name);
  });
});

describe('the world of 吉林市', () => {
  const drawAll = async (today: string) => {
    const counties = await jilinCounties();
    const ids = (name: string) => createIds(createRandom(name), () => new Date('2025-11-01T00:00:00Z'));
    const hazardous = drawHazardous(createRandom('h'), counties, ids('h'), createNames(createRandom('n')));
    const shops = drawPremises(
      createRandom('p'),
      counties.flatMap(({ demoTownships }) => demoTownships),
      ids('p'),
      today,
    ).filter(({ input }) => input.types[0] === 'MALL' || input.types[0] === 'MARKET');
    const signed = { accountId: ids('s')(), name: '统计员' };
    const fires = drawYears(
      {
        random: createRandom('f'),
        newId: ids('f'),
        villages: counties.flatMap(({ plan, townships }) =>
          townships.flatMap(({ villages }) =>
            villages.map((village) => ({
              ...village,
              isRural: village.short.endsWith('村'),
              road: '中心街',
              station: {
                orgId: ids(plan.code)(),
                regionCode: `${plan.code}000000`,
                reporter: signed,
                reviewer: signed,
              },
            })),
          ),
        ),
      },
      premisesOf(shops),
      today,
    );
    return { counties, hazardous, fires };
  };
  const inYear = (fires: Awaited<ReturnType<typeof drawAll>>['fires'], year: number) =>
    fires.filter(({ content }) => dayOf(new Date(content.ignitedAt ?? content.alarmAt)).startsWith(String(year)));

  it('has as many fires in 2021 as were published, by place, with their loss to the yuan', async () => {
    const { counties, fires } = await drawAll('2026-11-22');
    const published = inYear(fires, 2021);
    const of = (...places: string[]) => published.filter(({ content }) => places.includes(content.place ?? '')).length;
    const figures = published.map(({ content }) => figuresOf(content));
    expect({
      fires: published.length,
      before: inYear(fires, 2020).length,
      loss: published.reduce((sum, { content }) => sum + (content.lossYuan ?? 0), 0),
      residence: of('RESIDENCE'),
      haystack: of('HAYSTACK'),
      vehicles: figures.filter(({ placeGroup }) => placeGroup === 'VEHICLE').length,
      commercial: of('COMMERCIAL'),
      storage: of('WAREHOUSE'),
      retail: published.filter(({ premisesType }) => premisesType === 'MALL' || premisesType === 'MARKET').length,
    }).toEqual({
      fires: 870,
      before: 1114,
      loss: 3_972_000,
      residence: 360,
      haystack: 249,
      vehicles: 74,
      commercial: 40,
      storage: 19,
      retail: 16,
    });
    expect(figures.every(({ grade }) => grade === 'GENERAL')).toBe(true);
    // Each of the nine counties and three zones has its part, in villages of its own, and nothing lies in the future.
    expect(new Set(published.map(({ content }) => content.regionCode.slice(0, 6)))).toEqual(
      new Set(counties.map(({ plan }) => plan.code)),
    );
    expect(fires.every(({ content }) => content.alarmAt < '2026-11-22T00:00')).toBe(true);
  });

  it('lets a station say of every month without a record that there was none, up to the last that has ended', () => {
    const signed = { accountId: '', name: '统计员' };
    const station = { orgId: 'a', regionCode: '220202000000', reporter: signed, reviewer: signed };
    const records = [{ orgId: 'a', day: '2020-02-29' }];
    const nils = drawNils([station, { ...station, orgId: 'b' }], 'FIRES', records, '2020-01', '2020-04-10');
    expect(nils.map(({ orgId, month }) => `${orgId} ${month}`)).toEqual([
      'a 2020-01-01',
      'a 2020-03-01',
      'b 2020-01-01',
      'b 2020-02-01',
      'b 2020-03-01',
    ]);
    expect(nils.every(({ month, at }) => at.slice(0, 7) > month.slice(0, 7))).toBe(true);
  });

  it('has 56 enterprises with 249 major hazard sources, such as the register takes', async () => {
    const { hazardous } = await drawAll('2026-11-22');
    expect(hazardous).toHaveLength(56);
    expect(new Set(hazardous.map(({ input }) => input.uscc)).size).toBe(56);
    const sources = hazardous.map(({ input }) => Number(input.attributes?.majorHazardSourceCount));
    expect(sources.reduce((sum, count) => sum + count, 0)).toBe(249);
    expect(Math.min(...sources)).toBeGreaterThan(0);
    expect(new Set(hazardous.map(({ input }) => input.name)).size).toBe(56);
    for (const { input } of hazardous) expect(RegisterInput.safeParse(input).error?.issues ?? []).toEqual([]);
  });

  it('goes on to the day of loading, whichever that is', async () => {
    const { fires } = await drawAll('2028-02-10');
    expect(inYear(fires, 2027).length).toBeGreaterThan(1000);
    expect(inYear(fires, 2028).length).toBeGreaterThan(50);
    expect(inYear(fires, 2021)).toHaveLength(870);
  });
});

describe('findings', () => {
  it('are worded for items that exist, and never chosen twice', () => {
    const known = new Set(checklist.items.map(({ id }) => id));
    expect(Object.keys(findingWords).filter((id) => !known.has(id))).toEqual([]);
    const chosen = chooseFindings(createRandom('c'), checklist.items, 20).map(({ item }) => item.id);
    expect(new Set(chosen).size).toBe(20);
  });
});

describe('ids of a world', () => {
  it('follow one another in time and within an instant, as UUIDs of version 7', () => {
    let clock = new Date('2026-01-01T00:00:00Z');
    const next = createIds(createRandom('ids'), () => clock);
    const ids = Array.from({ length: 9000 }, next);
    clock = new Date('2026-01-01T00:01:00Z');
    ids.push(next());
    expect([...ids].sort()).toEqual(ids);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });
});

describe('demo sign-ins', () => {
  it('have a password that the rules accept, and say what each comes for', () => {
    for (const name of Object.keys(demoWorlds) as (keyof typeof demoWorlds)[])
      for (const { username, password, comesFor } of demoPersonas(name)) {
        // As `accounts` asks: ten characters of three kinds, without the name of the account.
        expect(password.length).toBeGreaterThanOrEqual(10);
        expect(
          [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length,
        ).toBeGreaterThanOrEqual(3);
        expect(password.toLowerCase()).not.toContain(username);
        expect(comesFor).not.toBe('');
      }
  });
});
