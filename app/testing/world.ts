import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { inject } from 'vitest';
import type { Config } from '#platform/server/config.ts';
import { openDatabase } from '#platform/server/database.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { dropDatabase, makeDatabase, testSecret } from '#platform/testing/database.ts';
import { type Contract, contract } from '../contract.ts';
import { createServer } from '../server.ts';
import { type County, type Persona, testPassword } from './personas.ts';

export type Client = ContractRouterClient<Contract>;

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
    counties: County[];
  }
}

/**
 * A world of its own for a test file: a copy of the template database (divisions, two settled counties with every
 * persona), the server without a socket, a clock that the test moves, and a typed client for each persona.
 */
export async function createWorld(options: { now?: string; oidc?: Config['oidc'] } = {}) {
  const adminUrl = inject('adminUrl');
  const [haining, pinghu] = inject('counties') as [County, County];
  const name = `world_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const url = await makeDatabase(adminUrl, name, inject('template'));
  const database = openDatabase(url, testSecret, { appConnections: 6 });
  const files = createFiles(mkdtempSync(join(tmpdir(), 'wanghuolou-files-')));
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => lines.push(line) });
  let clock = new Date(options.now ?? '2026-11-20T01:00:00Z');
  const server = await createServer({
    config: { publicUrl: 'http://127.0.0.1', oidc: options.oidc },
    database,
    files,
    secret: testSecret,
    log,
    now: () => clock,
    page: { demo: false, oidcName: null, personas: [] },
  });
  await server.app.ready();

  const request = async (
    cookie: string | undefined,
    url: string | URL,
    init: { method: string; headers?: Headers; body?: Buffer },
  ) => {
    const { pathname, search } = new URL(url);
    const headers: Record<string, string> = Object.fromEntries(init.headers ?? []);
    if (init.body) headers['content-length'] = String(init.body.byteLength);
    return server.app.inject({
      method: init.method as 'GET',
      url: pathname + search,
      headers: { ...headers, 'x-wanghuolou': '1', ...(cookie ? { cookie: `whl_session=${cookie}` } : {}) },
      ...(init.body ? { payload: init.body } : {}),
    });
  };

  const clientWith = (cookie: () => Promise<string | undefined>): Client =>
    createORPCClient(
      new OpenAPILink(contract, {
        url: 'http://127.0.0.1/api',
        fetch: async (input) => {
          const body = input.method === 'GET' ? undefined : Buffer.from(await input.arrayBuffer());
          const answer = await request(await cookie(), input.url, {
            method: input.method,
            headers: input.headers,
            ...(body?.byteLength ? { body } : {}),
          });
          const headers = new Headers();
          for (const [key, value] of Object.entries(answer.headers))
            if (typeof value === 'string') headers.set(key, value);
          return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), {
            status: answer.statusCode,
            headers,
          });
        },
      }),
    );

  /** Signed in now, and again after the clock was moved. */
  const signedInAs = async (username: string, password?: string) => {
    await cookieOf(username, password);
    return clientWith(() => cookieOf(username, password));
  };

  const cookies = new Map<string, string>();
  async function cookieOf(username: string, password = testPassword): Promise<string> {
    const known = cookies.get(username);
    if (known) return known;
    const answer = await request(undefined, 'http://127.0.0.1/api/session', {
      method: 'POST',
      headers: new Headers({ 'content-type': 'application/json' }),
      body: Buffer.from(JSON.stringify({ username, password })),
    });
    const cookie = answer.cookies.find((one) => one.name === 'whl_session')?.value;
    if (!cookie) throw new Error(`sign-in of ${username} refused: ${answer.body}`);
    cookies.set(username, cookie);
    return cookie;
  }

  return {
    adminUrl: url,
    haining,
    pinghu,
    server,
    database,
    files,
    log: lines,
    environment: server.environment,
    now: () => clock,
    /** Moves the clock; whoever was signed in signs in again, as a session does not outlive a night. */
    setNow(instant: string) {
      clock = new Date(instant);
      cookies.clear();
    },
    /** Client of a persona of a county (Haining unless said otherwise). */
    as: (persona: Persona, county: County = haining) => signedInAs(`${persona}.${county.code}`),
    /** Client of any account. */
    signedIn: signedInAs,
    anonymous: clientWith(async () => undefined),
    cookieOf,
    request,
    system: <T>(task: Parameters<typeof workAsSystem<T>>[2]) => workAsSystem(server.environment, '00', task),
    async close() {
      await server.app.close();
      await database.close();
      await dropDatabase(adminUrl, name);
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;
