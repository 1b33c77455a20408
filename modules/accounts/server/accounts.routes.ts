import { endpoints } from '#platform/server/api.ts';
import { AppError } from '#platform/shared/errors.ts';
import { accountsContract, permissionMatrix, roleIds, roles } from '../contract/index.ts';
import { createAccountQueries } from './accounts.queries.ts';
import type { AccountService } from './accounts.service.ts';
import { createAccountStore } from './accounts.store.ts';

export interface SignInPage {
  demo: boolean;
  oidcName: string | null;
  personas: { username: string; password: string; name: string; comesFor: string }[];
}

export function createAccountRoutes(service: AccountService, page: SignInPage) {
  const on = endpoints(accountsContract);
  const token = (context: { sessionToken: string | undefined }) => context.sessionToken as string;
  return on.router({
    welcome: on.welcome.handler(() => page),
    signIn: on.signIn.handler(async ({ input, context }) => {
      const outcome = await service.signIn(input, context);
      if ('codeRequired' in outcome) return { state: 'CODE_REQUIRED' as const };
      context.setSession(outcome.token, 7 * 24 * 3600);
      return { state: 'SIGNED_IN' as const };
    }),
    session: on.session.handler(({ context }) => service.describe(token(context))),
    signOut: on.signOut.handler(async ({ context }) => {
      await service.signOut(context.actor);
      context.setSession(null);
      return {};
    }),
    switchPost: on.switchPost.handler(async ({ input, context }) => {
      await service.switchPost(context.actor, input.postId);
      return service.describe(token(context));
    }),
    changePassword: on.changePassword.handler(async ({ input, context }) => {
      await service.changePassword(context.actor, input.current, input.next);
      return {};
    }),
    sessions: on.sessions.handler(({ context }) =>
      service.system(async (work) => {
        const rows = await createAccountQueries(work).sessions(context.actor.accountId, work.now);
        return rows.map((row) => ({ ...row, isCurrent: row.id === context.actor.sessionId }));
      }),
    ),
    revokeSession: on.revokeSession.handler(async ({ input, context }) => {
      await service.signOut(context.actor, input.id);
      return {};
    }),
    beginTotp: on.beginTotp.handler(({ context }) => service.beginTotp(context.actor)),
    confirmTotp: on.confirmTotp.handler(async ({ input, context }) => {
      await service.confirmTotp(context.actor, input.code);
      return {};
    }),
    removeTotp: on.removeTotp.handler(async ({ input, context }) => {
      await service.removeTotp(context.actor, input.password);
      return {};
    }),
    list: on.list.handler(({ input, context }) =>
      service.system(async (work) => {
        const rows = await createAccountQueries(work).accounts({
          region: context.actor.region,
          search: input.search,
          status: input.status,
          after: input.cursor,
          limit: input.limit + 1,
        });
        const items = rows.slice(0, input.limit);
        return {
          items: items.map(({ lockedUntil, totpEnabledAt, status, ...row }) => ({
            ...row,
            status: status as 'ACTIVE' | 'DISABLED',
            isLocked: lockedUntil !== null && lockedUntil > work.now,
            hasTotp: totpEnabledAt !== null,
          })),
          next: rows.length > input.limit ? (items.at(-1)?.username ?? null) : null,
          total: items.length,
          isEstimate: rows.length > input.limit,
        };
      }),
    ),
    create: on.create.handler(({ input, context }) =>
      service.system(async (work) => {
        if (!input.personId === !input.premises) throw new AppError('invalid', '请选择一名人员或一个单位，二者选一。');
        const owner = await createAccountQueries(work).owner(input.personId, input.premises);
        if (!owner?.regionPrefix.startsWith(context.actor.region)) throw new AppError('not_found', '没有这名人员或单位，或不在管辖范围内。');
        return {
          id: await service.open(work, {
            username: input.username,
            password: input.password,
            displayName: owner.name,
            regionPrefix: owner.regionPrefix,
            ...(input.personId ? { personId: input.personId } : {}),
            ...(input.premises ? { premises: { ...input.premises, regionCode: owner.regionPrefix } } : {}),
          }),
        };
      }),
    ),
    setStatus: on.setStatus.handler(async ({ input, context }) => {
      await service.setStatus(context.actor, input.id, input.status, input.reason);
      return {};
    }),
    resetPassword: on.resetPassword.handler(async ({ input, context }) => {
      await service.resetPassword(context.actor, input.id, input.password);
      return {};
    }),
    matrix: on.matrix.handler(() => ({
      roles: roleIds.map((id) => ({ id, label: roles[id].label })),
      permissions: Object.entries(permissionMatrix).map(([id, { label, roles: holders }]) => ({ id, label, roles: [...holders] })),
    })),
    savedViews: on.savedViews.handler(({ input, context: { work } }) =>
      work.db
        .selectFrom('accounts.savedView')
        .select(['id', 'name', 'query'])
        .where('accountId', '=', work.actor.accountId)
        .where('screen', '=', input.screen)
        .orderBy('name')
        .execute(),
    ),
    saveView: on.saveView.handler(({ input, context: { work } }) => createAccountStore(work).saveView(input)),
    removeView: on.removeView.handler(async ({ input, context: { work } }) => {
      await createAccountStore(work).removeView(work.actor.accountId, input.id);
      return {};
    }),
  });
}
