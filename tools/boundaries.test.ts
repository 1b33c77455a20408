import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a tool in plain JavaScript
import { findViolations, readImports, sqlExceptions } from './boundaries.mjs';

interface Violation {
  rule: string;
  file: string;
  line: number;
  detail: string;
}
const root = dirname(import.meta.dirname);
const copy = mkdtempSync(join(tmpdir(), 'wanghuolou-boundaries-'));
const key = ({ rule, file, detail }: Violation) => `${rule} ${file} ${detail}`;
let before: Set<string>;

beforeAll(() => {
  for (const folder of ['app', 'modules', 'platform', 'db'])
    cpSync(join(root, folder), join(copy, folder), {
      recursive: true,
      filter: (source) => !/\.[a-z0-9]+$/i.test(source) || /\.(tsx?|sql)$/.test(source),
    });
  before = new Set((findViolations(copy) as Violation[]).map(key));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the checker finds when a file of this content is added. */
function plant(file: string, content: string): Violation[] {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  try {
    return (findViolations(copy) as Violation[]).filter((violation) => !before.has(key(violation)));
  } finally {
    rmSync(path);
  }
}

describe('each forbidden import is found', () => {
  test.each([
    ['platform/server/planted.ts', `import { x } from '#modules/regions/server';`, /imports no module/],
    ['platform/shared/planted.ts', `export * from '#modules/regions/contract';`, /imports no module/],
    ['platform/web/planted.tsx', `import { x } from '../../modules/regions/web/index.ts';`, /not by path/],
    ['platform/server/planted.ts', `import { x } from '#app/modules.ts';`, /only app\/ puts things together/],
    ['platform/shared/planted.ts', `import { x } from '../server/work.ts';`, /runs everywhere/],
    ['platform/shared/planted.ts', `import { readFile } from 'node:fs';`, /for servers/],
    ['platform/server/planted.ts', `import { x } from '#platform/web/theme.ts';`, /never see each other/],
    ['platform/web/planted.ts', `import type { Work } from '#platform/server/work.ts';`, /never see each other/],
    ['platform/server/planted.ts', `import { x } from '#platform/testing/database.ts';`, /only tests/],
    ['modules/regions/contract/planted.ts', `import { x } from '../server/index.ts';`, /neither server nor web/],
    [
      'modules/regions/contract/planted.ts',
      `import type { Work } from '#platform/server/work.ts';`,
      /neither server nor web/,
    ],
    ['modules/regions/contract/planted.ts', `import { sql } from 'kysely';`, /for servers/],
    ['modules/regions/contract/planted.ts', `import { useState } from 'react';`, /for the browser/],
    ['modules/regions/contract/planted.ts', `import type { DB } from '#db/tables.ts';`, /reference data/],
    ['modules/regions/server/planted.ts', `import { x } from '../web/index.ts';`, /never see each other/],
    ['modules/regions/server/planted.ts', `import { Button } from 'antd';`, /for the browser/],
    ['modules/hazards/web/planted.tsx', `import { x } from '#modules/premises/server';`, /never see each other/],
    ['modules/regions/web/planted.tsx', `const x = await import('../server/index.ts');`, /never see each other/],
    ['modules/regions/web/planted.tsx', `let x: import('../server/index.ts').Something;`, /never see each other/],
    ['modules/regions/web/planted.tsx', `import pg from 'pg';`, /for servers/],
    ['modules/hazards/server/planted.ts', `import { x } from '../../premises/server/index.ts';`, /not by path/],
    [
      'modules/hazards/server/planted.ts',
      `import { x } from '#modules/premises/server/premises.store.ts';`,
      /only the doors/,
    ],
    ['modules/hazards/server/planted.ts', `export { x } from '#modules/premises/testkit';`, /only the doors/],
    ['modules/hazards/server/planted.ts', `import { x } from '../../../tools/run.mjs';`, /leads out of/],
    ['modules/hazards/server/planted.ts', `import { x } from '#db/seeds/index.ts';`, /demo worlds/],
    ['app/planted.ts', `import { x } from '#modules/premises/server/premises.store.ts';`, /only the doors/],
  ])('%s: %s', (file, content, detail) => {
    expect(plant(file, content)).toEqual([{ rule: 'imports', file, line: 1, detail: expect.stringMatching(detail) }]);
  });

  test('a cycle of modules, however long', () => {
    const found = plant('modules/regions/server/planted.ts', `import { x } from '#modules/hazards/server';`);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['cycle']));
    expect(found[0]?.detail).toMatch(/regions → .*hazards|hazards → .*regions/);
  });

  test.each([
    `await db.selectFrom('regions.division').select('name').execute();`,
    `await db\n  .updateTable('regions.division').set({}).execute();`,
    'const q = sql`select 1`;',
    'const q = sql<{ a: number }>`select 1`;',
  ])('SQL outside stores and queries: %s', (content) => {
    expect(plant('modules/regions/server/planted.service.ts', content)).toEqual([
      expect.objectContaining({ rule: 'sql' }),
    ]);
    expect(plant('modules/regions/server/planted.queries.ts', content)).toEqual([]);
    expect(plant('modules/regions/server/planted.store.ts', content)).toEqual([]);
  });

  test('a setting of the actor outside app.enter', () => {
    expect(
      plant('modules/regions/server/planted.store.ts', "sql`select set_config('app.region', '33', true)`;"),
    ).toEqual([expect.objectContaining({ rule: 'enter' })]);
    expect(plant('platform/server/planted.ts', "await client.query(`set local app.region = '33'`);")).toEqual([
      expect.objectContaining({ rule: 'enter' }),
    ]);
    expect(plant('db/migrations/9999-planted.sql', "select 1;\nselect set_config('app.region', '33', true);")).toEqual([
      { rule: 'enter', file: 'db/migrations/9999-planted.sql', line: 2, detail: expect.any(String) },
    ]);
  });
});

describe('what is allowed stays allowed', () => {
  test.each([
    [
      'modules/hazards/server/planted.ts',
      `import { x } from '#modules/premises/server';\nimport { y } from '#modules/premises/contract';\nimport type { Work } from '#platform/server/work.ts';`,
    ],
    [
      'modules/hazards/web/planted.tsx',
      `import { x } from '#modules/premises/web';\nimport { t } from '#platform/web/i18n/i18n.ts';\nimport { Button } from 'antd';`,
    ],
    [
      'modules/hazards/contract/planted.ts',
      `import { z } from 'zod';\nimport list from '#db/reference/organisations/kinds.json' with { type: 'json' };`,
    ],
    [
      'modules/hazards/server/planted.test.ts',
      `import { x } from '#app/testing/world.ts';\nimport { y } from '#modules/premises/testkit';`,
    ],
    [
      'modules/hazards/contract/planted.ts',
      `// import { x } from '../server/index.ts';\nexport const words = "import('../server/index.ts')".length;\n/* sql\`x\` */`,
    ],
  ])('%s', (file, content) => {
    const found = plant(file, content).filter(({ rule }) => rule !== 'cycle');
    // A string that looks like an import is the one false alarm, and harmless to avoid.
    expect(found.filter(({ line }) => !content.split('\n')[line - 1]?.includes('words'))).toEqual([]);
  });

  test('every exception has its reason', () => {
    for (const [pattern, reason] of sqlExceptions)
      expect({ pattern, reason }).toEqual({ pattern: expect.any(RegExp), reason: expect.stringMatching(/\w+ \w+/) });
  });
});

test('a checker that has read nothing says so', () => {
  const empty = mkdtempSync(join(tmpdir(), 'wanghuolou-empty-'));
  expect(() => findViolations(empty)).toThrow(/only 0 source files/);
  rmSync(empty, { recursive: true });
});

test('every form of import is read', () => {
  const text = [
    `import './a.ts';`,
    `import type { B } from './b.ts';`,
    `export { c } from './c.ts';`,
    `export * as d from './d.ts';`,
    `const e = import('./e.ts');`,
    `type F = import('./f.ts').F;`,
    `export type { G } from './g.ts';`,
  ].join('\n');
  const { imports } = readImports('x.ts', text) as { imports: { specifier: string; line: number }[] };
  expect(imports.map(({ specifier }) => specifier).sort()).toEqual([
    './a.ts',
    './b.ts',
    './c.ts',
    './d.ts',
    './e.ts',
    './f.ts',
    './g.ts',
  ]);
  expect(imports.find(({ specifier }) => specifier === './e.ts')?.line).toBe(5);
});
