import { createFiles } from '../files.ts';
import { releaseMigrations } from '../migrate.ts';
import { readBackup, restoreBackup } from './index.ts';

const url = 'postgres://postgres@localhost/restore_measure?host=/tmp/pg15&port=5599';
const b = await readBackup('/tmp/cli-backups/big.tar');
b.manifest.migrations = (await releaseMigrations()).map(({ name, sha256 }) => ({ name, sha256 }));
const t1 = Date.now();
console.log(
  await restoreBackup(
    b,
    { adminUrl: url, files: createFiles('/tmp/none') },
    { say: (s) => console.log(((Date.now() - t1) / 1000).toFixed(0), s) },
  ).catch((e) => e.message),
);
console.log('restore', (Date.now() - t1) / 1000, process.memoryUsage().rss / 1e6);
process.exit(0);
