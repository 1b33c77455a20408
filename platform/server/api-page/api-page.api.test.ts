import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
const get = (url: string) => world.server.app.inject({ url });

test('the API page and its parts are served by ourselves, to anybody, and nothing in them leads elsewhere', async () => {
  for (const [url, type] of [
    ['/api/docs', 'text/html'],
    ['/api/docs/page.css', 'text/css'],
    ['/api/docs/page.js', 'text/javascript'],
  ] as const) {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.body).not.toMatch(/https?:\/\//);
    // The content security policy allows no script or style handler inside the page.
    expect(answer.body).not.toMatch(/<script(?![^>]* src=)|\son[a-z]+="|<style/);
  }
});

test('every operation of the OpenAPI document has a name, a group and the permission that opens it', async () => {
  const api = (await get('/api/openapi.json')).json() as {
    paths: Record<string, Record<string, { summary?: string; tags?: string[]; 'x-permission'?: string }>>;
  };
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, ...operation })),
  );
  expect(operations.length).toBeGreaterThan(50);
  expect(
    operations.filter((one) => !one.summary || !one.tags?.length || !one['x-permission']).map(({ at }) => at),
  ).toEqual([]);
});
