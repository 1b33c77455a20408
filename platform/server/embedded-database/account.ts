/** PostgreSQL refuses to run as root; this picks the unprivileged account that it runs under instead. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseServerError } from './error.ts';

export interface Account {
  uid: number;
  gid: number;
  name: string;
}

/** How to start a program under an account: words to put before it, and options for `spawn`. */
export interface Launch {
  prefix: string[];
  options: { uid?: number; gid?: number };
}

/** undefined: run as the present user, who is not root. An existing cluster keeps the account that owns it. */
export function chooseAccount(dataDirectory: string, clusterDirectory: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(clusterDirectory)) {
    const { uid, gid } = statSync(clusterDirectory);
    if (uid !== 0) return { uid, gid, name: accounts().find((a) => a.uid === uid)?.name ?? String(uid) };
  }
  const owner = statSync(dataDirectory).uid;
  const known = accounts();
  // initdb insists on an account that has a name, so an owner without one (a container's bare uid) does not qualify.
  const chosen =
    known.find((account) => owner !== 0 && account.uid === owner) ??
    known.find((account) => account.name === 'nobody' && account.uid !== 0) ??
    known.find((account) => account.name === 'daemon' && account.uid !== 0);
  if (chosen) return chosen;
  throw new DatabaseServerError(
    'no-unprivileged-account',
    '数据库不能以 root 身份运行，而系统中没有 nobody 用户：请用普通用户启动，或先建立一个普通用户并把数据目录交给它（chown）。',
  );
}

/**
 * How to start programs under `account` such that they reach all of `paths`.
 * A checkout below /root (mode 0700) is ordinary; there the account additionally gets the capability to walk through
 * directories. Without setpriv(1) the operator is told which directory is in the way.
 */
export function launchUnder(account: Account | undefined, paths: string[]): Launch {
  if (account === undefined) return { prefix: [], options: {} };
  const { uid, gid } = account;
  const barrier = paths.map((path) => directoryInTheWay(path, account)).find((found) => found !== undefined);
  if (barrier === undefined) return { prefix: [], options: { uid, gid } };
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (setpriv === undefined) {
    throw new DatabaseServerError(
      'data-directory-not-traversable',
      `数据库以用户 ${account.name} 运行，但它无法进入目录 ${barrier}：请执行 chmod o+x ${barrier}，或用 WANGHUOLOU_DATA 把数据放到别处（如 /var/lib/wanghuolou）。`,
    );
  }
  const capability = '+dac_read_search';
  return {
    prefix: [
      setpriv,
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      '--',
    ],
    options: {},
  };
}

/** The outermost directory on the way to `path` (itself included) that the account may not enter. */
export function directoryInTheWay(path: string, account: Account): string | undefined {
  const parent = dirname(path);
  const outer = parent === path ? undefined : directoryInTheWay(parent, account);
  if (outer !== undefined) return outer;
  const { mode, uid, gid } = statSync(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return (mode & bit) === 0 ? path : undefined;
}

function accounts(): Account[] {
  if (!existsSync('/etc/passwd')) return [];
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
