/** One run of the PostgreSQL server program, with a watchdog that ends it after its last user. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { databaseEnvironment } from './cluster.ts';
import { openLog } from './log.ts';
import { processStart } from './process-lock.ts';
import { databaseSettings, describeMachine } from './settings.ts';
import { type DatabaseSite, SOCKET_PORT } from './site.ts';

/**
 * The shell stays as parent of the server, so that the pid it signals cannot have been reused. Its input is a pipe
 * from the process that started the server; the FIFO is held by every process that shares it. Both ends close however
 * those processes die, and only then the server is asked to stop (SIGINT: fast shutdown). Terminal signals are ignored
 * here: the application closes its connections first and lets go of the pipe then.
 */
const WATCHDOG = `
trap '' INT TERM HUP QUIT
lifeline=$1; shift
umask 077
rm -f "$lifeline" && mkfifo "$lifeline" || exit 97
exec 3<&0 4<>"$lifeline" 5<"$lifeline" 4<&- </dev/null
"$@" 3<&- 5<&- &
server=$!
( cat <&3 5<&- >/dev/null; cat <&5 3<&- >/dev/null; rm -f "$lifeline"; kill -INT "$server" ) &
watch=$!
exec 3<&- 5<&-
wait "$server"
status=$?
rm -f "$lifeline"
kill -KILL "$watch" 2>/dev/null
exit "$status"
`;

/** Exit status of the shell when the file system knows no FIFO. */
export const NO_FIFO_STATUS = 97;

export interface ServerProcess {
  child: ChildProcess;
  /** Resolves with the exit status; 128 + n after signal n; -1 when the shell could not be started. */
  exited: Promise<number>;
  hasExited(): boolean;
  /** Closes our end of the pipe: the watchdog then waits for the other users only. */
  letGo(): void;
}

/** `port`: also listen on 127.0.0.1 there. */
export function spawnServer(site: DatabaseSite, port: number | undefined): ServerProcess {
  const settings = [
    ...databaseSettings(describeMachine()),
    `unix_socket_directories=${site.run}`,
    'unix_socket_permissions=0700',
    `listen_addresses=${port === undefined ? '' : '127.0.0.1'}`,
    `port=${port ?? SOCKET_PORT}`,
  ];
  const server = [site.binaries.postgres, '-D', site.cluster, ...settings.flatMap((setting) => ['-c', setting])];
  const [program = '/bin/sh', ...rest] = [
    ...site.launch.prefix,
    '/bin/sh',
    '-c',
    WATCHDOG,
    'wanghuolou-database',
    site.lifeline,
    ...server,
  ];
  const output = openLog(site.logFile);
  const child = spawn(program, rest, {
    ...site.launch.options,
    cwd: '/',
    env: databaseEnvironment(),
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  let ended = false;
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 128)));
  }).finally(() => {
    ended = true;
  });
  // Whoever only asked something of the database need not stop it before ending; the pipe closes by itself.
  child.unref();
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  child.stdin?.on('error', () => {});
  return { child, exited, hasExited: () => ended, letGo: () => child.stdin?.destroy() };
}

/** A descriptor that keeps a running server alive; undefined when no watchdog listens at the other end. */
export function holdLifeline(site: DatabaseSite): number | undefined {
  try {
    return openSync(site.lifeline, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENXIO: the FIFO of a watchdog that is gone.
    if (code === 'ENOENT' || code === 'ENXIO') return undefined;
    throw error;
  }
}

export interface Postmaster {
  pid: number;
  port: number;
  socketDirectory: string;
  /** PostgreSQL's word: starting, ready, standby, stopping. */
  status: string;
  isAlive: boolean;
}

/** What `postmaster.pid` says, and whether that process is still a PostgreSQL of this very cluster. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(`${cluster}/postmaster.pid`, 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    if (!Number.isInteger(pid) || pid === 0) return undefined;
    return {
      pid,
      port: Number(lines[3]),
      socketDirectory: lines[4] ?? '',
      status: (lines[7] ?? '').trim(),
      isAlive: processStart(pid) !== undefined && isPostgresOf(cluster, pid),
    };
  } catch {
    return undefined;
  }
}

function isPostgresOf(cluster: string, pid: number): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    const [program = ''] = command.split(' ', 1);
    return /postgres|postmaster/.test(program) && command.includes(`-D ${cluster} `);
  } catch {
    return false;
  }
}
