/** Where an embedded database keeps its files, and under which account its programs run. */

import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, chooseAccount, type Launch, launchUnder } from './account.ts';
import { type DatabaseBinaries, findDatabaseBinaries } from './binaries.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { unusableDirectory, wrongOwner } from './error.ts';

export const SOCKET_PORT = 5432;
/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;

export interface DatabaseSite {
  dataDirectory: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** Mode 0700; holds the socket and the lifeline. */
  run: string;
  /** FIFO whose writers are the processes that use the server; its reader is the watchdog. */
  lifeline: string;
  logFile: string;
  passwordFile: string;
  account: Account | undefined;
  launch: Launch;
  binaries: DatabaseBinaries;
}

export function prepareSite(requested: string): DatabaseSite {
  const binaries = findDatabaseBinaries();
  const dataDirectory = prepareDataDirectory(requested);
  const cluster = join(dataDirectory, 'postgres');
  const account = chooseAccount(dataDirectory, cluster);
  const run = prepareRunDirectory(dataDirectory, account);
  return {
    dataDirectory,
    cluster,
    run,
    lifeline: join(run, 'lifeline'),
    logFile: join(dataDirectory, 'postgres.log'),
    passwordFile: join(dataDirectory, 'postgres-password'),
    account,
    launch: launchUnder(account, [dataDirectory, binaries.home, run]),
    binaries,
  };
}

/** Lies in the data directory where its path fits, so that containers that share the volume find the server too. */
function prepareRunDirectory(dataDirectory: string, account: Account | undefined): string {
  const inside = join(dataDirectory, 'postgres-run');
  const fits = Buffer.byteLength(join(inside, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH;
  const digest = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  const run = fits ? inside : join(tmpdir(), `wanghuolou-${digest}`);
  try {
    mkdirSync(run, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusableDirectory(run, error);
  }
  const us = process.getuid?.() ?? 0;
  const found = lstatSync(run);
  // Anybody may have put something of this name into the shared temporary directory; theirs is not to be trusted.
  if (!found.isDirectory() || (found.uid !== us && found.uid !== account?.uid)) throw wrongOwner(run, found.uid);
  if (account && found.uid !== account.uid) chownSync(run, account.uid, account.gid);
  chmodSync(run, 0o700);
  return run;
}
