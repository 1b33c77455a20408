import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#platform/server/database.ts';
import { createLog } from '#platform/server/log.ts';
import { testSecret } from '#platform/testing/database.ts';
import { createServer, type ServerSetting } from './server.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** A second server on the same world with settings of its own. */
async function serverWith(settings: Partial<ServerSetting['config']>) {
  const database = openDatabase(world.adminUrl, testSecret, { appConnections: 2 });
  const { app } = await createServer({
    config: { publicUrl: 'http://127.0.0.1', oidc: undefined, ...settings },
    database,
    files: world.files,
    secret: testSecret,
    log: createLog('silent'),
    page: { demo: false, oidcName: null, personas: [] },
  });
  const probe = async (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') => {
    const answer = await app.inject({ method: 'GET', url, headers, remoteAddress });
    return { status: answer.statusCode, body: answer.body };
  };
  app.get('/test/ip', async (request) => request.ip);
  return {
    probe,
    async close() {
      await app.close();
      await database.close();
    },
  };
}

describe('figures about the process', () => {
  test('are read by the machine itself, not through its proxy and not from elsewhere', async () => {
    const { probe, close } = await serverWith({ trustedProxies: ['loopback'] });
    expect(await probe('/metrics')).toMatchObject({ status: 200, body: expect.stringContaining('process_cpu') });
    expect(await probe('/metrics', {}, '10.0.0.9')).toMatchObject({ status: 404 });
    expect(await probe('/metrics', { 'x-forwarded-for': '10.0.0.9' })).toMatchObject({ status: 404 });
    expect(await probe('/metrics', { via: '1.1 proxy' })).toMatchObject({ status: 404 });
    await close();
  });

  test('are read from anywhere with the token, and by nobody without it', async () => {
    const metricsToken = 'a-token-of-many-letters';
    const { probe, close } = await serverWith({ metricsToken });
    expect(await probe('/metrics', { authorization: `Bearer ${metricsToken}` }, '10.0.0.9')).toMatchObject({
      status: 200,
    });
    expect(await probe('/metrics', { authorization: `Bearer ${metricsToken}x` })).toMatchObject({ status: 404 });
    expect(await probe('/metrics')).toMatchObject({ status: 404 });
    await close();
  });
});

describe('the address that the log keeps', () => {
  test('is the one a trusted proxy names, and otherwise the one that connects', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.7' };
    const behind = await serverWith({ trustedProxies: ['10.0.0.0/8'] });
    expect(await behind.probe('/test/ip', forwarded, '10.0.0.5')).toMatchObject({ body: '203.0.113.7' });
    expect(await behind.probe('/test/ip', forwarded, '192.0.2.1')).toMatchObject({ body: '192.0.2.1' });
    await behind.close();
    const alone = await serverWith({ trustedProxies: [] });
    expect(await alone.probe('/test/ip', forwarded)).toMatchObject({ body: '127.0.0.1' });
    await alone.close();
  });
});
