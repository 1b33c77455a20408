/** The server's own log file: appended to, kept below a bounded size, one older file beside it. */
import { copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';

const LARGEST_BYTES = 20 * 1024 * 1024;
const ROTATE_EVERY_MS = 10 * 60 * 1000;

/** A descriptor for a child's output; the child keeps it over every rotation because it appends. */
export function openLog(path: string): number {
  rotateLog(path);
  return openSync(path, 'a', 0o600);
}

/** Rotates from time to time; call the result to stop that. */
export function keepLogSmall(path: string): () => void {
  const timer = setInterval(() => rotateLog(path), ROTATE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

export function rotateLog(path: string, largestBytes = LARGEST_BYTES): void {
  if (logSize(path) < largestBytes) return;
  try {
    // Copy and truncate, not rename: the running server would go on writing into a renamed file.
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch {
    // A full disk must not stop the database; the next attempt follows.
  }
}

export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written behind `offset`, at most its last 64 KiB. */
export function readLogFrom(path: string, offset: number): string {
  try {
    const bytes = readFileSync(path);
    const start = offset <= bytes.length ? offset : 0;
    return bytes.subarray(Math.max(start, bytes.length - 65_536)).toString('utf8');
  } catch {
    return '';
  }
}
