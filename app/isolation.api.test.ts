import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openPremisesAccount,
  papersOf,
  photo,
  registerHotel,
  serveOrder,
  upload,
  visit,
} from './testing/county-work.ts';
import { type Client, createWorld, type World } from './testing/world.ts';

let world: World;
let supervisor: Client;
let place: Awaited<ReturnType<typeof registerHotel>>;
let hazardId: string;
let paperId: string;
let fileId: string;
let visitId: string;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-16T01:00:00Z' });
  supervisor = await world.as('supervisor');
  place = await registerHotel(supervisor, world.haining);
  fileId = await upload(supervisor, place);
  const done = await visit(supervisor, place, {
    kind: 'RANDOM',
    officerIds: [world.haining.people.supervisor, world.haining.people.supervisor2],
    found: [{ itemId: 'F05', correctionMode: 'DEADLINE', dueOn: '2026-11-30' }],
  });
  visitId = done.id;
  await serveOrder(world, done.id);
  hazardId = (await supervisor.hazards.list({ countyCode: '330481', inspectionId: done.id })).items[0]?.id as string;
  paperId = (await papersOf(supervisor, '330481', done.id)).get('ORDER_DEADLINE')?.id as string;
});
afterAll(() => world.close());

const key = (id: string) => ({ countyCode: '330481', id });
const gone = expect.objectContaining({ code: 'not_found' });

describe('county A and county B', () => {
  test.each(['supervisor', 'chief', 'committee', 'town', 'police', 'leader', 'auditor'] as const)(
    'the %s of another county reads nothing of this one',
    async (persona) => {
      const stranger = await world.as(persona, world.pinghu);
      await expect(stranger.premises.get(key(place.id))).rejects.toEqual(gone);
      await expect(stranger.hazards.read(key(hazardId))).rejects.toEqual(gone);
      await expect(stranger.inspections.read(key(visitId))).rejects.toEqual(gone);
      await expect(stranger.files.read(key(fileId))).rejects.toEqual(gone);
      expect((await stranger.hazards.list({ countyCode: '330481' })).items).toEqual([]);
      expect((await stranger.inspections.list({ countyCode: '330481' })).items).toEqual([]);
      if (persona !== 'leader') expect((await stranger.documents.list({ countyCode: '330481' })).items).toEqual([]);
    },
  );

  test('nor does it write there', async () => {
    const stranger = await world.as('supervisor', world.pinghu);
    await expect(
      stranger.hazards.move({ ...key(hazardId), version: 2, action: 'penalize', reason: '越权' }),
    ).rejects.toEqual(gone);
    await expect(
      stranger.documents.serve({
        ...key(paperId),
        version: 4,
        method: 'DIRECT',
        servedAt: '2026-11-16T01:00:00Z',
        receiver: '某',
      }),
    ).rejects.toEqual(gone);
    await expect(
      stranger.files.upload({ regionCode: place.regionCode, premisesId: place.id, file: await photo() }),
    ).rejects.toEqual(expect.objectContaining({ code: 'forbidden' }));
    await expect(
      stranger.inspections.start({
        id: uuidv7(),
        countyCode: '330481',
        premisesId: place.id,
        kind: 'RANDOM',
        officerIds: [],
      }),
    ).rejects.toEqual(gone);
  });

  test('a township sees its own division and not its neighbour’s', async () => {
    const elsewhere = await registerHotel(supervisor, {
      ...world.haining,
      village: '330481100201',
      townshipName: '别处',
    }).catch(() => undefined);
    const town = await world.as('town');
    await expect(town.premises.get(key(place.id))).resolves.toMatchObject({ id: place.id });
    if (elsewhere) await expect(town.premises.get(key(elsewhere.id))).rejects.toEqual(gone);
  });
});

describe('a sector department', () => {
  test('reads the file of a place whose hazard was handed to it, edits nothing there, and its list stays its own', async () => {
    const { haining } = world;
    const education = await world.as('education');
    const handed = await registerHotel(supervisor, haining);
    await expect(education.premises.get(key(handed.id))).rejects.toEqual(gone);
    await visit(supervisor, handed, {
      kind: 'RANDOM',
      officerIds: [haining.people.supervisor, haining.people.supervisor2],
      found: [{ itemId: 'F05', correctionMode: 'TRANSFER', transferToOrgId: haining.orgs.education }],
    });
    const file = await education.premises.get(key(handed.id));
    expect(file).toMatchObject({ id: handed.id, allowedActions: [] });
    await expect(education.premises.history({ ...key(handed.id), limit: 10 })).resolves.toBeTruthy();
    await expect(
      education.premises.edit({
        ...key(handed.id),
        version: file.version,
        changes: { address: '别处' },
        reason: '越权',
      } as never),
    ).rejects.toEqual(expect.objectContaining({ code: 'forbidden' }));
    expect((await education.premises.list({})).items.map((row) => row.id)).not.toContain(handed.id);
    // Another department, and the same department of another county, see no more than before.
    await expect((await world.as('education', world.pinghu)).premises.get(key(handed.id))).rejects.toEqual(gone);
  });

  test('reads the file of a place of whose class it is a cooperating department, from the day of the document', async () => {
    const education = await world.as('education');
    const committee = await world.as('committee');
    const centre = await registerHotel(supervisor, world.haining);
    const held = (await committee.premises.industryMap({ regionCode: '330481000000' })).find(
      (row) => row.premisesType === 'HOTEL',
    );
    await expect(education.premises.get(key(centre.id))).rejects.toEqual(gone);
    await committee.premises.setIndustry({
      regionCode: '330481000000',
      premisesType: 'HOTEL',
      leadIndustry: held?.leadIndustry,
      coIndustries: ['EDUCATION'],
      documentNo: '海消安委〔2026〕12号',
      validFrom: '2026-11-16',
      isApplied: false,
    } as never);
    await expect(education.premises.get(key(centre.id))).resolves.toMatchObject({ id: centre.id, allowedActions: [] });
    expect((await education.premises.list({})).items.map((row) => row.id)).not.toContain(centre.id);
  });
});

describe('a premises account', () => {
  test('sees its own file, hazards and served papers, and nothing of its neighbour', async () => {
    const neighbour = await registerHotel(supervisor, world.haining);
    const owner = await openPremisesAccount(world, neighbour, 'neighbour.hotel');
    await expect(owner.premises.get(key(neighbour.id))).resolves.toMatchObject({ id: neighbour.id });
    await expect(owner.premises.get(key(place.id))).rejects.toEqual(gone);
    await expect(owner.hazards.read(key(hazardId))).rejects.toEqual(gone);
    await expect(owner.documents.read(key(paperId))).rejects.toEqual(gone);
    await expect(owner.files.read(key(fileId))).rejects.toEqual(gone);
    expect((await owner.hazards.list({ countyCode: '330481' })).items).toEqual([]);
    expect((await owner.premises.list({})).items.map((row) => row.id)).toEqual([neighbour.id]);
    await expect(
      owner.inspections.start({
        id: uuidv7(),
        countyCode: '330481',
        premisesId: place.id,
        kind: 'SELF',
        officerIds: [],
      }),
    ).rejects.toEqual(gone);
  });

  test('reads of the sealed log and of other people’s data stay closed to it', async () => {
    const owner = await openPremisesAccount(world, place, 'own.hotel');
    await expect(owner.organisations.people({ limit: 10 } as never)).rejects.toEqual(
      expect.objectContaining({ code: 'forbidden' }),
    );
  });
});
