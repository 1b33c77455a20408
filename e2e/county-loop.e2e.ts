import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPassword } from '#app/testing/personas.ts';
import { createAccountService, createTotp } from '#modules/accounts/server';
import { importOsmFile } from '#modules/candidates/server';
import { workAsSystem } from '#platform/server/work.ts';
import { withBrowser } from '#platform/testing/browser.ts';
import { testSecret } from '#platform/testing/database.ts';
import { type Haidian, openHaidian, signInAs } from './world.ts';

let world: Haidian;
beforeAll(async () => {
  world = await openHaidian();
});
afterAll(() => world.close());

const extract = fileURLToPath(new URL('../db/reference/demo/haidian-osm/beijing-haidian-cau.osm.gz', import.meta.url));
const pictures = join(tmpdir(), `wanghuolou-pictures-${process.pid}`);
mkdirSync(pictures, { recursive: true });

/** A photo file with words on it, as a phone would give. */
async function photoFile(name: string, words: string): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#8a7f70"/><text x="60" y="310" font-size="60">${words}</text></svg>`;
  const path = join(pictures, name);
  writeFileSync(path, await sharp(Buffer.from(svg)).jpeg().toBuffer());
  return path;
}

/** Chooses photos in the open drawer and waits until they are stored. */
async function addPhoto(page: Page, path: string) {
  const stored = page.waitForResponse(
    (response) => response.url().includes('/api/files') && response.request().method() === 'POST',
  );
  await page.locator('.ant-drawer-content input[type=file], .photo-field input[type=file]').first().setInputFiles(path);
  expect((await stored).status()).toBe(200);
}

/** Confirms an act in the dialog that names what will happen. */
const confirm = async (page: Page, label: string) =>
  page.locator('.ant-modal, .ant-drawer').getByRole('button', { name: label }).last().click();

test('from a place on no list to a closed hazard: import, inspect, order, fix, re-inspect, close', async () => {
  await withBrowser(async (browser) => {
    const supervisor = await signInAs(browser, world, 'supervisor.110108');
    const { page } = supervisor;
    page.setDefaultTimeout(15_000);

    await registerFromWorklist(page);
    const place = await findPlace(page);

    // Inspect: two certified officers make it an administrative inspection.
    await page.goto(`${world.url}/inspections/start`);
    await page.getByLabel('查找单位').fill(place.name);
    await page.locator('.start-hit').first().click();
    await page.getByText('安全走访（非执法）').waitFor();
    await page.getByRole('checkbox', { name: /海supervisor2/ }).check();
    await page.getByText('行政检查（消防监督检查）').waitFor();
    await page.getByRole('button', { name: '开始检查' }).click();
    await page.locator('[data-check-item]').first().waitFor();

    // The keyboard answers everything 符合, then one item is not.
    const items = page.locator('[data-check-item]');
    const count = await items.count();
    expect(count).toBeGreaterThan(40);
    for (let i = 0; i < count; i++) {
      await items.nth(i).focus();
      await page.keyboard.press('1');
    }
    await page.locator('[data-item="F05"]').getByRole('radio', { name: '不符合' }).click();
    const finding = page.locator('.ant-drawer');
    await finding.getByLabel('部位').fill('二层东侧疏散走道');
    await finding.getByLabel('描述', { exact: false }).first().fill('应急照明灯具 6 盏不亮，疏散指示标志 2 处损坏');
    await addPhoto(page, await photoFile('before.jpg', 'before'));
    await finding.getByRole('button', { name: '保存隐患' }).click();
    await page.getByText('本次记录的隐患（1 条）').waitFor();
    await page.getByText(/已保存/).waitFor();
    await page.getByRole('button', { name: '完成检查' }).first().click();
    await page.locator('.ant-drawer').getByLabel('被检查单位随同人员').fill('王经理');
    await page.locator('.ant-drawer').getByRole('button', { name: /完成/ }).last().click();
    await page.getByText('责令改正').first().waitFor();

    // Order: drafted with the visit; sent for approval, approved by the head, served.
    const papers = await listPapers(page);
    expect(papers.map((paper) => paper.kind).sort()).toEqual(['INSPECTION_RECORD', 'ORDER_DEADLINE']);
    const order = papers.find((paper) => paper.kind === 'ORDER_DEADLINE');
    await page.goto(`${world.url}/papers/110108/${order?.id}`);
    await page.getByRole('button', { name: '送审' }).click();
    await page.getByText('待审批').first().waitFor();

    const chief = await signInAs(browser, world, 'chief.110108');
    await chief.page.goto(`${world.url}/papers/110108/${order?.id}`);
    await chief.page.getByRole('button', { name: '批准签发' }).click();
    await confirm(chief.page, '批准签发');
    await chief.page
      .getByText(/海消限改〔\d{4}〕第0001号/)
      .first()
      .waitFor();

    await page.reload();
    await page.getByRole('button', { name: '登记送达' }).click();
    const serving = page.locator('.ant-modal, .ant-drawer');
    await serving.getByLabel('送达方式').click();
    await page.locator('.ant-select-item-option', { hasText: '直接送达' }).click();
    const minute = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(new Date());
    await serving.getByLabel('送达时间').fill(minute);
    await serving.getByLabel('送达时间').press('Enter');
    await serving.getByLabel('签收人').fill('王经理');
    await confirm(page, '登记送达');
    await page.getByText('已送达').first().waitFor();

    // Fix: the premises' own account sees what it must do, and answers with a photo.
    await openAccount(place);
    const owner = await signInAs(browser, world, 'owner.place', { width: 360, height: 780 });
    await owner.page.getByText('应急照明灯具 6 盏不亮').first().click();
    await owner.page.getByRole('button', { name: '提交整改结果' }).first().click();
    await addPhoto(owner.page, await photoFile('after.jpg', 'after'));
    await owner.page.getByLabel('怎样整改的').fill('已更换灯具 6 盏、标志 2 处');
    await owner.page.getByRole('button', { name: '提交并申请复查' }).click();
    await owner.page.getByText('待复查').first().waitFor();

    // Re-inspect from the desk: earlier words and photos stand beside.
    await page.goto(world.url);
    await page.getByText('应急照明灯具 6 盏不亮').first().waitFor();
    const hazard = await firstHazard(page);
    await page.goto(`${world.url}/hazards/110108/${hazard.id}`);
    await page.getByRole('button', { name: '复查' }).first().click();
    // The colleague of the visit before is remembered: a click on the name would take him off again.
    await page.getByRole('checkbox', { name: /海supervisor2/ }).check();
    await page.getByText('行政检查（消防监督检查）').waitFor();
    await page.getByRole('button', { name: /开始/ }).last().click();
    await page.getByText('已整改', { exact: true }).first().click();
    await page.getByRole('button', { name: '提交复查结果' }).first().click();
    await page.locator('.ant-drawer').getByLabel('被检查单位随同人员').fill('王经理');
    await page.locator('.ant-drawer').getByRole('button', { name: '完成复查' }).click();

    // Close: the ledger says so, and says how.
    await expect.poll(async () => (await firstHazard(page)).status, { timeout: 20_000 }).toBe('CLOSED');
    await page.goto(`${world.url}/hazards/110108/${hazard.id}`);
    await page.getByText('已销案').first().waitFor();
    await page.getByText('复查合格').first().waitFor();

    // The order as the paper that was served.
    const pdf = await page.request.get(`${world.url}/api/papers/110108/${order?.id}/file?format=pdf`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect([supervisor, chief, owner].flatMap((one) => one.problems)).toEqual([]);
  });
});

/** The real places of the extract become a worklist; the supervisor rejects one, and registers one that is on no list. */
async function registerFromWorklist(page: Page) {
  const found = await importOsmFile(world.server.environment, extract, { region: '110108' });
  expect(found.candidates).toBeGreaterThan(100);
  await page.goto(`${world.url}/candidates?types=HOTEL`);
  const rows = page.locator('tbody tr.ant-table-row');
  await rows.first().waitFor();
  const hotels = await rows.count();
  const peek = page.locator('.candidate');

  // Rejected by a key with its reason, and taken back.
  const name = (await rows.first().locator('td').nth(1).innerText()).trim();
  await rows.first().click();
  await peek.getByRole('heading', { name }).waitFor();
  await page.keyboard.press('n');
  await peek.getByRole('button', { name: '不属于监管范围' }).click();
  const undo = page.getByRole('status').filter({ hasText: '已排除' });
  await undo.getByRole('button', { name: '撤销' }).click();
  await expect.poll(() => rows.count()).toBe(hotels);

  await peek.getByRole('heading', { name }).waitFor();
  await peek.getByRole('button', { name: '登记为单位' }).click();
  const form = page.locator('.ant-drawer').filter({ hasText: '登记单位' });
  await form.getByRole('button', { name: '所属区划' }).click();
  await page.getByRole('button', { name: `展开${world.county.townshipName}` }).click();
  await page.getByRole('button', { name: world.county.villageName, exact: true }).click();
  await form.getByLabel('详细地址').fill('学院路 1 号');
  await form.getByText('系统推定', { exact: true }).waitFor();
  await form.getByRole('button', { name: '登记', exact: true }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByRole('status').filter({ hasText: '已登记' }).waitFor();
  await expect.poll(() => rows.count()).toBe(hotels - 1);
}

const findPlace = async (page: Page) => {
  const { items } = (await (await page.request.get(`${world.url}/api/premises?limit=5`)).json()) as {
    items: { id: string; name: string; regionCode: string }[];
  };
  const [place] = items;
  if (!place) throw new Error('no premises was imported');
  return place;
};

const listPapers = async (page: Page) =>
  (
    (await (await page.request.get(`${world.url}/api/papers?countyCode=110108`)).json()) as {
      items: { id: string; kind: string }[];
    }
  ).items;

const firstHazard = async (page: Page) => {
  const { items } = (await (await page.request.get(`${world.url}/api/hazards?countyCode=110108`)).json()) as {
    items: { id: string; status: string }[];
  };
  const [hazard] = items;
  if (!hazard) throw new Error('no hazard was registered');
  return hazard;
};

/** The administrator gives the premises its account. */
async function openAccount(place: { id: string; name: string; regionCode: string }) {
  const accounts = createAccountService(world.server.environment, createTotp(testSecret), false);
  await workAsSystem(world.server.environment, '00', (work) =>
    accounts.open(work, {
      username: 'owner.place',
      displayName: place.name,
      regionPrefix: place.regionCode,
      password: testPassword,
      premises: { countyCode: '110108', id: place.id, regionCode: place.regionCode },
      mustChangePassword: false,
    }),
  );
}
