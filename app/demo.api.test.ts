import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createOrganisationService } from '#modules/organisations/server';
import { openDatabase } from '#platform/server/database.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { dropDatabase, makeDatabase, testSecret } from '#platform/testing/database.ts';
import { loadDemoWorldOnce } from './demo.ts';
import type { Installation } from './installation.ts';
import { createServer } from './server.ts';

let installation: Installation;
const name = `demo_${process.pid}`;
const said: string[] = [];

beforeAll(async () => {
  const adminUrl = await makeDatabase(inject('adminUrl'), name);
  await migrate(adminUrl, testSecret);
  const database = openDatabase(adminUrl, testSecret, { appConnections: 2 });
  const files = createFiles(mkdtempSync(join(tmpdir(), 'wanghuolou-demo-')));
  const log = createLog('silent');
  const server = await createServer({
    config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
    database,
    files,
    secret: testSecret,
    log,
    page: { demo: false, oidcName: null, personas: [] },
  });
  await loadReference(server.environment, server.modules);
  installation = { ...server, adminUrl, database, files, log, secret: testSecret, close: async () => {} };
});
afterAll(async () => {
  await installation.app.close();
  await installation.database.close();
  await dropDatabase(inject('adminUrl'), name);
});

const bodies = () =>
  workAsSystem(installation.environment, '00', async ({ db }) =>
    (await db.selectFrom('organisations.organisation').select('name').execute()).map((row) => row.name),
  );
const divisions = () =>
  workAsSystem(installation.environment, '00', async ({ db }) => {
    const { count } = await db
      .selectFrom('regions.division')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  });

/** A world of one body, whose loading may be cut short after it was written. */
const worldOf = (name: string, isCutShort: boolean) => ({
  haining: {
    label: name,
    load: async ({ environment }: Pick<Installation, 'environment'>) => {
      await workAsSystem(environment, '330481', (work) =>
        createOrganisationService(work).addOrganisation({
          regionCode: '330481000000',
          kind: 'FIRE_BRIGADE',
          name,
          shortName: name,
        }),
      );
      if (isCutShort) throw new Error('killed');
    },
  },
});
const start = (worlds: ReturnType<typeof worldOf>) =>
  loadDemoWorldOnce({ demoWorld: 'haining' }, installation, (words) => said.push(words), worlds);

test('a demo world whose loading was cut short is loaded again from the beginning, and a whole one is left alone', async () => {
  const before = await divisions();
  await expect(start(worldOf('半个大队', true))).rejects.toThrow('killed');
  expect(await bodies()).toEqual(['半个大队']);

  await start(worldOf('整个大队', false));
  expect(await bodies()).toEqual(['整个大队']);
  expect(said).toContain('上次载入演示数据时中断，正在清空后重新载入…');
  expect(await divisions()).toBe(before);

  await start(worldOf('又一个大队', false));
  expect(await bodies()).toEqual(['整个大队']);
});
