import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { createAccountService, createTotp } from '#modules/accounts/server';
import { testSecret } from '#platform/testing/database.ts';
import { type County, testPassword } from './personas.ts';
import type { Client, World } from './world.ts';

let shade = 0;
/** A small photo, each one different. */
export async function photo(name = '现场.png'): Promise<File> {
  shade = (shade + 1) % 200;
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 80, b: 120 } } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' });
}

export const upload = async (client: Client, place: { regionCode: string; id: string }) =>
  (await client.files.upload({ id: uuidv7(), regionCode: place.regionCode, premisesId: place.id, file: await photo() }))
    .id;

/** Registers a hotel in the county's township. */
export async function registerHotel(client: Client, county: County, extra: { name?: string } = {}) {
  return client.premises.register({
    id: uuidv7(),
    regionCode: county.village,
    name: extra.name ?? `测试宾馆${uuidv7().slice(-6)}`,
    address: `${county.townshipName}人民路 1 号`,
    types: ['HOTEL'],
    supervisorOrgId: county.orgs.brigade,
    policeOrgId: county.orgs.police,
    responsiblePerson: { name: '张三', phone: '13900000000' },
  });
}

/** Opens the premises' own account; returns its client. */
export async function openPremisesAccount(
  world: World,
  place: { countyCode: string; id: string; regionCode: string; name: string },
  username: string,
) {
  const accounts = createAccountService(world.environment, createTotp(testSecret), false);
  await world.system((work) =>
    accounts.open(work, {
      username,
      displayName: place.name,
      regionPrefix: place.regionCode,
      password: testPassword,
      premises: { countyCode: place.countyCode, id: place.id, regionCode: place.regionCode },
      mustChangePassword: false,
    }),
  );
  return world.signedIn(username);
}

export interface FoundItem {
  itemId: string;
  correctionMode: 'ON_SITE' | 'IMMEDIATE' | 'DEADLINE' | 'TRANSFER';
  dueOn?: string;
  transferToOrgId?: string;
}

/** A whole visit: start, answer everything, record the findings, finish. */
export async function visit(
  client: Client,
  place: { countyCode: string; id: string; regionCode: string },
  plan: {
    kind: 'RANDOM' | 'KEY' | 'COMPLAINT' | 'TOWNSHIP' | 'POLICE' | 'SECTOR' | 'GRID' | 'SELF' | 'CAMPAIGN';
    officerIds: string[];
    found: FoundItem[];
  },
) {
  const id = uuidv7();
  const started = await client.inspections.start({
    id,
    countyCode: place.countyCode,
    premisesId: place.id,
    kind: plan.kind,
    officerIds: plan.officerIds,
  });
  const failed = new Set(plan.found.map((item) => item.itemId));
  await client.inspections.saveAnswers({
    countyCode: place.countyCode,
    id,
    answers: started.checklist.map((item) => ({ itemId: item.id, result: failed.has(item.id) ? 'FAIL' : 'PASS' })),
  });
  for (const item of plan.found)
    await client.inspections.saveFinding({
      countyCode: place.countyCode,
      inspectionId: id,
      finding: {
        id: uuidv7(),
        itemId: item.itemId,
        place: '二层东侧走道',
        description: `${item.itemId} 不符合`,
        correctionMode: item.correctionMode,
        dueOn: item.dueOn ?? null,
        transferToOrgId: item.transferToOrgId ?? null,
        photoIds: [await upload(client, place)],
      },
    });
  return client.inspections.finish({ countyCode: place.countyCode, id, accompaniedBy: '李四' });
}

/** Papers of a visit by kind. */
export async function papersOf(client: Client, countyCode: string, subjectId: string) {
  const { items } = await client.documents.list({ countyCode, subjectId });
  return new Map(items.map((paper) => [paper.kind, paper]));
}

/** Approves and serves the order by deadline of a visit, as two people of the brigade do. */
export async function serveOrder(world: World, visitId: string, county: County = world.haining) {
  const supervisor = await world.as('supervisor', county);
  const chief = await world.as('chief', county);
  const order = (await papersOf(supervisor, county.code, visitId)).get('ORDER_DEADLINE');
  if (!order) throw new Error('the visit drafted no order');
  const key = { countyCode: county.code, id: order.id };
  const submitted = await supervisor.documents.submit({ ...key, version: order.version });
  const approved = await chief.documents.approve({ ...key, version: submitted.version });
  return supervisor.documents.serve({
    ...key,
    version: approved.version,
    method: 'DIRECT',
    servedAt: world.now().toISOString(),
    receiver: '张三',
  });
}
