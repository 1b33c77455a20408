import { DivisionCode, prefixOf } from '#modules/regions/contract';
import { countyCodesIn } from '#modules/regions/server';
import { endpoints } from '#platform/server/api.ts';
import { dayOf } from '#platform/shared/day.ts';
import { AppError } from '#platform/shared/errors.ts';
import { accountsContract, permissionMatrix, type Role, roleIds, roles } from '../contract/index.ts';
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
    list: on.list.handler(({ input, context: { actor } }) =>
      service.system(async (work) => {
        const queries = createAccountQueries(work);
        const { cursor, limit, regionCode, ...filter } = input;
        // A wider division than the administrator's own shows no more than the own.
        const asked = regionCode && DivisionCode.safeParse(regionCode).success ? prefixOf(regionCode) : actor.region;
        const region = asked.startsWith(actor.region) ? asked : actor.region;
        const rows = await queries.accounts({
          ...filter,
          region,
          after: cursor,
          limit: limit + 1,
          day: dayOf(work.now),
        });
        const items = rows.slice(0, limit);
        return {
          items: items.map(({ lockedUntil, totpEnabledAt, status, posts, ...row }) => ({
            ...row,
            status: status as 'ACTIVE' | 'DISABLED',
            isLocked: lockedUntil !== null && lockedUntil > work.now,
            hasTotp: totpEnabledAt !== null,
            posts: posts.map((post) => ({
              title: post.title,
              orgName: post.orgName,
              roleLabel: roles[post.role as Role]?.label ?? post.role,
            })),
          })),
          next: rows.length > limit ? (items.at(-1)?.username ?? null) : null,
          ...(await queries.countAccounts({ ...filter, region })),
        };
      }),
    ),
    candidates: on.candidates.handler(({ input, context: { actor } }) =>
      service.system(async (work) => {
        const queries = createAccountQueries(work);
        if (input.kind === 'PERSON') {
          const found = await queries.peopleWithoutAccount({
            region: actor.region,
            search: input.search,
            day: dayOf(work.now),
          });
          return found.map((row) => ({ ...row, kind: 'PERSON' as const, countyCode: null }));
        }
        const counties = await countyCodesIn(work, actor.region);
        const found = await queries.premisesWithoutAccount({ counties, region: actor.region, search: input.search });
        return found.map((row) => ({ ...row, kind: 'PREMISES' as const }));
      }),
    ),
    create: on.create.handler(({ input, context }) =>
      service.system(async (work) => {
        if (!input.personId === !input.premises) throw new AppError('invalid', '请选择一名人员或一个单位，二者选一。');
        const owner = await createAccountQueries(work).owner(input.personId, input.premises);
        if (!owner?.regionPrefix.startsWith(context.actor.region))
          throw new AppError('not_found', '没有这名人员或单位，或不在管辖范围内。');
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
      permissions: Object.entries(permissionMatrix).map(([id, { label, roles: holders }]) => ({
        id,
        label,
        roles: [...holders],
      })),
    })),
    savedViews: on.savedViews.handler(({ input, context: { work } }) =>
      createAccountQueries(work).savedViews(work.actor.accountId, input.screen),
    ),
    saveView: on.saveView.handler(({ input, context: { work } }) => createAccountStore(work).saveView(input)),
    removeView: on.removeView.handler(async ({ input, context: { work } }) => {
      await createAccountStore(work).removeView(work.actor.accountId, input.id);
      return {};
    }),
  });
}
