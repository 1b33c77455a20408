import { describe, expect, it } from 'vitest';
import checklist from '#db/reference/inspections/checklist-items.json' with { type: 'json' };
import { premisesTypes, RegisterInput } from '#modules/premises/contract';
import { chooseFindings, findingWords } from './finding-words.ts';
import { hainingTownships } from './haining/index.ts';
import { county } from './haining/places.ts';
import { drawPremises } from './haining/premises.ts';
import { demoPersonas, demoWorlds } from './index.ts';
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
