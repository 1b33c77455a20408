// Lists sentences without English, English without a sentence, and Chinese in screens that does not pass through t().
// Usage: node tools/check-translations.mjs [root]   Exit code 1 when something is listed.
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

const hasChinese = (text) => /[\u3400-\u9fff]/.test(text);
/** The gallery shows sample data; tests may say anything. */
const isLeftOut = (file) => /\.test\.tsx?$|^app\/gallery\/samples\.ts$|^app\/gallery\//.test(file);

function visit(node, parents, each) {
  if (!node || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const child of node) visit(child, parents, each);
    return;
  }
  if (typeof node.type !== 'string') return;
  each(node, parents);
  const next = [...parents, node];
  for (const [key, value] of Object.entries(node)) if (key !== 'type') visit(value, next, each);
}

const lineOf = (source, offset) => source.slice(0, offset).split('\n').length;
const isCallOfT = (node) =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 't';

/** Strings of one source: `keys` must have English, `mentioned` count as used, `bare` are Chinese outside t(). */
export function readStrings(source, file) {
  const keys = new Map();
  const mentioned = new Set();
  const bare = [];
  const isScreen = file.endsWith('.tsx');
  const isDoor = /(^|\/)web\/index\.tsx?$/.test(file);
  const ast = parseAst(source, { lang: isScreen ? 'tsx' : 'ts' });
  visit(ast.body, [], (node, parents) => {
    const text =
      node.type === 'Literal' && typeof node.value === 'string'
        ? node.value
        : node.type === 'JSXText'
          ? node.value.trim()
          : node.type === 'TemplateElement'
            ? node.value.cooked
            : undefined;
    if (!text || !hasChinese(text)) return;
    const line = lineOf(source, node.start);
    const parent = parents.at(-1);
    mentioned.add(text);
    // Both branches of t(a ? '…' : '…') are keys as well.
    const branch = parents.findLast(
      (one) => one.type !== 'ConditionalExpression' && one.type !== 'ParenthesizedExpression',
    );
    if (isCallOfT(branch) && node.type === 'Literal') keys.set(text, line);
    else if (isCallOfT(parent)) bare.push({ text, line, why: 't() takes a plain string, not a template' });
    else if (isDoor && parent?.type === 'Property' && ['title', 'group'].includes(parent.key.name))
      keys.set(text, line);
    else if (isScreen && !/biome-ignore/.test(text)) bare.push({ text, line, why: 'not within t()' });
  });
  return { keys, mentioned, bare };
}

export function checkTranslations(root) {
  const sources = ['platform', 'modules', 'app']
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !isLeftOut(file));
  const catalogues = globSync('{platform/web/i18n,modules/*/web}/en.json', { cwd: root });
  const english = new Map();
  const problems = [];
  for (const file of catalogues) {
    for (const sentence of Object.keys(JSON.parse(readFileSync(join(root, file), 'utf8')))) {
      if (!english.has(sentence)) english.set(sentence, file);
    }
  }
  const mentioned = new Set();
  for (const file of sources) {
    const found = readStrings(readFileSync(join(root, file), 'utf8'), file);
    for (const text of found.mentioned) mentioned.add(text);
    for (const [text, line] of found.keys) {
      if (!english.has(text)) problems.push(`${file}:${line} no English: ${text}`);
    }
    for (const { text, line, why } of found.bare) problems.push(`${file}:${line} ${why}: ${text}`);
  }
  // Words that arrive as data (dictionaries, legal data) are translated at run time by the same key.
  const data = globSync(['modules/**/*.json', 'platform/**/*.json', 'db/reference/**/*.json'], { cwd: root })
    .filter((file) => !file.endsWith('en.json'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  for (const [sentence, file] of english) {
    if (!mentioned.has(sentence) && !data.includes(sentence)) problems.push(`${file} unused: ${sentence}`);
  }
  return { problems, count: english.size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
  const { problems, count } = checkTranslations(root);
  for (const problem of problems) console.log(problem);
  const where = relative(process.cwd(), root) || '.';
  console.log(
    problems.length === 0 ? `${count} sentences, all in English` : `${problems.length} to mend under ${where}`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
