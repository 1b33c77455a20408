// Compares db/tables.ts with the migrations, on the embedded database in a temporary directory.
// `--write` renews the file instead.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabaseServer } from '../platform/server/embedded-database/index.ts';
import { migrate } from '../platform/server/migrate.ts';
import { makeDatabase } from '../platform/testing/database.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const current = join(root, 'db', 'tables.ts');
const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-tables-'));
const log = {
  info() {},
  warn(message) {
    console.error(message);
  },
};
let server;
try {
  try {
    server = await startDatabaseServer({ dataDirectory: directory, log });
  } catch (error) {
    console.log(`skipped: no database can be started here (${error.message})`);
  }
  if (server) {
    const url = await makeDatabase(server.adminUrl, 'tables');
    await migrate(url, 'only for generating');
    const fresh = join(directory, 'tables.ts');
    execFileSync(process.execPath, [join(root, 'tools', 'generate-tables.mjs'), url, fresh], {
      cwd: root,
      stdio: 'inherit',
    });
    // The formatter may have touched either; it changes no word.
    const words = (file) =>
      readFileSync(file, 'utf8')
        .replace(/[\s;,]+/g, ' ')
        .replaceAll('"', "'");
    if (process.argv.includes('--write')) copyFileSync(fresh, current);
    else if (words(fresh) !== words(current)) {
      console.error('db/tables.ts does not fit the migrations');
      process.exitCode = 1;
    }
  }
} finally {
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
}
