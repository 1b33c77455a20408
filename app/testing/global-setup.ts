import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadVillages } from '#modules/regions/server';
import { openDatabase } from '#platform/server/database.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { dropDatabase, makeDatabase, testSecret } from '#platform/testing/database.ts';
import { createServer } from '../server.ts';
import { settleCounty } from './personas.ts';

/**
 * One PostgreSQL for the whole run (TEST_DATABASE_URL, or the embedded server in a temporary directory) and one
 * template database, which every test file copies.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-test-'));
  const log = createLog('warn');
  const embedded = given ? undefined : await startDatabaseServer({ dataDirectory: directory, log });
  const adminUrl = given ?? (embedded?.adminUrl as string);
  const template = `wanghuolou_template_${process.pid}`;
  const url = await makeDatabase(adminUrl, template);
  await migrate(url, testSecret);
  const database = openDatabase(url, testSecret);
  const server = await createServer({
    config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
    database,
    files: createFiles(directory),
    secret: testSecret,
    log,
    page: { demo: false, oidcName: null, personas: [] },
    now: () => new Date('2026-01-05T01:00:00Z'),
  });
  await loadReference(server.environment, server.modules);
  const counties = await workAsSystem(server.environment, '00', async (work) => {
    await loadVillages(work, '330481');
    await loadVillages(work, '330482');
    return [
      await settleCounty(work, server.accounts, {
        code: '330481',
        name: '海宁市',
        short: '海',
        township: '330481101000',
        townshipName: '许村镇',
        village: '330481101201',
        villageName: '庄湾村委会',
      }),
      await settleCounty(work, server.accounts, {
        code: '330482',
        name: '平湖市',
        short: '平',
        township: '330482101000',
        townshipName: '乍浦镇',
        village: '330482101202',
        villageName: '长安桥村村民委员会',
      }),
    ];
  });
  await server.app.close();
  await database.close();
  project.provide('adminUrl', adminUrl);
  project.provide('template', template);
  project.provide('counties', counties);
  return async () => {
    if (given) await dropDatabase(given, template);
    await embedded?.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
