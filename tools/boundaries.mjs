// The dependency rules of docs/architecture.md, checked on every import: `node tools/boundaries.mjs [root]`.
// Imports are read by Vite's own parser (oxc): nothing here depends on TypeScript's compiler.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const roots = ['app', 'modules', 'platform', 'db'];

/**
 * Files outside `*.store.ts` and `*.queries.ts` that may speak SQL, each with its reason.
 * A pattern is matched against the path from the root of the repository.
 */
export const sqlExceptions = [
  [/^platform\/server\//, 'the platform opens transactions, migrates, audits, pages and backs up'],
  [/^platform\/testing\//, 'makes and drops databases for tests'],
  [/^app\//, 'composition, commands and tests'],
  [/^db\/seeds\//, 'demo worlds are loaded once, like reference data'],
  [/^modules\/[a-z]+\/server\/[a-z-]+\.reference\.ts$/, 'loads the reference data that the module ships'],
  [/^modules\/[a-z]+\/server\/[a-z-]+\.jobs\.ts$/, 'finds what is due before a use case takes over'],
];

const isTest = (file) => /\.test\.tsx?$|\.testkit\.ts$|\/testkit\.ts$|^app\/testing\/|^platform\/testing\//.test(file);

/** Packages that bind code to one side. */
const serverPackages = /^(node:|kysely$|pg($|[/-])|fastify$|@fastify\/|pino|pg-boss|sharp$|@orpc\/server|prom-client)/;
const webPackages = /^(react($|[/-])|antd($|\/)|@ant-design\/|@tanstack\/|echarts|maplibre-gl|@orpc\/tanstack-query)/;

/** Where a file, or the target of an import, belongs. */
function place(path) {
  const [root, second, third] = path.split('/');
  if (root === 'modules') return { root, module: second, part: third };
  if (root === 'platform') return { root, part: second };
  return { root };
}

function sourceFiles(base) {
  const found = [];
  const visit = (folder) => {
    for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') visit(path);
      } else if (/\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts')) found.push(path);
    }
  };
  for (const root of roots) if (existsSync(join(base, root))) visit(root);
  return found.sort();
}

const lineOf = (text, offset) => text.slice(0, offset).split('\n').length;

/** Import specifiers of a file with their lines, and its text without comments. */
export function readImports(file, text) {
  const { module, comments, errors } = parseSync(file, text, { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  let bare = text;
  for (const { start, end } of comments)
    bare = bare.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + bare.slice(end);
  const imports = [];
  const add = (specifier, offset) => imports.push({ specifier, line: lineOf(text, offset) });
  for (const { moduleRequest } of module.staticImports) add(moduleRequest.value, moduleRequest.start);
  for (const { entries } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (request) add(request.value, request.start);
  }
  // Dynamic imports and `import('…').Type`, which the module record leaves out.
  for (const match of bare.matchAll(/\bimport\(\s*['"`]([^'"`$]+)['"`]/g)) add(match[1], match.index);
  return { imports, bare };
}

/** Path from the root that an import leads to; undefined for packages. */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith('#modules/')) return specifier.slice(1);
  if (/^#(app|db|platform)\//.test(specifier)) return specifier.slice(1);
  return undefined;
}

/** Why an import is not allowed; undefined when it is. */
function refusal(file, specifier) {
  const from = place(file);
  const target = targetOf(file, specifier);
  const test = isTest(file);
  if (target === undefined) {
    if (test) return undefined;
    const everywhere = from.part === 'contract' || from.part === 'shared';
    if (serverPackages.test(specifier) && (everywhere || from.part === 'web'))
      return `${everywhere ? `${from.part}/ runs everywhere` : 'web/ runs in the browser'}: "${specifier}" is for servers`;
    if (webPackages.test(specifier) && (everywhere || from.part === 'server'))
      return `${everywhere ? `${from.part}/ runs everywhere` : 'server/ has no screen'}: "${specifier}" is for the browser`;
    return undefined;
  }
  const to = place(target);
  if (to.root === '..' || !roots.includes(to.root)) {
    return /^package\.json$/.test(target) ? undefined : `"${specifier}" leads out of ${roots.join('/, ')}/`;
  }
  if (to.root === 'modules' && from.module !== to.module) {
    if (!specifier.startsWith('#modules/'))
      return `another module is imported as '#modules/${to.module}/<contract|server|web>', not by path`;
    if (
      !/^modules\/[a-z]+\/(contract|server|web)$/.test(target) &&
      !(/\/testkit$/.test(target) && (test || from.root === 'db'))
    )
      return `only the doors contract, server and web of a module are open, not "${specifier}"`;
  }
  if (test) return undefined;
  if (to.root === 'app' && from.root !== 'app') return 'only app/ puts things together: nobody imports it';
  if (from.root === 'platform') {
    if (to.root === 'modules') return 'the platform knows no business word: it imports no module';
    if (to.root === 'db' && !/^db\/(tables|json-column)\.ts$/.test(target))
      return 'the platform knows the generated tables of db/ only';
    if (to.part === 'testing') return 'only tests import platform/testing';
    if (from.part === 'shared' && to.root === 'platform' && to.part !== 'shared')
      return 'platform/shared runs everywhere: it imports neither server nor web';
    if ((from.part === 'server' && to.part === 'web') || (from.part === 'web' && to.part === 'server'))
      return 'server and web never see each other';
  }
  if (from.root === 'modules') {
    if (to.part === 'testing') return 'only tests import platform/testing';
    if (from.part === 'contract' && (to.part === 'server' || to.part === 'web'))
      return 'contract/ runs everywhere: it imports neither server nor web';
    if (from.part === 'contract' && to.root === 'db' && !target.endsWith('.json'))
      return 'contract/ reads reference data (JSON) of db/ only';
    if ((from.part === 'server' && to.part === 'web') || (from.part === 'web' && to.part === 'server'))
      return 'server and web never see each other';
    if (from.part === 'web' && to.root === 'db' && !target.endsWith('.json'))
      return 'web/ reads reference data (JSON) of db/ only';
    if (to.root === 'db' && target.startsWith('db/seeds')) return 'demo worlds are loaded by app/ only';
  }
  if (from.root === 'db' && to.root === 'platform' && to.part === 'web') return 'demo worlds have no screen';
  return undefined;
}

const speaksSql = /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(<[^`;]*>)?`/;

/** @returns every breach of the rules: `{ rule, file, line, detail }` */
export function findViolations(base) {
  const files = sourceFiles(base);
  // A checker that has read nothing finds nothing.
  if (files.length < 50) throw new Error(`only ${files.length} source files found below ${base}`);
  const violations = [];
  const graph = new Map();
  for (const file of files) {
    const text = readFileSync(join(base, file), 'utf8');
    const { imports, bare } = readImports(file, text);
    const from = place(file);
    for (const { specifier, line } of imports) {
      const detail = refusal(file, specifier);
      if (detail) violations.push({ rule: 'imports', file, line, detail });
      const target = targetOf(file, specifier);
      const to = target && place(target);
      if (from.module && to?.module && to.module !== from.module && !isTest(file)) {
        if (!graph.has(from.module)) graph.set(from.module, new Map());
        if (!graph.get(from.module).has(to.module)) graph.get(from.module).set(to.module, `${file}:${line}`);
      }
    }
    if (!isTest(file)) {
      const sql = speaksSql.exec(bare);
      const maySpeak = /\.(store|queries)\.ts$/.test(file) || sqlExceptions.some(([pattern]) => pattern.test(file));
      if (sql && !maySpeak)
        violations.push({
          rule: 'sql',
          file,
          line: lineOf(bare, sql.index),
          detail: 'only *.store.ts and *.queries.ts speak SQL',
        });
    }
    const setting = /set_config\(\s*'app\.|\bset\s+(local|session)?\s*app\./i.exec(bare);
    if (setting && !isTest(file))
      violations.push({
        rule: 'enter',
        file,
        line: lineOf(bare, setting.index),
        detail: 'only app.enter() sets app.* settings',
      });
  }
  for (const cycle of findCycles(graph)) {
    const [first, second] = cycle;
    const [file, line] = graph.get(first).get(second).split(':');
    violations.push({
      rule: 'cycle',
      file,
      line: Number(line),
      detail: `the modules depend on each other: ${cycle.join(' → ')}`,
    });
  }
  violations.push(...settingsInMigrations(base));
  return violations;
}

/** One way round for every strongly connected set of modules. */
function findCycles(graph) {
  const cycles = [];
  const done = new Set();
  const visit = (module, path) => {
    const at = path.indexOf(module);
    if (at >= 0) {
      cycles.push([...path.slice(at), module]);
      return;
    }
    if (done.has(module)) return;
    for (const next of graph.get(module)?.keys() ?? []) visit(next, [...path, module]);
    done.add(module);
  };
  for (const module of [...graph.keys()].sort()) visit(module, []);
  return cycles;
}

/** In SQL the settings are set by the one function app.enter. */
function settingsInMigrations(base) {
  const folder = join(base, 'db', 'migrations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const bare = text
        .replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length))
        .replace(/create (or replace )?function app\.enter\([\s\S]*?end \$\$;/g, (body) => body.replace(/[^\n]/g, ' '));
      return [...bare.matchAll(/set_config\(\s*'app\.|\bset\s+(local|session)?\s*app\./gi)].map((match) => ({
        rule: 'enter',
        file: `db/migrations/${name}`,
        line: lineOf(bare, match.index),
        detail: 'only app.enter() sets app.* settings',
      }));
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
  const violations = findViolations(base);
  for (const { file, line, rule, detail } of violations)
    console.error(`${relative('.', join(base, file)).split(sep).join('/')}:${line}  [${rule}] ${detail}`);
  console.log(
    violations.length
      ? `${violations.length} breaches of the dependency rules (docs/architecture.md)`
      : 'dependency rules kept',
  );
  process.exitCode = violations.length ? 1 : 0;
}
