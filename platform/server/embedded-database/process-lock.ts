/** Exclusive lock files that outlive no process: the lock of a killed holder is recognised as stale. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** `pid` plus start time names a process for ever, where `pid` alone is reused; `place` says where that pid means something. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
  host: string;
  boot: string;
  pidSpace: string;
}

export interface LockHolder extends ProcessIdentity {
  token: string;
}

export interface ProcessLock {
  /** Frees the lock; does nothing the second time. */
  release(): void;
}

const HEARTBEAT_MS = 2_000;
const FOREIGN_SILENCE_MS = 6_000;

/** When the process began, in a form that is equal only for the same process; undefined when it is not alive. */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name may hold spaces and brackets; the fields are counted behind its last bracket (proc_pid_stat(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state] = fields;
      return state === 'Z' || state === 'X' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? undefined : started;
  } catch {
    return undefined;
  }
}

export function identifyThisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    startedAt: processStart(process.pid) ?? '',
    host: hostname(),
    boot: readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidSpace: readOr('', () => readlinkSync('/proc/self/ns/pid')),
  };
}

/**
 * Takes the lock file `path`, or returns who holds it. Waits up to `waitMs` for a living holder to let go.
 * A holder in another container or machine (whose pids mean nothing here) counts as alive while it touches the file.
 */
export async function takeProcessLock(
  path: string,
  waitMs = 0,
): Promise<{ lock: ProcessLock } | { holder: LockHolder }> {
  const mine: LockHolder = { ...identifyThisProcess(), token: randomUUID() };
  const deadline = Date.now() + waitMs;
  for (;;) {
    if (createExclusively(path, mine)) return { lock: keep(path, mine) };
    const holder = readHolder(path);
    if (holder === undefined) {
      // Either just released, or a leftover without content from a full disk: look again, then remove it.
      await sleep(50);
      if (readHolder(path) === undefined) removeIf(path, (content) => parseHolder(content) === undefined);
      continue;
    }
    if (!(await isAlive(path, holder, mine))) {
      removeIf(path, (content) => parseHolder(content)?.token === holder.token);
      continue;
    }
    if (Date.now() >= deadline) return { holder };
    await sleep(100);
  }
}

async function isAlive(path: string, holder: LockHolder, mine: ProcessIdentity): Promise<boolean> {
  if (holder.host === mine.host && holder.boot === mine.boot && holder.pidSpace === mine.pidSpace) {
    return processStart(holder.pid) === holder.startedAt;
  }
  if (holder.host === mine.host && holder.boot !== mine.boot) return false;
  const before = modifiedAt(path);
  const until = Date.now() + FOREIGN_SILENCE_MS;
  while (Date.now() < until) {
    await sleep(200);
    if (modifiedAt(path) !== before) return modifiedAt(path) !== undefined;
  }
  return false;
}

function keep(path: string, mine: LockHolder): ProcessLock {
  const heartbeat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(path, now, now);
    } catch {
      // The file is gone together with the data directory: nothing left to guard.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      removeIf(path, (content) => parseHolder(content)?.token === mine.token);
    },
  };
}

function createExclusively(path: string, mine: LockHolder): boolean {
  try {
    writeFileSync(path, `${JSON.stringify(mine)}\n`, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the file aside before judging it, so that two processes cannot both remove the other's fresh lock. */
function removeIf(path: string, isUnwanted: (content: string) => boolean): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    if (!isUnwanted(readFileSync(path, 'utf8'))) return;
    renameSync(path, aside);
  } catch {
    return;
  }
  if (!isUnwanted(readFileSync(aside, 'utf8'))) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process locked within these microseconds; there is no atomic compare-and-unlink to rule that out.
    }
  }
  unlinkSync(aside);
}

function readHolder(path: string): LockHolder | undefined {
  return readOr(undefined, () => parseHolder(readFileSync(path, 'utf8')));
}

function parseHolder(content: string): LockHolder | undefined {
  return readOr(undefined, () => {
    const holder = JSON.parse(content) as LockHolder;
    return typeof holder.pid === 'number' && typeof holder.token === 'string' ? holder : undefined;
  });
}

function modifiedAt(path: string): number | undefined {
  return readOr(undefined, () => statSync(path).mtimeMs);
}

function readOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
