import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mountLive } from '#platform/server/live.ts';
import { createNewsFeed } from '#platform/server/news.ts';
import { openPremisesAccount, registerHotel, visit } from './testing/county-work.ts';
import type { Persona } from './testing/personas.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
let app: FastifyInstance;

/** The server's streams with a heart that beats quickly. */
beforeAll(async () => {
  world = await createWorld();
  const log = { warn: () => undefined } as never;
  app = fastify();
  await app.register(cookie);
  mountLive(app, {
    feed: createNewsFeed(world.database.appPool, log),
    recognise: world.server.accounts.recognise,
    beatMilliseconds: 40,
    gatherMilliseconds: 20,
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** A stream of somebody: what it said so far, and whether it has ended. */
async function listen(token: string) {
  const answer = await app.inject({
    url: '/api/live',
    headers: { cookie: `whl_session=${token}` },
    payloadAsStream: true,
  });
  const told = { text: '', isOver: false, status: answer.statusCode };
  answer
    .stream()
    .on('data', (part: Buffer) => {
      told.text += String(part);
    })
    .on('end', () => {
      told.isOver = true;
    });
  return told;
}
const as = async (persona: Persona, county = world.haining) =>
  listen(await world.cookieOf(`${persona}.${county.code}`));
const soon = { timeout: 4000, interval: 20 };

test('a hazard that one person finds is told to the others of the county, and to nobody of another', async () => {
  const leader = await as('leader');
  const town = await as('town');
  const stranger = await as('leader', world.pinghu);
  // The first listener opens the connection; nothing is said before it stands.
  await expect.poll(() => world.database.appPool.totalCount - world.database.appPool.idleCount, soon).toBe(1);
  const supervisor = await world.as('supervisor');
  const hotel = await registerHotel(supervisor, world.haining);
  await expect.poll(() => leader.text, soon).toContain('data: {"topic":"premises.registered","countyCode":"330481"}');
  const officers = [world.haining.people.supervisor, world.haining.people.supervisor2];
  const found = [{ itemId: 'F05', correctionMode: 'DEADLINE' as const, dueOn: '2026-11-27' }];
  await visit(supervisor, hotel, { kind: 'RANDOM', officerIds: officers, found });
  await expect.poll(() => leader.text, soon).toContain('{"topic":"inspections.finished","countyCode":"330481"}');
  await expect.poll(() => town.text, soon).toContain('inspections.finished');
  expect(leader.text).not.toContain(hotel.name);
  expect(stranger.text).not.toContain('data:');
  expect([leader.isOver, stranger.isOver]).toEqual([false, false]);
});

test('what was not committed is told to nobody', async () => {
  const leader = await as('leader');
  const supervisor = await world.as('supervisor');
  await expect(
    world.system(async (work) => {
      await work.publish({ topic: 'test.undone', regionCode: world.haining.village, payload: {} });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await registerHotel(supervisor, world.haining);
  await expect.poll(() => leader.text, soon).toContain('premises.registered');
  expect(leader.text).not.toContain('test.undone');
});

test('a stream ends with its session', async () => {
  const client = await world.as('auditor');
  const auditor = await as('auditor');
  await expect.poll(() => auditor.text, soon).toContain(': alive');
  await client.accounts.signOut();
  await expect.poll(() => auditor.isOver, soon).toBe(true);
});

test('who is not signed in, and the account of a premises, hear nothing', async () => {
  expect((await listen('no-such-token')).status).toBe(401);
  const hotel = await registerHotel(await world.as('supervisor'), world.haining);
  await openPremisesAccount(world, hotel, 'live.hotel');
  expect((await listen(await world.cookieOf('live.hotel'))).status).toBe(403);
});

test('nobody is told to sign in again because the database is out of reach', async () => {
  const lone = fastify();
  await lone.register(cookie);
  const feed = { listen: () => () => undefined, close: () => undefined };
  let isReachable = true;
  const actor = await world.server.accounts.recognise(await world.cookieOf(`leader.${world.haining.code}`));
  mountLive(lone, {
    feed,
    recognise: async () => {
      if (!isReachable) throw new Error('connection refused');
      return actor;
    },
    beatMilliseconds: 20,
  });
  const ask = () => lone.inject({ url: '/api/live', payloadAsStream: true });
  const answer = await ask();
  let isOver = false;
  answer
    .stream()
    .on('data', () => undefined)
    .on('end', () => {
      isOver = true;
    });
  isReachable = false;
  expect((await ask()).statusCode).toBe(503);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isOver).toBe(false);
  await lone.close();
});

test('after the listening connection broke, everybody is told that something may have been missed', async () => {
  const leader = await as('leader');
  await expect.poll(() => leader.text, soon).toContain(': alive');
  const operator = new pg.Client({ connectionString: world.adminUrl });
  await operator.connect();
  await operator.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
  );
  await operator.end();
  await expect.poll(() => leader.text, soon).toContain('"topic":"*"');
});
