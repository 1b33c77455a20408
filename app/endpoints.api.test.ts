import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { permissionMatrix, type Role, roleIds, roles } from '#modules/accounts/contract';
import { allEndpoints, type Endpoint } from './testing/endpoints.ts';
import { type Persona, personas, testPassword } from './testing/personas.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const endpoints = allEndpoints();
const mayOf = (permission: string): readonly Role[] =>
  permission === 'signed-in' || permission === 'public'
    ? roleIds
    : permissionMatrix[permission as keyof typeof permissionMatrix].roles;
/** Signing out would end the session that the walk uses. */
const endsSession = (endpoint: Endpoint) => endpoint.method === 'DELETE' && endpoint.path === '/session';

const anyId = '01890000-0000-7000-8000-000000000000';
const fill = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, key: string) => (key === 'countyCode' ? '330481' : /[iI]d$/.test(key) ? anyId : 'x'));

const call = (cookie: string | undefined, endpoint: Endpoint, body?: unknown, query = '') =>
  world.request(cookie, `http://127.0.0.1/api${fill(endpoint.path)}${query}`, {
    method: endpoint.method,
    ...(endpoint.method === 'GET'
      ? {}
      : {
          headers: new Headers({ 'content-type': 'application/json' }),
          body: Buffer.from(JSON.stringify(body ?? {})),
        }),
  });

/** One persona for each role that people hold. */
const personaOf = new Map<Role, Persona>();
for (const [persona, { role }] of Object.entries(personas) as [Persona, { role: Role }][])
  personaOf.set(role, personaOf.get(role) ?? persona);

describe('every endpoint', () => {
  test('declares a permission of the matrix, and only these are open to everybody', () => {
    const known = new Set([...Object.keys(permissionMatrix), 'signed-in', 'public']);
    expect(endpoints.filter((endpoint) => !known.has(endpoint.permission))).toEqual([]);
    expect(endpoints.filter((endpoint) => endpoint.permission === 'public').map((endpoint) => endpoint.name)).toEqual([
      'accounts.welcome',
      'accounts.signIn',
    ]);
  });

  test('every permission of the matrix is asked for somewhere', () => {
    const asked = new Set(endpoints.map((endpoint) => endpoint.permission));
    // Asked by services where one endpoint serves several kinds of people.
    for (const inside of [
      'inspections.conduct',
      'inspections.selfCheck',
      'hazards.order',
      'documents.draft',
      'cockpit.read',
    ])
      asked.add(inside);
    expect(Object.keys(permissionMatrix).filter((permission) => !asked.has(permission))).toEqual([]);
  });

  test('the table of endpoints and roles is the reviewed one', async () => {
    const lines = endpoints
      .map(({ name, method, path, permission }) => {
        const who =
          permission === 'public'
            ? '所有人'
            : permission === 'signed-in'
              ? '登录人员'
              : mayOf(permission)
                  .map((role) => roles[role].label)
                  .join('、');
        return `| ${name} | ${method} ${path} | ${permission} | ${who} |`;
      })
      .sort();
    const table = [
      '# Endpoints and roles',
      '',
      'Made by app/endpoints.api.test.ts from the contract and the permission matrix; reviewed with every change.',
      '',
      '| endpoint | route | permission | who |',
      '|---|---|---|---|',
      ...lines,
      '',
    ].join('\n');
    await expect(table).toMatchFileSnapshot('../docs/permissions.md');
  });

  test('refuses whoever is not signed in', async () => {
    for (const endpoint of endpoints.filter((one) => one.permission !== 'public'))
      expect({ name: endpoint.name, status: (await call(undefined, endpoint)).statusCode }).toEqual({
        name: endpoint.name,
        status: 401,
      });
  });

  test.each([...personaOf])(
    'refuses %s wherever the matrix does not name the role, and nowhere by accident',
    async (role, persona) => {
      const cookie = await world.cookieOf(`${persona}.330481`);
      for (const endpoint of endpoints.filter((one) => one.permission !== 'public' && !endsSession(one))) {
        const { statusCode, body } = await call(cookie, endpoint);
        const may = mayOf(endpoint.permission).includes(role);
        if (!may) expect({ name: endpoint.name, statusCode }).toEqual({ name: endpoint.name, statusCode: 403 });
        else
          expect({
            name: endpoint.name,
            ok: statusCode < 500 && statusCode !== 401,
            body: statusCode < 500 ? '' : body,
          }).toEqual({ name: endpoint.name, ok: true, body: '' });
      }
    },
    120_000,
  );
});

/** Values that people and robots send: right kinds with wrong contents, wrong kinds, hostile text. */
const hostile = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '‮隐患',
    "'; drop table x;--",
    '=1+1',
    '<script>',
    '９９',
    '2026-02-30',
    '9999-12-31',
    '0001-01-01',
    anyId,
    '330481',
    '330481101201',
    '99',
    -1,
    0,
    1e308,
    2 ** 53,
    1.5,
    true,
    [],
    {},
  ),
  fc.string({ maxLength: 30, unit: 'binary' }),
  fc.integer(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
);

const keysOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** Now and then what the schema itself calls right, so that the input gets past validation. */
function plausible(schema: z.ZodType, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 4) return hostile;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: plausible(schema.unwrap() as z.ZodType, depth + 1) },
    );
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.oneof(fc.integer({ min: -2, max: 300 }), fc.double());
  if (schema instanceof z.ZodArray)
    return fc.array(plausible(schema.element as z.ZodType, depth + 1), { maxLength: 3 });
  if (schema instanceof z.ZodObject)
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.shape).map(([key, child]) => [
          key,
          fc.oneof(
            { weight: 9, arbitrary: plausible(child as z.ZodType, depth + 1) },
            { weight: 1, arbitrary: hostile },
          ),
        ]),
      ),
    );
  return fc.oneof(
    fc.constantFrom(
      anyId,
      '330481',
      '330481101201',
      '330481101',
      '2026-11-25',
      '2026-11-20T02:00:00Z',
      '许村',
      '13900001234',
      'F01',
    ),
    hostile,
  );
}

describe('arbitrary input', () => {
  const targets = endpoints.filter(
    (endpoint) =>
      !endsSession(endpoint) && endpoint.name !== 'accounts.signIn' && endpoint.name !== 'accounts.changePassword',
  );
  const personaFor = (endpoint: Endpoint): string => {
    const role = mayOf(endpoint.permission).find((one) => personaOf.has(one));
    return `${(role && personaOf.get(role)) ?? 'supervisor'}.330481`;
  };

  test.each(targets.map((endpoint) => [endpoint.name, endpoint] as const))(
    '%s answers it with a sentence, never with a failure of the server',
    async (_name, endpoint) => {
      const cookie = await world.cookieOf(personaFor(endpoint), testPassword);
      const input = endpoint.input
        ? fc.oneof(
            plausible(endpoint.input),
            fc.dictionary(fc.constantFrom(...keysOf(endpoint.input), 'x'), hostile, { maxKeys: 6 }),
          )
        : hostile;
      await fc.assert(
        fc.asyncProperty(input, async (given) => {
          const query =
            endpoint.method === 'GET' && given && typeof given === 'object'
              ? `?${Object.entries(given)
                  .flatMap(([key, value]) =>
                    value === undefined
                      ? []
                      : Array.isArray(value)
                        ? value.map((one, i) => [`${key}[${i}]`, one])
                        : [[key, value]],
                  )
                  .map(
                    ([key, value]) =>
                      `${encodeURIComponent(String(key))}=${encodeURIComponent(String(value).toWellFormed())}`,
                  )
                  .join('&')}`
              : '';
          const answer = await call(cookie, endpoint, given, query);
          if (answer.statusCode >= 500 && answer.statusCode !== 503)
            throw new Error(`${answer.statusCode}: ${answer.body}\n${world.log.at(-1)}`);
          if (answer.statusCode >= 400) {
            const { message } = answer.json() as { message: string };
            expect(message).toMatch(/[\u4e00-\u9fff]/);
            expect(message).not.toMatch(/\bat .*\.ts:\d+/);
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});
