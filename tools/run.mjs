/** The commands behind `npm start`, `npm test` and `npm run dev`. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  childEnvironment,
  ensureInstalled,
  Failure,
  findNode,
  main,
  root,
  runForeground,
  say,
  serverEnvironment,
} from './runtime.mjs';

const WEB_CONFIG = join(root, 'vite.config.ts');
const WEB_STAMP = join(root, 'dist', 'web', '.built-from');
const DEV_WEB_PORT = 5173;

const commands = { start, test, dev, 'dev-web': devWeb };
const [word = ''] = process.argv.slice(2);

await main(() => {
  const command = commands[word];
  if (!command) {
    throw new Failure(
      `不认识的命令「${word}」：可用 npm start、npm test、npm run dev。`,
      `Unknown command "${word}": use npm start, npm test or npm run dev.`,
      2,
    );
  }
  return command(process.argv.slice(3));
});

async function start(args) {
  await ensureInstalled({ needsTools: false });
  const entry = entryPoint();
  await buildWeb();
  const status = await runForeground(findNode(), [entry, ...args], { env: serverEnvironment() });
  if (status !== 0 && status !== 130 && status !== 143) {
    throw new Failure(
      `望火楼已退出（代码 ${status}）：原因见上面的输出，处理后再执行 npm start。`,
      `Wanghuolou ended with code ${status}: the reason is in the output above.`,
      status,
    );
  }
  return status;
}

function entryPoint() {
  const entry = join(root, 'app', 'main.ts');
  if (existsSync(entry)) return entry;
  throw new Failure(
    '缺少 app/main.ts：源代码不完整，请重新取得代码（git status 可查看缺少什么）。',
    'app/main.ts is missing: the checkout is incomplete (see git status).',
  );
}

/** Builds the screens unless the last build had the same sources. */
async function buildWeb() {
  if (!existsSync(WEB_CONFIG)) return;
  const sources = describeWebSources();
  if (existsSync(WEB_STAMP) && readFileSync(WEB_STAMP, 'utf8') === sources) return;
  say('正在构建网页（约半分钟）…', 'building the web apps (about half a minute)…');
  const started = Date.now();
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const status = await runForeground(findNode(), [vite, 'build', '--logLevel', 'warn'], {
    env: childEnvironment({ NODE_ENV: 'production' }),
  });
  if (status !== 0) {
    throw new Failure(
      '网页构建失败：原因见上面的输出。若刚更新过代码，请删除 node_modules 后重试。',
      'Building the web apps failed: see the output above. After an update, delete node_modules and retry.',
      status,
    );
  }
  mkdirSync(join(root, 'dist', 'web'), { recursive: true });
  writeFileSync(WEB_STAMP, sources);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`网页已构建（${seconds} 秒）`, `web apps built (${seconds} s)`);
}

/** A hash over names, sizes and times: reading every file would take longer than the whole warm start may. */
function describeWebSources() {
  const hash = createHash('sha256').update(process.version);
  const isForWeb = (name) => !/\.test\.tsx?$|\.md$|\.sql$/.test(name);
  const visit = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'server' && entry.name !== 'testing' && entry.name !== 'node_modules') visit(path);
      } else if (isForWeb(entry.name)) add(path);
    }
  };
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path.slice(root.length)}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of ['app', 'modules', 'platform', 'db', 'public']) {
    if (existsSync(join(root, folder))) visit(join(root, folder));
  }
  for (const name of readdirSync(root)) {
    if (/\.html$|^vite\.config\.|^tsconfig.*\.json$|^package(-lock)?\.json$/.test(name)) add(join(root, name));
  }
  return hash.digest('hex');
}

async function test() {
  await ensureInstalled({ needsTools: true });
  const total = { passed: 0, failed: 0 };
  const broken = [];
  const fail = (chinese, english) => {
    broken.push({ chinese, english });
    process.stdout.write(`✗ ${chinese} / ${english}\n`);
  };

  if (existsSync(join(root, 'tools', 'check.mjs'))) {
    say('检查：格式、类型、边界', 'checks: format, types, boundaries');
    if ((await runForeground(findNode(), [join(root, 'tools', 'check.mjs')])) !== 0) {
      total.failed += 1;
      fail('代码检查未通过：请按上面的提示修改（npm run check 可单独运行）', 'the checks failed: see above');
    }
  }

  say('单元测试与接口测试', 'unit and API tests');
  if (!(await runVitest([], total))) {
    fail('单元测试或接口测试未通过：请看上面带 × 的测试', 'unit or API tests failed: see the tests marked ×');
  }

  let isBuilt = true;
  try {
    await buildWeb();
  } catch (error) {
    isBuilt = false;
    total.failed += 1;
    fail('网页构建失败', error.message.split('\n').at(-1));
  }

  const journeys = join(root, 'e2e', 'vitest.config.ts');
  if (existsSync(journeys) && isBuilt) {
    say('浏览器全程测试', 'journeys in a real browser');
    if (!(await runVitest(['--config', journeys], total))) {
      fail('浏览器全程测试未通过：请看上面带 × 的测试', 'browser journeys failed: see the tests marked ×');
    }
  } else if (existsSync(journeys)) {
    say('没有网页可用，略过浏览器全程测试', 'no web build, so the browser journeys were skipped');
  }

  if (broken.length > 0) {
    process.stdout.write(`\n未通过 / failed:\n${broken.map((b) => `  ✗ ${b.chinese} / ${b.english}`).join('\n')}\n`);
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return broken.length > 0 ? 1 : 0;
}

/** Adds what vitest counted to `total`; a run that dies or cannot load a file counts as at least one failure. */
async function runVitest(args, total) {
  const folder = mkdtempSync(join(tmpdir(), 'wanghuolou-test-'));
  try {
    const report = join(folder, 'report.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await runForeground(findNode(), [vitest, 'run', ...args, ...reporters]);
    if (status === 130 || status === 143) throw new Failure('测试已中止。', 'The tests were interrupted.', status);
    const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
    total.passed += counted.numPassedTests ?? 0;
    const failed = counted.numFailedTests ?? 0;
    total.failed += status !== 0 && failed === 0 ? 1 : failed;
    return status === 0 && failed === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function dev(args) {
  await ensureInstalled({ needsTools: true });
  const entry = entryPoint();
  const node = findNode();
  const stop = [];
  const started = [runForeground(node, ['--watch', entry, ...args], { onStart: (child) => stop.push(child) })];
  if (existsSync(WEB_CONFIG)) {
    const web = [join(root, 'tools', 'run.mjs'), 'dev-web'];
    started.push(runForeground(node, web, { onStart: (child) => stop.push(child) }));
  }
  const status = await Promise.race(started);
  for (const child of stop) child.kill('SIGTERM');
  await Promise.all(started);
  return status;
}

/** Second process of `dev`, under the project's own Node, which Vite needs. */
async function devWeb() {
  const vite = await import(pathToFileURL(join(root, 'node_modules', 'vite', 'dist', 'node', 'index.js')).href);
  const target = `http://127.0.0.1:${process.env.PORT ?? 8080}`;
  // Another port where this one is taken: two checkouts may be worked on at once.
  const server = await vite.createServer({
    root,
    configFile: WEB_CONFIG,
    server: {
      port: DEV_WEB_PORT,
      proxy: { '/api': { target } },
      // The files of the database change all the time.
      watch: { ignored: [join(root, 'data', '**'), join(root, 'dist', '**')] },
    },
  });
  await server.listen();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => server.close().then(() => process.exit(0)));
  const address = server.resolvedUrls?.local[0] ?? `http://localhost:${DEV_WEB_PORT}/`;
  say(
    '正在等待服务端（首次启动要建库、载入演示数据，约两分钟）…',
    'waiting for the server (about two minutes at first)…',
  );
  while (!(await answers(`${target}/api/health`))) await new Promise((resolve) => setTimeout(resolve, 500));
  // After the server's own words, which name the port without the screens that are being worked on.
  say(
    `开发地址：${address}  页面改动即时生效，服务端改动自动重启`,
    'open this address: screens change at once, the server restarts by itself',
  );
  await new Promise(() => {});
}

/** With a limit: while the server tries whether its port is free, the port takes a connection and says nothing. */
async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
