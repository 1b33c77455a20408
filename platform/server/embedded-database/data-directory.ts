/** The data directory as a whole: made when missing, checked, and reserved for one server process. */
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseServerError, unusableDirectory } from './error.ts';
import { type ProcessLock, takeProcessLock } from './process-lock.ts';

/**
 * The real path of the data directory, which exists and can be read and written.
 * @throws {DatabaseServerError} `data-directory-unusable` or `disk-full`.
 */
export function prepareDataDirectory(requested: string): string {
  try {
    mkdirSync(requested, { recursive: true, mode: 0o755 });
    const directory = realpathSync(requested);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return directory;
  } catch (cause) {
    throw unusableDirectory(requested, cause);
  }
}

/**
 * Reserves the data directory for one server process of ours, until `release()` or the end of this process.
 * @throws {DatabaseServerError} `data-directory-in-use` naming the process that holds it.
 */
export async function lockDataDirectory(dataDirectory: string): Promise<ProcessLock> {
  const directory = prepareDataDirectory(dataDirectory);
  const taken = await takeProcessLock(join(directory, 'server.lock')).catch((cause: unknown) => {
    throw unusableDirectory(directory, cause);
  });
  if ('lock' in taken) return taken.lock;
  const { pid, host } = taken.holder;
  const where = host === hostname() ? '' : `（主机 ${host}）`;
  throw new DatabaseServerError(
    'data-directory-in-use',
    `数据目录 ${directory} 正在被进程 ${pid}${where} 使用：请先停止它，或用 WANGHUOLOU_DATA 指定另一个目录。`,
  );
}
