import { join } from 'node:path';
import type { SignInPage } from '#modules/accounts/server';
import type { Config } from '#platform/server/config.ts';
import { type Database, openDatabase } from '#platform/server/database.ts';
import { lockDataDirectory } from '#platform/server/embedded-database/index.ts';
import { createFiles, type Files } from '#platform/server/files.ts';
import type { Log } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { reachDatabase, readSecret } from './reach-database.ts';
import { createServer, type Server } from './server.ts';

export interface Installation extends Server {
  database: Database;
  files: Files;
  adminUrl: string;
  secret: string;
  log: Log;
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

/** Opens database and files, brings the schema and the reference data up to date, and puts the server together. */
export async function openInstallation(
  config: Config,
  log: Log,
  options: InstallationOptions = {},
): Promise<Installation> {
  const say = options.say ?? (() => {});
  const lock = options.exclusive ? await lockDataDirectory(config.dataDirectory) : undefined;
  const undo: (() => Promise<unknown>)[] = [async () => lock?.release()];
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
    return { ...server, database, files, adminUrl, secret, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}
