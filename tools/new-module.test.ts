import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a tool in plain JavaScript
import { findViolations } from './boundaries.mjs';
// @ts-expect-error: a tool in plain JavaScript
import { createModule } from './new-module.mjs';

const root = dirname(import.meta.dirname);
const copy = mkdtempSync(join(tmpdir(), 'wanghuolou-module-'));
const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });

beforeAll(() => {
  for (const name of ['app', 'modules', 'platform', 'db', 'tools', 'package.json', 'tsconfig.json', 'biome.json'])
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !/\.(ttf|otf|png|br|gz)$/.test(source),
    });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}, 120_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('npm run new-module', () => {
  test('writes a module that fits the generated tables, type-checks and keeps the dependency rules', {
    timeout: 300_000,
  }, () => {
    const before = findViolations(copy).length;
    createModule(copy, 'water', '消防水源');
    run('tools/check-tables.mjs', '--write');
    expect(readFileSync(join(copy, 'db', 'tables.ts'), 'utf8')).toContain('"water.entry"');
    expect(findViolations(copy)).toHaveLength(before);
    const config = JSON.parse(readFileSync(join(copy, 'tsconfig.json'), 'utf8'));
    writeFileSync(
      join(copy, 'tsconfig.json'),
      JSON.stringify({ ...config, include: ['modules/water', 'app/contract.ts', 'app/modules.ts', 'app/console.tsx'] }),
    );
    const errors = (() => {
      try {
        return run('node_modules/typescript/bin/tsc', '--noEmit');
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout);
      }
    })();
    expect(errors.split('\n').filter((line) => /water/i.test(line))).toEqual([]);
    run('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', 'modules/water');
  });

  test('registers it in the contract, the server, the console and the permission matrix', () => {
    const holds = (file: string, words: string) => expect(readFileSync(join(copy, file), 'utf8')).toContain(words);
    holds('app/contract.ts', '  water: waterContract,');
    holds('app/modules.ts', 'waterModule,');
    holds('app/modules.ts', 'water: createWaterRoutes(),');
    holds('app/console.tsx', 'waterWeb');
    holds('modules/accounts/contract/roles.ts', "'water.read'");
  });

  test('refuses a word that is no word, and a module that exists', () => {
    expect(() => createModule(copy, 'Fire-Water', '水')).toThrow(/小写英文字母/);
    expect(() => createModule(copy, 'premises', '单位')).toThrow(/已存在/);
    expect(existsSync(join(copy, 'modules', 'Fire-Water'))).toBe(false);
  });
});
