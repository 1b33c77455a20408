import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { SignInPage } from '#modules/accounts/server';
import type { Config } from '#platform/server/config.ts';
import { type Database, openDatabase } from '#platform/server/database.ts';
import { lockDataDirectory, startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles, type Files } from '#platform/server/files.ts';
import type { Log } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { createServer, type Server } from './server.ts';

export interface Installation extends Server {
  database: Database;
  files: Files;
  adminUrl: string;
  secret: string;
  close(): Promise<void>;
}

export interface InstallationOptions {
  page?: SignInPage;
  webDirectory?: string;
  /** Reserves the data directory: one server process on it. Commands beside a running server leave it free. */
  exclusive?: boolean;
  /** Told what is going on, in Chinese. */
  say?: (words: string) => void;
}

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

/** Opens database and files, brings the schema and the reference data up to date, and puts the server together. */
export async function openInstallation(config: Config, log: Log, options: InstallationOptions = {}): Promise<Installation> {
  const say = options.say ?? (() => {});
  const lock = options.exclusive ? await lockDataDirectory(config.dataDirectory) : undefined;
  const undo: (() => Promise<unknown> | void)[] = [() => lock?.release()];
  const close = async () => {
    for (const step of undo.reverse()) await step();
    undo.length = 0;
  };
  try {
    const { adminUrl, release } = await reachDatabase(config, log);
    undo.push(release);
    const secret = readSecret(config.dataDirectory);
    const { applied, advice } = await migrate(adminUrl, secret);
    if (applied.length) say(`数据库结构已更新：${applied.length} 个迁移。`);
    for (const sentence of advice) say(sentence);
    const database = openDatabase(adminUrl, secret);
    undo.push(() => database.close());
    const files = createFiles(join(config.dataDirectory, 'files'));
    const server = await createServer({
      config,
      database,
      files,
      secret,
      log,
      page: options.page ?? { demo: false, oidcName: null, personas: [] },
      ...(options.webDirectory ? { webDirectory: options.webDirectory } : {}),
    });
    undo.push(() => server.app.close());
    const loaded = await loadReference(server.environment, server.modules);
    if (loaded.length) say(`基础数据已载入：${loaded.join('、')}。`);
    return { ...server, database, files, adminUrl, secret, close };
  } catch (error) {
    await close();
    throw error;
  }
}
