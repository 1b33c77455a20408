import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createServer } from '#app/server.ts';
import { settleCounty, testPassword } from '#app/testing/personas.ts';
import { loadVillages } from '#modules/regions/server';
import { openDatabase } from '#platform/server/database.ts';
import { startDatabaseServer } from '#platform/server/embedded-database/index.ts';
import { createFiles } from '#platform/server/files.ts';
import { createLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadReference } from '#platform/server/reference.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { makeDatabase, testSecret } from '#platform/testing/database.ts';

/** Haidian, with the division codes and names of its real sub-district. */
const haidian = {
  code: '110108',
  name: '海淀区',
  short: '海',
  township: '110108010000',
  townshipName: '学院路街道',
  village: '110108010002',
  villageName: '六道口社区居委会',
};

/** The built console before a real server and database, on a free port, with the people of Haidian. */
export async function openHaidian() {
  const webDirectory = fileURLToPath(new URL('../dist/web/', import.meta.url));
  if (!existsSync(join(webDirectory, 'index.html')))
    throw new Error('the web applications are not built: run npm test, or vite build');
  const directory = mkdtempSync(join(tmpdir(), 'wanghuolou-e2e-'));
  const log = createLog('error');
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startDatabaseServer({ dataDirectory: directory, log });
  const adminUrl = await makeDatabase(given ?? (embedded?.adminUrl as string), `wanghuolou_e2e_${process.pid}`);
  await migrate(adminUrl, testSecret);
  const database = openDatabase(adminUrl, testSecret);
  const server = await createServer({
    config: { publicUrl: 'http://127.0.0.1', oidc: undefined },
    database,
    files: createFiles(join(directory, 'files')),
    secret: testSecret,
    log,
    page: { demo: false, oidcName: null, personas: [] },
    webDirectory,
  });
  await loadReference(server.environment, server.modules);
  const county = await workAsSystem(server.environment, '00', async (work) => {
    await loadVillages(work, '110108');
    return settleCounty(work, server.accounts, haidian);
  });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const address = server.app.addresses()[0];
  return {
    server,
    county,
    url: `http://127.0.0.1:${address?.port}`,
    async close() {
      await server.app.close();
      await database.close();
      await embedded?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
export type Haidian = Awaited<ReturnType<typeof openHaidian>>;

/** A window of its own in which a person has signed in by the form. */
export async function signInAs(
  browser: Browser,
  world: Haidian,
  username: string,
  size = { width: 1366, height: 768 },
): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(world.url);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation').first().waitFor();
  return { page, context, problems };
}
