/** Makes the PostgreSQL data directory ("cluster") on first use, and refuses one that we must not open. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unsupportedPlatform } from './binaries.ts';
import { DatabaseServerError, diskFull, unusableDirectory, wrongOwner } from './error.ts';
import type { DatabaseSite } from './site.ts';

export const DATABASE_ADMIN = 'wanghuolou_admin';

const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const run = promisify(execFile);

/** Leaves a cluster that can be started; does nothing but checks when there is one. */
export async function prepareCluster(site: DatabaseSite, log: { info(message: string): void }): Promise<void> {
  const { cluster } = site;
  if (existsSync(cluster) && directoryEntries(cluster).length > 0) {
    refuseForeignCluster(site);
    if (site.account && statSync(cluster).uid === 0) giveTo(cluster, site.account.uid, site.account.gid);
    if (!existsSync(site.passwordFile)) await replaceLostPassword(site);
    return;
  }
  log.info('首次启动：正在建立数据库…');
  await initialise(site);
}

export function readPassword(site: DatabaseSite): string {
  try {
    return readFileSync(site.passwordFile, 'utf8').trim();
  } catch (cause) {
    throw unusableDirectory(site.passwordFile, cause);
  }
}

function directoryEntries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EACCES') throw wrongOwner(path, statSync(path).uid);
    throw unusableDirectory(path, cause);
  }
}

function refuseForeignCluster({ cluster, binaries }: DatabaseSite): void {
  const owner = statSync(cluster).uid;
  const us = process.getuid?.();
  if (us !== 0 && owner !== us) throw wrongOwner(cluster, owner);
  const versionFile = join(cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new DatabaseServerError(
      'not-a-database',
      `${cluster} 里有别的文件，不是数据库：请把它移走，或用 WANGHUOLOU_DATA 指定另一个目录。`,
    );
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== String(binaries.majorVersion)) {
    throw new DatabaseServerError(
      'other-postgres-version',
      `${cluster} 是 PostgreSQL ${version} 的数据，本程序自带的是 ${binaries.majorVersion}：请用原来版本的望火楼备份（wanghuolou backup），移走该目录后再恢复（wanghuolou restore）。`,
    );
  }
}

async function initialise(site: DatabaseSite): Promise<void> {
  const { dataDirectory, cluster, account } = site;
  const { bavail, bsize } = statfsSync(dataDirectory);
  if (bavail * bsize < LEAST_FREE_BYTES) throw diskFull(dataDirectory);
  // Under another name until complete, so that a start killed half-way leaves nothing that looks like a database.
  const unfinished = `${cluster}.unfinished`;
  const passwordCopy = join(site.run, 'password');
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const password = existsSync(site.passwordFile) ? readPassword(site) : createPassword(site);
    rmSync(passwordCopy, { force: true });
    writeFileSync(passwordCopy, `${password}\n`, { mode: 0o600 });
    if (account) {
      chownSync(unfinished, account.uid, account.gid);
      chownSync(passwordCopy, account.uid, account.gid);
    }
    // "Trigrams" of Chinese text need an LC_CTYPE beyond C; systems without C.UTF-8 get along with C.
    await initdb(site, unfinished, passwordCopy, 'C.UTF-8').catch(async (error: unknown) => {
      if (!/invalid locale|locale name/i.test(outputOf(error))) throw error;
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { mode: 0o700 });
      if (account) chownSync(unfinished, account.uid, account.gid);
      await initdb(site, unfinished, passwordCopy, 'C');
    });
    if (existsSync(cluster)) rmSync(cluster, { recursive: true });
    renameSync(unfinished, cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explainInitialisation(error, site);
  } finally {
    rmSync(passwordCopy, { force: true });
  }
}

async function initdb(site: DatabaseSite, directory: string, passwordFile: string, locale: string): Promise<void> {
  const { prefix, options } = site.launch;
  const [program = site.binaries.initdb, ...rest] = [...prefix, site.binaries.initdb];
  await run(
    program,
    [
      ...rest,
      `--pgdata=${directory}`,
      `--username=${DATABASE_ADMIN}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${locale}`,
    ],
    { ...options, cwd: '/', env: databaseEnvironment() },
  );
}

/** PG* variables and the locale of whoever starts us must not reach the server. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', TZ } = process.env;
  return { PATH, LC_ALL: 'C', ...(TZ === undefined ? {} : { TZ }) };
}

function createPassword(site: DatabaseSite): string {
  const password = randomBytes(24).toString('base64url');
  writeFileSync(site.passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(site.passwordFile, 0o600);
  return password;
}

/** Whoever may read the files may set the password, through the single-user mode of the server. */
async function replaceLostPassword(site: DatabaseSite): Promise<void> {
  const password = createPassword(site);
  const { prefix, options } = site.launch;
  const [program = site.binaries.postgres, ...rest] = [...prefix, site.binaries.postgres];
  try {
    const single = run(program, [...rest, '--single', '-D', site.cluster, 'postgres'], {
      ...options,
      cwd: '/',
      env: databaseEnvironment(),
    });
    single.child.stdin?.end(`ALTER ROLE ${DATABASE_ADMIN} PASSWORD '${password}'\n`);
    const { stdout, stderr } = await single;
    if (/ERROR|FATAL/.test(stdout + stderr)) throw new Error(stdout + stderr);
  } catch (error) {
    rmSync(site.passwordFile, { force: true });
    throw explainInitialisation(error, site);
  }
}

function giveTo(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTo(join(path, entry.name), uid, gid);
    else lchownSync(join(path, entry.name), uid, gid);
  }
}

function explainInitialisation(error: unknown, site: DatabaseSite): Error {
  if (error instanceof DatabaseServerError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const output = outputOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left|disk quota/i.test(output)) {
    return diskFull(site.dataDirectory, error);
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return unusableDirectory(site.dataDirectory, error);
  // The programs need glibc: on Alpine the loader they name does not exist, and spawn reports ENOENT for a file that does.
  if (code === 'ENOENT' || /GLIBC_|cannot execute|required file not found|Exec format/i.test(output)) {
    return unsupportedPlatform(error);
  }
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return new DatabaseServerError(
    'initialisation-failed',
    `数据库未能建立（${lastLine}）：请根据括号中的原因处理，或用 DATABASE_URL 使用已有的 PostgreSQL。`,
    { cause: error },
  );
}

function outputOf(error: unknown): string {
  const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
  return stderr || stdout || (error instanceof Error ? error.message : String(error));
}
