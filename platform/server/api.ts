import type {} from '@fastify/cookie';
import { type AnyContractRouter, ValidationError } from '@orpc/contract';
import { SmartCoercionPlugin } from '@orpc/json-schema';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EndpointMeta } from '#platform/shared/endpoint.ts';
import { AppError, type ErrorCode, errorStatus } from '#platform/shared/errors.ts';
import type { Log } from './log.ts';
import { type Actor, type Environment, type Work, workAs } from './work.ts';

z.config(z.locales.zhCN());

/** What the request brings before anything is known of the person. */
export interface RequestContext {
  environment: Environment;
  log: Log;
  requestId: string;
  ip: string;
  userAgent: string;
  sessionToken: string | undefined;
  setSession(token: string | null, maxAgeSeconds?: number): void;
  authenticate(token: string): Promise<Actor | null>;
}

export interface WorkContext extends RequestContext {
  /** The unit of work of this request; absent only where the endpoint declares `transaction: 'own'`. */
  work: Work;
  /** Signed-in person; absent only on public endpoints. */
  actor: Actor;
}

/**
 * Binds a module's contract to handlers. Every call is authenticated, checked against the permission that the contract
 * declares, and runs in one unit of work.
 */
export const endpoints = <T extends AnyContractRouter>(contract: T) =>
  implement(contract as Record<string, AnyContractRouter>)
    .$context<RequestContext>()
    .use(async ({ context, next, procedure }) => {
      const meta = procedure['~orpc'].meta as unknown as EndpointMeta;
      if (!meta.permission) throw new Error('an endpoint declares no permission');
      const actor = context.sessionToken ? await context.authenticate(context.sessionToken) : null;
      if (meta.permission !== 'public') {
        if (!actor) throw new AppError('unauthenticated', '尚未登录或登录已过期，请重新登录。');
        if (meta.permission !== 'signed-in' && actor.mustChangePassword)
          throw new AppError('forbidden', '请先修改初始密码，再办理业务。');
        if (meta.permission !== 'signed-in' && !actor.permissions.has(meta.permission))
          throw new AppError('forbidden', '当前岗位没有此项权限，请联系本单位管理员。');
      }
      if (meta.transaction === 'own' || !actor)
        return next({ context: { actor, work: undefined } as unknown as { actor: Actor; work: Work } });
      return workAs(context.environment, actor, async (work) => next({ context: { actor, work } }));
    }) as unknown as ImplementerInternalWithMiddlewares<T, RequestContext, WorkContext>;

/** PostgreSQL's own refusals that are the caller's doing, by SQLSTATE. */
const refusals: Record<string, [ErrorCode, string]> = {
  '23505': ['conflict', '已有相同的记录，请刷新后核对，不要重复提交。'],
  '23503': ['conflict', '所引用的记录不存在或已被删除，请刷新后重试。'],
  '23514': ['invalid', '数据不符合规则，请检查后重试。'],
  '23502': ['invalid', '缺少必填内容，请补充后重试。'],
  '42501': ['forbidden', '超出当前岗位的管辖范围。'],
  '40001': ['unavailable', '同时有其他人在修改，请重试一次。'],
  '40P01': ['unavailable', '同时有其他人在修改，请重试一次。'],
  '55P03': ['unavailable', '记录正被占用，请稍后重试。'],
  '53100': ['unavailable', '服务器磁盘已满，本次内容没有保存。请联系管理员清理磁盘后重试。'],
  '53300': ['unavailable', '访问人数较多，请稍后重试。'],
  '57P01': ['unavailable', '数据库正在重启，请稍后重试。'],
};

const asAppError = (error: unknown): AppError | undefined => {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      const fields: Record<string, string> = {};
      for (const issue of error.cause.issues) {
        const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
        fields[path] ??= issue.message;
      }
      return new AppError('invalid', `填写内容有误：${Object.values(fields).slice(0, 3).join('；')}。`, { fields });
    }
    if (error.code === 'BAD_REQUEST') return new AppError('invalid', '请求内容无法识别，请检查格式后重试。');
    return undefined;
  }
  const code = (error as { code?: string } | null)?.code;
  if (typeof code !== 'string') return undefined;
  const refusal = refusals[code];
  if (refusal) return new AppError(...refusal);
  // Class 22: the value itself is impossible (a NUL character, a number out of range).
  if (/^22...$/.test(code)) return new AppError('invalid', '内容中含有无法保存的字符或超出范围的数值，请修改后重试。');
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|08...)$/.test(code) || code.startsWith('57'))
    return new AppError('unavailable', '数据库暂时不可用，请稍后重试。');
  return undefined;
};

const toWire = (error: AppError) =>
  new ORPCError(error.code as string, { status: errorStatus[error.code], message: error.message, data: error.data });

const jsonBodyLimit = 2 * 1024 * 1024;
const fileBodyLimit = 64 * 1024 * 1024;

export interface ApiOptions {
  /** Handlers of all modules, by module. */
  router: Record<string, unknown>;
  contract: AnyContractRouter;
  environment: Environment;
  authenticate(token: string): Promise<Actor | null>;
  log: Log;
  isSecure: boolean;
  title: string;
  version: string;
}

/** Carries the session's token. */
export const cookieName = 'whl_session';

/** Mounts the API of all modules under /api, with its OpenAPI document at /api/openapi.json. */
export function mountApi(app: FastifyInstance, options: ApiOptions) {
  const handler = new OpenAPIHandler<RequestContext>(options.router as never, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next();
        } catch (error) {
          const known = asAppError(error);
          if (known) throw toWire(known);
          if (error instanceof ORPCError && error.status < 500) throw error;
          context.log.error({ err: error, requestId: context.requestId }, 'unexpected error');
          throw toWire(
            new AppError(
              'internal',
              `系统出现意外错误，内容没有保存。请重试；仍不行请把编号 ${context.requestId} 告诉管理员。`,
            ),
          );
        }
      },
    ],
  });

  let document: Promise<unknown> | undefined;
  /** Tells with every operation which permission opens it. */
  const withPermissions = <T extends { paths?: Record<string, unknown> }>(api: T): T => {
    for (const operations of Object.values(api.paths ?? {}) as Record<
      string,
      { operationId?: string; 'x-permission'?: string }
    >[])
      for (const operation of Object.values(operations)) {
        const found = operation.operationId
          ?.split('.')
          .reduce<unknown>((at, word) => (at as Record<string, unknown> | undefined)?.[word], options.contract);
        const meta = (found as { '~orpc'?: { meta?: Partial<EndpointMeta> } } | undefined)?.['~orpc']?.meta;
        if (meta?.permission) operation['x-permission'] = meta.permission;
      }
    return api;
  };
  app.get('/api/openapi.json', async (_request, reply) => {
    document ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
      .generate(options.contract as never, {
        info: { title: options.title, version: options.version },
        servers: [{ url: '/api' }],
        components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } } },
        security: [{ session: [] }],
      })
      .then(withPermissions);
    return reply.send(await document);
  });

  const refuse = (reply: FastifyReply, code: ErrorCode, message: string) =>
    reply.status(errorStatus[code]).send({ defined: false, code, status: errorStatus[code], message, data: {} });

  app.removeAllContentTypeParsers();
  // oRPC reads the body itself, so that files stream past Fastify's own parser.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));

  app.all('/api/*', async (request: FastifyRequest, reply: FastifyReply) => {
    const isSafe = request.method === 'GET' || request.method === 'HEAD';
    if (!isSafe) {
      // A page of another site cannot set this header, so a session cookie alone changes nothing.
      if (request.headers['x-wanghuolou'] !== '1')
        return refuse(reply, 'forbidden', '请求缺少来源标识，请从本系统页面操作。');
      const length = Number(
        request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Number.NaN : 0),
      );
      const isFile = request.headers['content-type']?.startsWith('multipart/form-data');
      if (!(length <= (isFile ? fileBodyLimit : jsonBodyLimit)))
        return refuse(
          reply,
          'too_large',
          isFile ? '文件超过 64 MB，请压缩或拆分后上传。' : '提交的内容过大，请减少后重试。',
        );
    }
    const context: RequestContext = {
      environment: options.environment,
      log: options.log,
      requestId: request.id,
      ip: request.ip,
      userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
      sessionToken: request.cookies[cookieName],
      authenticate: options.authenticate,
      setSession(token, maxAgeSeconds) {
        const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.isSecure } as const;
        if (token)
          reply.setCookie(cookieName, token, { ...cookie, ...(maxAgeSeconds ? { maxAge: maxAgeSeconds } : {}) });
        else reply.clearCookie(cookieName, cookie);
      },
    };
    reply.header('cache-control', 'no-store');
    const { matched } = await handler.handle(request, reply, { prefix: '/api', context });
    if (!matched) return refuse(reply, 'not_found', '没有这个接口，请核对地址和方法。');
    return reply;
  });
}
