import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Environment, Work } from '#platform/server/work.ts';
import { workAsSystem } from '#platform/server/work.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { permissionsOf, type Role, roles, type Session } from '../contract/index.ts';
import { type AccountFilter, createAccountQueries } from './accounts.queries.ts';
import { createAccountStore, tokenHash } from './accounts.store.ts';
import { hashPassword, requireStrongPassword, spendVerification, verifyPassword } from './passwords.ts';
import type { Totp } from './totp.ts';

const sessionDays = 7;
const idleHours = 12;
const attemptsBeforeLock = 5;
const lockMinutes = 15;
const wrong = '账号或密码不正确。连续输错 5 次将锁定 15 分钟。';

const minutesLater = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

export interface Device {
  ip: string;
  userAgent: string;
}

/** Sign-in, sessions and accounts. Nobody is known yet when it runs, so it works as the job role and logs every act. */
export function createAccountService(environment: Environment, totp: Totp, demo: boolean) {
  const system = <T>(task: (work: Work) => Promise<T>) => workAsSystem(environment, '00', task);
  const countyOf = (account: { regionPrefix: string }) => account.regionPrefix.slice(0, 6);

  async function openSession(
    work: Work,
    account: { id: string; regionPrefix: string; username: string },
    device: Device,
    how: 'password' | 'oidc',
  ) {
    const token = randomBytes(32).toString('base64url');
    const store = createAccountStore(work);
    await store.addSession({
      tokenHash: tokenHash(token),
      id: uuidv7(),
      accountId: account.id,
      method: how,
      createdAt: work.now,
      lastSeenAt: work.now,
      expiresAt: minutesLater(work.now, sessionDays * 24 * 60),
      ip: device.ip,
      userAgent: device.userAgent,
    });
    await store.change(account.id, { failedAttempts: 0, lockedUntil: null, lastSignedInAt: work.now });
    work.audit(
      'accounts.signIn',
      { kind: 'account', id: account.id, countyCode: countyOf(account) },
      { username: account.username, ip: device.ip, how },
    );
    return token;
  }

  /**
   * Checks name, password and (where enabled) the one-time code.
   * A refusal is committed too (it counts towards the lock), so it is returned from the unit of work and thrown outside.
   */
  async function signIn(input: { username: string; password: string; code?: string | undefined }, device: Device) {
    const outcome = await system(
      async (work): Promise<{ token: string } | { codeRequired: true } | { refused: AppError }> => {
        const store = createAccountStore(work);
        const account = await store.findByUsername(input.username);
        if (!account?.passwordHash) {
          await spendVerification(input.password);
          return { refused: new AppError('unauthenticated', wrong) };
        }
        if (account.lockedUntil && account.lockedUntil > work.now)
          return {
            refused: new AppError(
              'too_many',
              `账号已锁定，请在 ${Math.ceil((Date.parse(account.lockedUntil) - Date.parse(work.now)) / 60_000)} 分钟后再试，或请管理员重置密码。`,
            ),
          };
        const fail = async (message: string, detail: Record<string, unknown>) => {
          const failedAttempts = account.failedAttempts + 1;
          const isLocked = failedAttempts >= attemptsBeforeLock;
          await store.change(account.id, {
            failedAttempts: isLocked ? 0 : failedAttempts,
            lockedUntil: isLocked ? minutesLater(work.now, lockMinutes) : null,
          });
          work.audit(
            'accounts.signInRefused',
            { kind: 'account', id: account.id, countyCode: countyOf(account) },
            { ip: device.ip, locked: isLocked, ...detail },
          );
          return {
            refused: new AppError(
              isLocked ? 'too_many' : 'unauthenticated',
              isLocked ? `连续 ${attemptsBeforeLock} 次输错，账号已锁定 ${lockMinutes} 分钟。` : message,
            ),
          };
        };
        if (!(await verifyPassword(input.password, account.passwordHash))) return fail(wrong, { reason: 'password' });
        if (account.status !== 'ACTIVE')
          return { refused: new AppError('forbidden', '账号已停用，请联系本单位管理员。') };
        if (account.totpSecret && account.totpEnabledAt) {
          if (!input.code) return { codeRequired: true };
          const step = totp.verify(totp.open(account.totpSecret), input.code, new Date(work.now));
          // A code serves once: the step must lie after the last one used.
          if (step === undefined || step <= (account.totpLastStep ?? 0))
            return fail('动态口令不正确或已用过，请等待下一组数字。', { reason: 'code' });
          await store.change(account.id, { totpLastStep: step });
        }
        return { token: await openSession(work, account, device, 'password') };
      },
    );
    if ('refused' in outcome) throw outcome.refused;
    return outcome;
  }

  /** Session of an identity that the organisation's own sign-in service (OIDC) vouches for. */
  const signInByOidc = (identity: { issuer: string; subject: string; username: string | undefined }, device: Device) =>
    system(async (work) => {
      const store = createAccountStore(work);
      let account = await store.findByOidc(identity.issuer, identity.subject);
      if (!account && identity.username) {
        const named = await store.findByUsername(identity.username);
        if (named && !named.oidcSubject) {
          await store.change(named.id, { oidcIssuer: identity.issuer, oidcSubject: identity.subject });
          work.audit(
            'accounts.linkOidc',
            { kind: 'account', id: named.id, countyCode: countyOf(named) },
            { issuer: identity.issuer },
          );
          account = named;
        }
      }
      if (account?.status !== 'ACTIVE')
        throw new AppError('forbidden', '统一身份认证已通过，但本系统没有为您开通账号，请联系本单位管理员。');
      return openSession(work, account, device, 'oidc');
    });

  async function load(work: Pick<Work, 'db' | 'now'>, token: string) {
    const queries = createAccountQueries(work);
    const session = await queries.session(tokenHash(token), work.now);
    if (!session || minutesLater(session.lastSeenAt, idleHours * 60) < work.now) return null;
    const posts = session.personId ? await queries.heldPosts(session.personId, dayOf(work.now)) : [];
    const post = posts.find((held) => held.postId === session.postId) ?? posts[0];
    return { session, posts, post };
  }

  type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

  /** What an actor is made of; a command acts without a session. */
  type Identity = {
    session: Pick<
      Loaded['session'],
      'accountId' | 'displayName' | 'personId' | 'premisesId' | 'premisesRegion' | 'regionPrefix' | 'mustChangePassword'
    > & { sessionId: string | null };
    post: Loaded['post'];
  };

  const actorOf = ({ session, post }: Identity): Actor | null => {
    const shared = {
      accountId: session.accountId,
      name: session.displayName,
      sessionId: session.sessionId,
      mustChangePassword: session.mustChangePassword,
    };
    if (session.premisesId)
      return {
        ...shared,
        role: 'PREMISES_ADMIN',
        roleName: roles.PREMISES_ADMIN.label,
        permissions: new Set(permissionsOf('PREMISES_ADMIN')),
        region: session.premisesRegion ?? session.regionPrefix,
        organisation: null,
        personId: null,
        premisesId: session.premisesId,
      };
    if (!post || !(post.role in roles)) return null;
    const role = post.role as Role;
    return {
      ...shared,
      role,
      roleName: roles[role].label,
      permissions: new Set(permissionsOf(role)),
      region: post.regionPrefix,
      organisation: {
        id: post.orgId,
        kind: post.orgKind,
        name: post.orgName,
        regionCode: post.regionCode,
        industry: post.industry,
      },
      personId: session.personId,
      premisesId: null,
    };
  };

  /** Every request asks this first, so it reads without a transaction. */
  const read = (token: string, now: string) =>
    environment.database.readAsJob((db) => load({ db: db as Work['db'], now }, token));

  /** Who a session token stands for now, or null; a session that is only looked at grows old all the same. */
  const recognise = async (token: string): Promise<Actor | null> => {
    const loaded = await read(token, environment.now().toISOString());
    return loaded && actorOf(loaded);
  };

  /** Who a session token stands for now, or null; notes that the session is alive, at most once a minute. */
  const authenticate = async (token: string): Promise<Actor | null> => {
    const now = environment.now().toISOString();
    const loaded = await read(token, now);
    if (!loaded) return null;
    if (minutesLater(loaded.session.lastSeenAt, 1) < now)
      await system((work) => createAccountStore(work).changeSession(loaded.session.sessionId, { lastSeenAt: now }));
    const actor = actorOf(loaded);
    if (!actor) throw new AppError('forbidden', '您目前没有在任岗位，不能办理业务。请联系本单位管理员登记任职。');
    return actor;
  };

  const describe = (token: string): Promise<Session> =>
    system(async (work) => {
      const loaded = await load(work, token);
      const actor = loaded && actorOf(loaded);
      if (!loaded || !actor) throw new AppError('unauthenticated', '尚未登录或登录已过期，请重新登录。');
      const queries = createAccountQueries(work);
      const regionCode = actor.region.padEnd(12, '0');
      return {
        account: {
          id: actor.accountId,
          name: actor.name,
          username: loaded.session.username,
          mustChangePassword: loaded.session.mustChangePassword,
          hasTotp: loaded.session.totpEnabledAt !== null,
        },
        actor: {
          role: actor.role,
          roleName: actor.roleName,
          postId: loaded.post?.postId ?? null,
          orgId: actor.organisation?.id ?? null,
          orgName: actor.organisation?.name ?? actor.name,
          orgKind: actor.organisation?.kind ?? null,
          personId: actor.personId,
          regionCode,
          regionName: await queries.regionName(regionCode),
          premisesId: actor.premisesId,
        },
        posts: loaded.posts.map((held) => ({
          postId: held.postId,
          title: held.title,
          role: held.role,
          roleName: roles[held.role as Role]?.label ?? held.role,
          orgId: held.orgId,
          orgName: held.orgName,
          regionCode: held.regionPrefix.padEnd(12, '0'),
        })),
        permissions: [...actor.permissions].sort(),
        demo,
      };
    });

  const switchPost = (actor: Actor, postId: string) =>
    system(async (work) => {
      const posts = actor.personId ? await createAccountQueries(work).heldPosts(actor.personId, dayOf(work.now)) : [];
      if (!posts.some((held) => held.postId === postId))
        throw new AppError('forbidden', '您现在不担任这个岗位，请刷新后重选。');
      await createAccountStore(work).changeSession(actor.sessionId as string, { postId });
    });

  const signOut = (actor: Actor, sessionId = actor.sessionId) =>
    system(async (work) => {
      const sessions = await createAccountQueries(work).sessions(actor.accountId, work.now);
      if (!sessions.some((session) => session.id === sessionId))
        throw new AppError('not_found', '没有这台设备的登录，可能已退出。');
      await createAccountStore(work).changeSession(sessionId as string, { revokedAt: work.now });
      work.audit(
        'accounts.signOut',
        { kind: 'account', id: actor.accountId, countyCode: actor.region.slice(0, 6) },
        { sessionId },
      );
    });

  async function replacePassword(
    work: Work,
    accountId: string,
    username: string,
    next: string,
    mustChange: boolean,
    keepSession?: string,
  ) {
    const field = mustChange ? 'password' : 'next';
    requireStrongPassword(next, username, field);
    const store = createAccountStore(work);
    const former = await store.formerPasswords(accountId);
    const current = (await store.find(accountId))?.passwordHash;
    for (const hash of [...former.map((row) => row.passwordHash), ...(current ? [current] : [])])
      if (await verifyPassword(next, hash))
        throw new AppError('invalid', '不能使用最近 5 次用过的密码。', {
          fields: { [field]: '不能使用最近 5 次用过的密码' },
        });
    if (current) await store.addFormerPassword(accountId, current, work.now);
    await store.change(accountId, {
      passwordHash: await hashPassword(next),
      passwordChangedAt: work.now,
      mustChangePassword: mustChange,
      failedAttempts: 0,
      lockedUntil: null,
    });
    await store.revokeSessions(accountId, work.now, keepSession);
  }

  const changePassword = (actor: Actor, current: string, next: string) =>
    system(async (work) => {
      const account = await createAccountStore(work).find(actor.accountId);
      if (!account?.passwordHash || !(await verifyPassword(current, account.passwordHash)))
        throw new AppError('invalid', '原密码不正确。', { fields: { current: '原密码不正确' } });
      await replacePassword(work, account.id, account.username, next, false, actor.sessionId ?? undefined);
      work.audit('accounts.changePassword', { kind: 'account', id: account.id, countyCode: countyOf(account) });
    });

  const beginTotp = (actor: Actor) =>
    system(async (work) => {
      const store = createAccountStore(work);
      const account = await store.find(actor.accountId);
      if (!account || account.totpEnabledAt) throw new AppError('conflict', '动态口令已启用。如需更换设备，请先停用。');
      const secret = totp.newSecret();
      await store.change(account.id, { totpSecret: totp.seal(secret) });
      return { secret, uri: totp.uri(secret, account.username) };
    });

  const confirmTotp = (actor: Actor, code: string) =>
    system(async (work) => {
      const store = createAccountStore(work);
      const account = await store.find(actor.accountId);
      if (!account?.totpSecret || account.totpEnabledAt) throw new AppError('conflict', '请先生成动态口令密钥。');
      const step = totp.verify(totp.open(account.totpSecret), code, new Date(work.now));
      if (step === undefined)
        throw new AppError('invalid', '动态口令不正确，请核对手机时间后重试。', { fields: { code: '不正确' } });
      await store.change(account.id, { totpEnabledAt: work.now, totpLastStep: step });
      work.audit('accounts.enableTotp', { kind: 'account', id: account.id, countyCode: countyOf(account) });
    });

  const removeTotp = (actor: Actor, password: string) =>
    system(async (work) => {
      const store = createAccountStore(work);
      const account = await store.find(actor.accountId);
      if (!account?.passwordHash || !(await verifyPassword(password, account.passwordHash)))
        throw new AppError('invalid', '密码不正确。', { fields: { password: '密码不正确' } });
      await store.change(account.id, { totpSecret: null, totpEnabledAt: null, totpLastStep: null });
      work.audit('accounts.disableTotp', { kind: 'account', id: account.id, countyCode: countyOf(account) });
    });

  /** Opens an account for a person or a premises; `password` is changed at the first sign-in unless told otherwise. */
  async function open(
    work: Work,
    input: {
      username: string;
      displayName: string;
      regionPrefix: string;
      password: string;
      personId?: string;
      premises?: { countyCode: string; id: string; regionCode: string };
      mustChangePassword?: boolean;
    },
  ) {
    requireStrongPassword(input.password, input.username, 'password');
    const id = work.newId();
    await createAccountStore(work).add({
      id,
      username: input.username,
      displayName: input.displayName,
      regionPrefix: input.regionPrefix,
      passwordHash: await hashPassword(input.password),
      passwordChangedAt: work.now,
      mustChangePassword: input.mustChangePassword ?? true,
      personId: input.personId ?? null,
      premisesCounty: input.premises?.countyCode ?? null,
      premisesId: input.premises?.id ?? null,
      premisesRegion: input.premises?.regionCode ?? null,
      createdAt: work.now,
    });
    work.audit(
      'accounts.open',
      { kind: 'account', id, countyCode: input.regionPrefix.slice(0, 6) },
      { username: input.username },
    );
    return id;
  }

  /** An administrator's act on an account of the own division. */
  const administer = <T>(
    actor: Actor,
    id: string,
    task: (work: Work, account: { id: string; username: string; regionPrefix: string }) => Promise<T>,
  ) =>
    system(async (work) => {
      const account = await createAccountStore(work).find(id);
      if (!account?.regionPrefix.startsWith(actor.region))
        throw new AppError('not_found', '没有这个账号，或不在管辖范围内。');
      return task(work, account);
    });

  const setStatus = (actor: Actor, id: string, status: 'ACTIVE' | 'DISABLED', reason: string) =>
    administer(actor, id, async (work, account) => {
      if (id === actor.accountId) throw new AppError('conflict', '不能停用自己的账号。');
      const store = createAccountStore(work);
      await store.change(id, { status });
      if (status === 'DISABLED') await store.revokeSessions(id, work.now);
      work.audit(
        'accounts.setStatus',
        { kind: 'account', id, countyCode: countyOf(account) },
        { status, reason, by: actor.name },
      );
    });

  const unlock = (actor: Actor, id: string) =>
    administer(actor, id, async (work, account) => {
      await createAccountStore(work).change(id, { failedAttempts: 0, lockedUntil: null });
      work.audit('accounts.unlock', { kind: 'account', id, countyCode: countyOf(account) }, { by: actor.name });
    });

  /** For the command line: the account of a name. */
  const named = (username: string) =>
    system(async (work) => {
      const account = await createAccountStore(work).findByUsername(username);
      if (!account) throw new AppError('not_found', `没有账号“${username}”，可用 wanghuolou user list 查看。`);
      return account;
    });

  /** For the command line: acts as the account's person in the post of widest reach, without a session. */
  async function actorNamed(username: string): Promise<Actor> {
    const account = await named(username);
    if (account.status !== 'ACTIVE') throw new AppError('forbidden', `账号“${username}”已停用，请换一个账号。`);
    const posts = await system(async (work) =>
      account.personId ? createAccountQueries(work).heldPosts(account.personId, dayOf(work.now)) : [],
    );
    const actor = actorOf({ session: { ...account, accountId: account.id, sessionId: null }, post: posts[0] });
    if (!actor) throw new AppError('forbidden', `账号“${username}”目前没有在任岗位，不能办理业务。`);
    return actor;
  }

  /** For the command line: accounts in order of name. */
  const list = (filter: Omit<AccountFilter, 'region'> & { region: string; limit: number }) =>
    system((work) => createAccountQueries(work).accounts({ ...filter, day: dayOf(work.now) }));

  const resetPassword = (actor: Actor, id: string, password: string) =>
    administer(actor, id, async (work, account) => {
      await replacePassword(work, id, account.username, password, true);
      work.audit('accounts.resetPassword', { kind: 'account', id, countyCode: countyOf(account) }, { by: actor.name });
    });

  return {
    signIn,
    signInByOidc,
    authenticate,
    recognise,
    describe,
    switchPost,
    signOut,
    changePassword,
    beginTotp,
    confirmTotp,
    removeTotp,
    open,
    setStatus,
    resetPassword,
    unlock,
    named,
    actorNamed,
    list,
    system,
  };
}
export type AccountService = ReturnType<typeof createAccountService>;
