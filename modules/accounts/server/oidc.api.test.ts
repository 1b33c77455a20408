import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';

/** A real OpenID provider that signs in whoever the test says, without asking. */
async function startProvider() {
  let person = '';
  const server: Server = createServer((request, response) => handler?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'wanghuolou',
        client_secret: 'a secret of the test',
        redirect_uris: ['http://127.0.0.1/api/oidc/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject of ${id}`, preferred_username: id }),
    }),
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['key of the test'] },
  });
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const { prompt, params, grantId } = await provider.interactionDetails(context.req, context.res);
    if (prompt.name === 'login')
      return provider.interactionFinished(context.req, context.res, { login: { accountId: person } });
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: person, clientId: params.client_id as string });
    grant?.addOIDCScope('openid profile');
    return provider.interactionFinished(context.req, context.res, {
      consent: { grantId: (await grant?.save()) as string },
    });
  });
  const handler = provider.callback();
  return {
    issuer,
    signInAs: (id: string) => (person = id),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

let provider: Awaited<ReturnType<typeof startProvider>>;
let world: World;
beforeAll(async () => {
  provider = await startProvider();
  // The provider signs tokens by the real clock.
  world = await createWorld({
    now: new Date().toISOString(),
    oidc: { issuer: provider.issuer, clientId: 'wanghuolou', clientSecret: 'a secret of the test', name: '浙政钉' },
  });
});
afterAll(async () => {
  await world.close();
  await provider.stop();
});

/** Walks the redirects as a browser does; returns the answer of the callback. */
async function walk() {
  const start = await world.server.app.inject({ url: '/api/oidc/start' });
  const own = start.cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
  const jar = new Map<string, string>();
  let location = start.headers.location as string;
  for (let steps = 0; steps < 10 && !location.startsWith('http://127.0.0.1/api/'); steps++) {
    const answer = await fetch(new URL(location, provider.issuer), {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    location = answer.headers.get('location') ?? '';
  }
  return { own, callback: location.replace('http://127.0.0.1', '') };
}

describe('single sign-on by OpenID Connect', () => {
  test('a person known to the provider and to us gets a session in the own post', async () => {
    provider.signInAs('supervisor.330481');
    const { own, callback } = await walk();
    const answer = await world.server.app.inject({ url: callback, headers: { cookie: own } });
    expect(answer.headers.location).toBe('/');
    const session = answer.cookies.find((cookie) => cookie.name === 'whl_session')?.value;
    const { body } = await world.request(session, 'http://127.0.0.1/api/session', { method: 'GET' });
    expect(JSON.parse(body).actor).toMatchObject({ role: 'FIRE_SUPERVISOR', orgName: '海宁市消防救援大队' });
  });

  test('once linked, the subject counts and not the name that the provider shows', async () => {
    provider.signInAs('supervisor.330481');
    const { own, callback } = await walk();
    expect((await world.server.app.inject({ url: callback, headers: { cookie: own } })).headers.location).toBe('/');
  });

  test('a person whom nobody gave an account here is told so, and gets no session', async () => {
    provider.signInAs('stranger');
    const { own, callback } = await walk();
    const answer = await world.server.app.inject({ url: callback, headers: { cookie: own } });
    expect(decodeURIComponent(answer.headers.location as string)).toContain('没有为您开通账号');
    expect(answer.cookies.some((cookie) => cookie.name === 'whl_session')).toBe(false);
  });

  test('an answer that belongs to another start is refused', async () => {
    provider.signInAs('supervisor.330481');
    const { callback } = await walk();
    const other = await world.server.app.inject({ url: '/api/oidc/start' });
    const cookie = other.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const answer = await world.server.app.inject({ url: callback, headers: { cookie } });
    expect(decodeURIComponent(answer.headers.location as string)).toContain('没有通过');
    expect((await world.server.app.inject({ url: callback })).headers.location).toContain('/sign-in');
  });
});
