import { z } from 'zod';
import { endpoint } from '#platform/shared/endpoint.ts';
import { Id, Instant, PageInput, pageOf, Words } from '#platform/shared/paging.ts';
import { roleIds } from './roles.ts';

const tag = '账号与登录';
const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, '账号为 2 至 40 位小写字母、数字、点、横线或下划线');
const Password = z.string().min(1).max(200);

/** A post that the signed-in person holds today. */
export const HeldPost = z.object({
  postId: Id,
  title: z.string(),
  role: z.string(),
  roleName: z.string(),
  orgId: Id,
  orgName: z.string(),
  regionCode: z.string(),
});

export const Session = z.object({
  account: z.object({
    id: Id,
    name: z.string(),
    username: z.string(),
    mustChangePassword: z.boolean(),
    hasTotp: z.boolean(),
  }),
  actor: z.object({
    role: z.string(),
    roleName: z.string(),
    postId: Id.nullable(),
    orgId: Id.nullable(),
    orgName: z.string(),
    orgKind: z.string().nullable(),
    personId: Id.nullable(),
    regionCode: z.string(),
    regionName: z.string(),
    premisesId: Id.nullable(),
  }),
  posts: z.array(HeldPost),
  permissions: z.array(z.string()),
  demo: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const AccountRow = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  personId: Id.nullable(),
  premisesId: Id.nullable(),
  regionPrefix: z.string(),
  status: z.enum(['ACTIVE', 'DISABLED']),
  isLocked: z.boolean(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  lastSignedInAt: Instant.nullable(),
  /** Posts that the person holds today: without one the account cannot act. */
  posts: z.array(z.object({ title: z.string(), orgName: z.string(), roleLabel: z.string() })),
});
export type AccountRow = z.infer<typeof AccountRow>;

/** A person in post, or a premises, that has no account yet. */
export const AccountCandidate = z.object({
  kind: z.enum(['PERSON', 'PREMISES']),
  id: Id,
  countyCode: z.string().nullable(),
  name: z.string(),
  detail: z.string(),
});
export type AccountCandidate = z.infer<typeof AccountCandidate>;

export const accountsContract = {
  welcome: endpoint({
    method: 'GET',
    path: '/welcome',
    summary: '登录页信息',
    tag,
    permission: 'public',
    transaction: 'own',
  }).output(
    z.object({
      demo: z.boolean(),
      oidcName: z.string().nullable(),
      personas: z.array(
        z.object({ username: z.string(), password: z.string(), name: z.string(), comesFor: z.string() }),
      ),
    }),
  ),
  signIn: endpoint({ method: 'POST', path: '/session', summary: '登录', tag, permission: 'public', transaction: 'own' })
    .input(
      z.object({
        username: z.string().trim().min(1).max(100),
        password: Password,
        code: z
          .string()
          .trim()
          .regex(/^\d{6}$/, '动态口令为 6 位数字')
          .optional(),
      }),
    )
    .output(z.object({ state: z.enum(['SIGNED_IN', 'CODE_REQUIRED']) })),
  session: endpoint({
    method: 'GET',
    path: '/session',
    summary: '当前登录',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  }).output(Session),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: '退出登录',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  }).output(z.object({})),
  switchPost: endpoint({
    method: 'POST',
    path: '/session/post',
    summary: '切换岗位',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  })
    .input(z.object({ postId: Id }))
    .output(Session),
  changePassword: endpoint({
    method: 'POST',
    path: '/account/password',
    summary: '修改密码',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  })
    .input(z.object({ current: Password, next: Password }))
    .output(z.object({})),
  sessions: endpoint({
    method: 'GET',
    path: '/account/sessions',
    summary: '我的登录设备',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  }).output(
    z.array(
      z.object({
        id: Id,
        createdAt: Instant,
        lastSeenAt: Instant,
        ip: z.string(),
        userAgent: z.string(),
        isCurrent: z.boolean(),
      }),
    ),
  ),
  revokeSession: endpoint({
    method: 'DELETE',
    path: '/account/sessions/{id}',
    summary: '退出某台设备',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  })
    .input(z.object({ id: Id }))
    .output(z.object({})),
  beginTotp: endpoint({
    method: 'POST',
    path: '/account/totp',
    summary: '生成动态口令密钥',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  }).output(z.object({ secret: z.string(), uri: z.string() })),
  confirmTotp: endpoint({
    method: 'POST',
    path: '/account/totp/confirm',
    summary: '启用动态口令',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  })
    .input(z.object({ code: z.string().regex(/^\d{6}$/, '动态口令为 6 位数字') }))
    .output(z.object({})),
  removeTotp: endpoint({
    method: 'DELETE',
    path: '/account/totp',
    summary: '停用动态口令',
    tag,
    permission: 'signed-in',
    transaction: 'own',
  })
    .input(z.object({ password: Password }))
    .output(z.object({})),
  list: endpoint({
    method: 'GET',
    path: '/accounts',
    summary: '账号列表',
    tag,
    permission: 'accounts.manage',
    transaction: 'own',
  })
    .input(
      PageInput.extend({
        /** Division within the administrator's reach. */
        regionCode: z
          .string()
          .regex(/^\d{12}$/, '行政区划代码为 12 位数字')
          .optional(),
        search: z.string().trim().max(50).optional(),
        status: z.enum(['ACTIVE', 'DISABLED']).optional(),
        kind: z.enum(['PERSON', 'PREMISES']).optional(),
        isLocked: z.boolean().optional(),
      }),
    )
    .output(pageOf(AccountRow)),
  candidates: endpoint({
    method: 'GET',
    path: '/accounts/candidates',
    summary: '可开通账号的人员和单位',
    tag,
    permission: 'accounts.manage',
    transaction: 'own',
  })
    .input(z.object({ kind: z.enum(['PERSON', 'PREMISES']), search: z.string().trim().max(50).optional() }))
    // The first 50 by name.
    .output(z.array(AccountCandidate)),
  create: endpoint({
    method: 'POST',
    path: '/accounts',
    summary: '开通账号',
    tag,
    permission: 'accounts.manage',
    transaction: 'own',
  })
    .input(
      z.object({
        username: Username,
        personId: Id.optional(),
        premises: z.object({ countyCode: z.string().regex(/^\d{6}$/), id: Id }).optional(),
        password: Password,
      }),
    )
    .output(z.object({ id: Id })),
  setStatus: endpoint({
    method: 'POST',
    path: '/accounts/{id}/status',
    summary: '启用或停用账号',
    tag,
    permission: 'accounts.manage',
    transaction: 'own',
  })
    .input(z.object({ id: Id, status: z.enum(['ACTIVE', 'DISABLED']), reason: Words(200) }))
    .output(z.object({})),
  resetPassword: endpoint({
    method: 'POST',
    path: '/accounts/{id}/password',
    summary: '重置密码并解锁',
    tag,
    permission: 'accounts.manage',
    transaction: 'own',
  })
    .input(z.object({ id: Id, password: Password }))
    .output(z.object({})),
  matrix: endpoint({
    method: 'GET',
    path: '/permissions',
    summary: '权限矩阵',
    tag,
    permission: 'accounts.manage',
  }).output(
    z.object({
      roles: z.array(z.object({ id: z.enum(roleIds), label: z.string() })),
      permissions: z.array(z.object({ id: z.string(), label: z.string(), roles: z.array(z.enum(roleIds)) })),
    }),
  ),
  savedViews: endpoint({ method: 'GET', path: '/saved-views', summary: '我保存的筛选', tag, permission: 'signed-in' })
    .input(z.object({ screen: z.string().max(60) }))
    .output(z.array(z.object({ id: Id, name: z.string(), query: z.record(z.string(), z.unknown()) }))),
  saveView: endpoint({ method: 'POST', path: '/saved-views', summary: '保存筛选', tag, permission: 'signed-in' })
    .input(z.object({ screen: z.string().max(60), name: Words(40), query: z.record(z.string().max(60), z.unknown()) }))
    .output(z.object({ id: Id })),
  removeView: endpoint({
    method: 'DELETE',
    path: '/saved-views/{id}',
    summary: '删除保存的筛选',
    tag,
    permission: 'signed-in',
  })
    .input(z.object({ id: Id }))
    .output(z.object({})),
};
