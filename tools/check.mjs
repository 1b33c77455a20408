// `npm run check`: format and lint, types, dependency rules, translations, generated files. Prints what is wrong and
// how to mend it; ends with 1 when anything is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, findNode, main, root } from './runtime.mjs';

const node = findNode();
const tool = (name) => join(root, 'node_modules', ...name.split('/'));

/** Name, program with arguments, and what to do when it fails. */
const steps = [
  [
    'format and lint',
    tool('.bin/biome'),
    ['check', '--max-diagnostics=60', '--diagnostic-level=error'],
    'npx biome check --write mends most of it',
  ],
  [
    'types',
    node,
    [
      tool('typescript/bin/tsc'),
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      join(root, 'node_modules', '.cache', 'check.tsbuildinfo'),
    ],
    '',
  ],
  ['dependency rules', node, ['tools/boundaries.mjs'], ''],
  ['translations', node, ['tools/check-translations.mjs'], ''],
  ['generated tables', node, ['tools/check-tables.mjs'], 'node tools/check-tables.mjs --write renews db/tables.ts'],
];

function run([name, program, args, remedy]) {
  const started = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { cwd: root, env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', (error) => resolve({ name, remedy, status: 1, output: String(error), seconds: 0 }));
    child.on('close', (status) =>
      resolve({ name, remedy, status: status ?? 1, output, seconds: (Date.now() - started) / 1000 }),
    );
  });
}

await main(async () => {
  const wanted = process.argv.slice(2);
  const chosen = steps.filter(([name]) => !wanted.length || wanted.some((word) => name.includes(word)));
  const results = await Promise.all(
    chosen.map(async (step) => {
      const result = await run(step);
      const mark = result.status === 0 ? '✓' : '✗';
      process.stdout.write(
        `${mark} ${result.name} (${result.seconds.toFixed(1)} s)${result.status === 0 && /skipped/.test(result.output) ? `: ${result.output.trim()}` : ''}\n`,
      );
      return result;
    }),
  );
  const failed = results.filter(({ status }) => status !== 0);
  for (const { name, output, remedy } of failed)
    process.stdout.write(`\n── ${name} ──\n${output.trimEnd()}\n${remedy ? `→ ${remedy}\n` : ''}`);
  if (!existsSync(tool('.bin/biome'))) process.stdout.write('development tools are missing: npm ci --include=dev\n');
  return failed.length ? 1 : 0;
});
