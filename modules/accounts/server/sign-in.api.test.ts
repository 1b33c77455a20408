import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPassword } from '#app/testing/personas.ts';
import { createWorld, type World } from '#app/testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

describe('sign-in', () => {
  test('a supervisor signs in and is told post, division and permissions', async () => {
    const session = await (await world.as('supervisor')).accounts.session();
    expect(session.actor).toMatchObject({
      role: 'FIRE_SUPERVISOR',
      roleName: '防火监督员',
      orgName: '海宁市消防救援大队',
      regionName: '海宁市',
      regionCode: '330481000000',
    });
    expect(session.permissions).toContain('hazards.order');
    expect(session.permissions).not.toContain('documents.approve');
  });

  test('an unknown account and a wrong password are refused in the same words', async () => {
    const unknown = world.anonymous.accounts.signIn({ username: 'nobody', password: 'x' });
    await expect(unknown).rejects.toEqual(refusal('unauthenticated', /账号或密码不正确/));
    const wrong = world.anonymous.accounts.signIn({ username: 'command.330481', password: 'x' });
    await expect(wrong).rejects.toEqual(refusal('unauthenticated', /账号或密码不正确/));
  });

  test('five wrong passwords lock the account for fifteen minutes, the right one included', async () => {
    const attempt = (password: string) => world.anonymous.accounts.signIn({ username: 'station.330481', password });
    for (let i = 0; i < 4; i++) await expect(attempt('wrong')).rejects.toEqual(refusal('unauthenticated', /不正确/));
    await expect(attempt('wrong')).rejects.toEqual(refusal('too_many', /锁定 15 分钟/));
    await expect(attempt(testPassword)).rejects.toEqual(refusal('too_many', /已锁定/));
    world.setNow('2026-11-20T01:16:00Z');
    await expect(attempt(testPassword)).resolves.toEqual({ state: 'SIGNED_IN' });
    world.setNow('2026-11-20T01:00:00Z');
  });

  test('signing out ends the session at once', async () => {
    const cookie = await world.cookieOf('leader.330481');
    const call = (method: string) => world.request(cookie, 'http://127.0.0.1/api/session', { method });
    expect((await call('GET')).statusCode).toBe(200);
    expect((await call('DELETE')).statusCode).toBe(200);
    expect((await call('GET')).statusCode).toBe(401);
  });

  test('a change without the page header is refused, so another site can do nothing with the cookie', async () => {
    const cookie = await world.cookieOf('supervisor2.330481');
    const answer = await world.server.app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { cookie: `whl_session=${cookie}` },
    });
    expect(answer.statusCode).toBe(403);
  });

  test('a weak password, the old one and one that was used before are refused', async () => {
    const me = await world.as('reviewer');
    const change = (current: string, next: string) => me.accounts.changePassword({ current, next });
    await expect(change('wrong', 'Another-2202')).rejects.toEqual(refusal('invalid', /原密码不正确/));
    await expect(change(testPassword, 'short1A')).rejects.toEqual(refusal('invalid', /至少 10 位/));
    await expect(change(testPassword, 'short1A')).rejects.toMatchObject({
      data: { fields: { next: '密码至少 10 位。' } },
    });
    await expect(change(testPassword, 'alllowercaseletters')).rejects.toEqual(refusal('invalid', /至少三种/));
    await expect(change(testPassword, testPassword)).rejects.toEqual(refusal('invalid', /用过/));
    await change(testPassword, 'Another-2202');
    await expect(change('Another-2202', testPassword)).rejects.toEqual(refusal('invalid', /用过/));
  });

  test('with a one-time code enabled the password alone is not enough, and a code serves once', async () => {
    const me = await world.as('education');
    const { secret } = await me.accounts.beginTotp();
    const { generateSync } = await import('otplib');
    const code = (offset: number) => generateSync({ secret, epoch: Math.floor(world.now().getTime() / 1000) + offset });
    await me.accounts.confirmTotp({ code: code(0) });
    const attempt = (extra: { code?: string }) =>
      world.anonymous.accounts.signIn({ username: 'education.330481', password: testPassword, ...extra });
    await expect(attempt({})).resolves.toEqual({ state: 'CODE_REQUIRED' });
    await expect(attempt({ code: code(0) })).rejects.toEqual(refusal('unauthenticated', /动态口令/));
    world.setNow('2026-11-20T01:01:00Z');
    await expect(attempt({ code: code(0) })).resolves.toEqual({ state: 'SIGNED_IN' });
    world.setNow('2026-11-20T01:00:00Z');
  });

  test('a person without a running tenure cannot act', async () => {
    const { haining } = world;
    await world.system(async (work) => {
      const { createOrganisationService } = await import('#modules/organisations/server');
      await createOrganisationService(work).relieve({
        postId: haining.posts.uncertified,
        lastDay: '2026-11-18',
        handoverNote: null,
      });
    });
    await expect((await world.signedIn('uncertified.330481')).accounts.session()).rejects.toEqual(
      refusal('forbidden', /没有在任岗位/),
    );
  });
});
