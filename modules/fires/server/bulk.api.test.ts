import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';
import { createFireBulkStore } from './bulk.store.ts';
import { calloutContent, fireContent, reportFire, victim } from './testkit.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-11-20T01:00:00Z' });
});
afterAll(() => world.close());

const by = { accountId: uuidv7(), name: '王强（许村站）' };

test('what was loaded in bulk is what entering it would have made, whatever characters it holds', async () => {
  const brigade = world.haining.orgs.brigade;
  const nasty = "引号\"反斜\\杠{花,括}NULL、'撇'\n换行";
  const content = fireContent(brigade, {
    address: nasty,
    synopsis: nasty,
    lossYuan: 900.5,
    burnedArea: 150,
    seriousInjuries: 1,
    victims: [victim('SERIOUS', { age: 66, states: ['ELDERLY', 'ALONE'] })],
    facilities: [{ kind: 'ALARM', isPresent: true, result: 'FAILED', whyNot: nasty }],
  });
  const [id = ''] = await world.system((work) =>
    createFireBulkStore(work, '330481', 'DEMO').addFires([
      { content, reportedAt: '2026-11-18T05:00:00.000Z', reporter: by },
    ]),
  );
  const command = await world.as('command');
  const loaded = await command.fires.read({ countyCode: '330481', id });
  const entered = await reportFire(await world.as('station'), brigade, {
    ...content,
    victims: content.victims.map((one) => ({ ...one, id: uuidv7() })),
  });
  expect(loaded.content).toEqual(content);
  expect(loaded.figures).toEqual(entered.figures);
  expect(loaded.doubts).toEqual(entered.doubts);
  expect(loaded.versions[0]?.content).toEqual(content);
  expect(loaded).toMatchObject({ status: 'CONFIRMED', stage: 'FINAL', number: '330481-2026-00001', isLate: false });
  // The next one that is confirmed by hand goes on where the load ended.
  const { number } = await command.fires.confirm({ countyCode: '330481', id: entered.id, version: entered.version });
  expect(number).toBe('330481-2026-00002');
});

test('call-outs and nil reports are loaded as well', async () => {
  const brigade = world.haining.orgs.brigade;
  await world.system(async (work) => {
    const bulk = createFireBulkStore(work, '330481', 'DEMO');
    await bulk.addCallouts([{ content: calloutContent(brigade, { note: null }), by }]);
    await bulk.addNils([
      {
        orgId: brigade,
        regionCode: '330481000000',
        month: '2026-09-01',
        kind: 'FIRES',
        at: '2026-10-01T00:00:00Z',
        by,
      },
    ]);
  });
  const command = await world.as('command');
  const [callout] = (await command.callouts.list({ countyCode: '330481' })).items;
  expect(callout).toMatchObject({ vehicles: 2, turnoutSeconds: 60, note: null });
});
