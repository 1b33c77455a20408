import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#app/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

test('the list shows the accounts of the own county with the posts held today, and counts them', async () => {
  const { accounts } = await world.as('admin');
  const page = await accounts.list({ limit: 5 });
  expect(page).toMatchObject({ total: 16, isEstimate: false, next: expect.any(String) });
  expect(page.items).toHaveLength(5);
  const found = await accounts.list({ search: 'supervisor.' });
  expect(found.items).toEqual([
    expect.objectContaining({
      username: 'supervisor.330481',
      posts: [{ title: 'supervisor', orgName: '海宁市消防救援大队', roleLabel: '防火监督员' }],
    }),
  ]);
  expect((await accounts.list({ regionCode: '330481101000' })).total).toBe(4);
  expect(
    (await accounts.list({ regionCode: '330482000000' })).items.every((row) => row.username.endsWith('.330481')),
  ).toBe(true);
});

test('a person in post without an account is offered, and no longer once the account is open', async () => {
  const admin = await world.as('admin');
  expect(await admin.accounts.candidates({ kind: 'PERSON' })).toEqual([]);
  const { id: personId } = await admin.organisations.addPerson({ regionPrefix: '330481', name: '王新人' });
  const { id: postId } = await admin.organisations.addPost({
    orgId: world.haining.orgs.brigade,
    title: '监督员',
    role: 'FIRE_SUPERVISOR',
  });
  await admin.organisations.appoint({ postId, personId, fromOn: '2026-11-01' });
  expect(await admin.accounts.candidates({ kind: 'PERSON', search: '王' })).toEqual([
    { kind: 'PERSON', id: personId, countyCode: null, name: '王新人', detail: '海宁市消防救援大队 · 监督员' },
  ]);
  expect(await (await world.as('admin', world.pinghu)).accounts.candidates({ kind: 'PERSON' })).toEqual([]);
  await admin.accounts.create({ username: 'wang.new', personId, password: 'Watchtower-77' });
  expect(await admin.accounts.candidates({ kind: 'PERSON' })).toEqual([]);
  const newcomer = await world.signedIn('wang.new', 'Watchtower-77');
  expect((await newcomer.accounts.session()).account.mustChangePassword).toBe(true);
  // The password is still the administrator's: whoever knows it may change it and nothing else.
  await expect(newcomer.premises.list({ limit: 1 })).rejects.toEqual(refusal('forbidden', /请先修改初始密码/));
  await newcomer.accounts.changePassword({ current: 'Watchtower-77', next: 'Lookout-tower-78' });
  expect((await newcomer.premises.list({ limit: 1 })).items).toEqual([]);
});

test('a disabled account is out at once; the administrator of another county cannot touch it', async () => {
  const admin = await world.as('admin');
  const victim = await world.as('reviewer');
  const row = (await admin.accounts.list({ search: 'reviewer' })).items[0];
  if (!row) throw new Error('no account');
  const b = await world.as('admin', world.pinghu);
  await expect(b.accounts.setStatus({ id: row.id, status: 'DISABLED', reason: '试' })).rejects.toEqual(
    refusal('not_found', /管辖范围/),
  );
  await expect(b.accounts.resetPassword({ id: row.id, password: 'Watchtower-78' })).rejects.toEqual(
    refusal('not_found', /管辖范围/),
  );
  await admin.accounts.setStatus({ id: row.id, status: 'DISABLED', reason: '调离' });
  await expect(victim.accounts.session()).rejects.toEqual(refusal('unauthenticated', /登录/));
  expect((await admin.accounts.list({ status: 'DISABLED' })).items.map((one) => one.username)).toEqual([
    'reviewer.330481',
  ]);
});
