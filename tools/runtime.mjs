/** What every door of the project needs first: its dependencies and its own Node. Plain JavaScript for Node ≥ 18. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const isWindows = process.platform === 'win32';

const NODE_MAJOR = 24;
const INSTALL_STAMP = join(root, 'node_modules', '.wanghuolou-installed');

/** A failure that the person at the keyboard can do something about: told without a stack. */
export class Failure extends Error {
  constructor(chinese, english, exitCode = 1) {
    super(`${chinese}\n${english}`);
    this.exitCode = exitCode;
  }
}

export function say(chinese, english) {
  process.stdout.write(`▸ ${chinese} / ${english}\n`);
}

/** Ends the process as its child ended, after telling a Failure plainly. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(error instanceof Failure ? `\n✗ ${error.message}\n` : `\n✗ ${error?.stack ?? error}\n`);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  }
}

/** The path of a Node that runs TypeScript files as they are. */
export function findNode() {
  const packaged = packagedNode();
  if (packaged) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  throw new Failure(
    `没有找到 Node ${NODE_MAJOR}：npm 包 node 没有装好（可能禁用了安装脚本）。请执行 npm rebuild node，或安装 Node ${NODE_MAJOR} 后重试。`,
    `Node ${NODE_MAJOR} not found: run "npm rebuild node" (install scripts may be disabled), or install Node ${NODE_MAJOR}.`,
  );
}

function packagedNode() {
  const folder = join(root, 'node_modules', 'node');
  const path = join(folder, 'bin', isWindows ? 'node.exe' : 'node');
  return existsSync(path) ? path : undefined;
}

/** Environment for children: our Node and the local programs come first. */
export function childEnvironment(extra = {}) {
  const separator = isWindows ? ';' : ':';
  const own = [dirname(findNode()), join(root, 'node_modules', '.bin')].join(separator);
  return { ...process.env, PATH: `${own}${separator}${process.env.PATH ?? ''}`, ...extra };
}

/** As `childEnvironment`, for the server: compiled sources are kept, which halves the time until the first line runs. */
export const serverEnvironment = () =>
  childEnvironment({
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
  });

/**
 * Installs what package-lock.json asks for, unless it is there already (by whichever way it came there).
 * `needsTools`: the development dependencies are wanted as well, in spite of NODE_ENV=production.
 */
export async function ensureInstalled({ needsTools }) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const isProduction = !needsTools && (process.env.NODE_ENV === 'production' || process.env.npm_config_omit === 'dev');
  const stamp = createHash('sha256')
    .update(lock)
    .update(`${process.platform} ${process.arch} ${isProduction ? 'production' : 'all'}`)
    .digest('hex');
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === stamp && packagedNode()) return;
  if (!isComplete(JSON.parse(lock.toString('utf8')), isProduction)) await install(isProduction);
  if (!packagedNode()) {
    // Its preinstall script fetches the program itself; "ignore-scripts" in somebody's npm settings skips that.
    runNpm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']);
    findNode();
  }
  mkdirSync(dirname(INSTALL_STAMP), { recursive: true });
  writeFileSync(INSTALL_STAMP, stamp);
}

/** npm leaves the list of what it installed; compared with the lock file it also recognises a hand-made installation. */
function isComplete(wanted, isProduction) {
  let present;
  try {
    present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  return Object.entries(wanted.packages).every(([path, { version, optional, dev, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = present[path]?.version;
    if (found === undefined) return Boolean(optional || devOptional || (dev && isProduction));
    return found === version;
  });
}

async function install(isProduction) {
  say('正在安装依赖（首次约需几分钟，取决于网络）…', 'installing dependencies (a few minutes on first run)…');
  const started = Date.now();
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  args.push(isProduction ? '--omit=dev' : '--include=dev');
  const { status, errors } = await runNpmWatched(args);
  if (status !== 0) throw explainInstallation(errors);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`依赖已安装（${seconds} 秒）`, `dependencies installed (${seconds} s)`);
}

function npmCommand() {
  // Under "npm start" npm tells its own script; that one fits the running Node for certain.
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.js$/.test(script) && existsSync(script)) return [process.execPath, [script]];
  return [isWindows ? 'npm.cmd' : 'npm', []];
}

function runNpm(args) {
  const [program, before] = npmCommand();
  return spawnSync(program, [...before, ...args], { cwd: root, stdio: 'inherit', shell: isWindows }).status;
}

function runNpmWatched(args) {
  const [program, before] = npmCommand();
  return new Promise((resolve) => {
    let errors = '';
    const child = spawn(program, [...before, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
      shell: isWindows,
    });
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      errors = (errors + chunk).slice(-20_000);
    });
    child.on('error', (error) => resolve({ status: 127, errors: String(error) }));
    child.on('close', (code, signal) => resolve({ status: signal ? 130 : code, errors }));
  });
}

function explainInstallation(errors) {
  const known = [
    [/ENOSPC/, '磁盘已满，请腾出空间（约需 2 GB）', 'the disk is full (about 2 GB are needed)'],
    [/EACCES|EPERM/, '当前用户没有写入本目录的权限', 'this user may not write into the checkout'],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/i,
      '连不上 npm 软件源，请检查网络或用 npm config set registry 设置镜像',
      'the npm registry cannot be reached: check the network or set a mirror with "npm config set registry"',
    ],
    [
      /in sync|Missing: .* from lock file/,
      'package-lock.json 与 package.json 不一致，请执行 npm install 后重试',
      'package-lock.json does not match package.json: run "npm install"',
    ],
    [/E404/, '软件源里缺少所需的包，请换一个完整的镜像', 'the registry lacks a package: use a complete mirror'],
    [/ENOENT.*npm|127/, '没有找到 npm，请先安装 Node.js（含 npm）', 'npm was not found: install Node.js with npm'],
  ];
  const [, chinese, english] = known.find(([pattern]) => pattern.test(errors)) ?? [
    undefined,
    '原因见上面 npm 的输出',
    'see the output of npm above',
  ];
  return new Failure(`依赖未能安装：${chinese}。`, `Installing the dependencies failed: ${english}.`);
}

/** Runs a program in the foreground, hands it our signals, and resolves with its exit status (128 + n after signal n). */
export function runForeground(program, args, { env = childEnvironment(), cwd = root, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: 'inherit', env });
    onStart?.(child);
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
    const forward = signals.map((name) => {
      const handler = () => {
        // At a terminal Ctrl-C reaches the child by itself; twice would look like impatience.
        if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name);
      };
      process.on(name, handler);
      return () => process.off(name, handler);
    });
    const stopWatching = watchNpm(() => child.kill('SIGTERM'));
    const done = (settle) => (value) => {
      stopWatching();
      for (const off of forward) off();
      settle(value);
    };
    child.on('error', done(reject));
    child.on('exit', (code, signal) => done(resolve)(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0)));
  });
}

/**
 * npm runs its scripts in a shell. SIGTERM to npm ends that shell only, and kill -9 not even that; the program would go
 * on alone and keep its port. So the end of either counts as a request to stop.
 */
function watchNpm(onEnd) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const shell = process.ppid;
  const npm = parentOfShell(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOfShell(shell) === npm) return;
    clearInterval(timer);
    onEnd();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/** undefined where it cannot be told, or where `pid` is npm itself because the shell has made way for its command. */
function parentOfShell(pid) {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('-c')) return undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}

const SIGNAL_NUMBERS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
