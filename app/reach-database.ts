import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '#platform/server/config.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import type { Log } from '#platform/server/log.ts';

/** The installation's secret: made once, kept in the data directory, or given where several machines share a database. */
export function readSecret(dataDirectory: string): string {
  if (process.env.WANGHUOLOU_SECRET) return process.env.WANGHUOLOU_SECRET;
  const path = join(dataDirectory, 'secret.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

const ownDatabase = 'wanghuolou';

/** URL of the product's own database in the embedded server, made when missing. */
async function ensureOwnDatabase(serverUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [ownDatabase]);
    if (!rowCount) await client.query(`create database ${ownDatabase} template template0 encoding 'UTF8'`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${ownDatabase}`;
  return url.toString();
}

/**
 * The database as it is: the given one, or the embedded server started or shared. Nothing is migrated.
 * @throws {DatabaseServerError}
 */
export async function reachDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory'>,
  log: Log,
): Promise<{ adminUrl: string; release(): Promise<void> }> {
  if (config.databaseUrl) return { adminUrl: config.databaseUrl, release: async () => {} };
  const embedded = await startDatabaseServer({
    dataDirectory: config.dataDirectory,
    log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
  });
  try {
    return { adminUrl: await ensureOwnDatabase(embedded.adminUrl), release: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
