import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import {
  createAccountRoutes,
  createAccountService,
  createOidcSignIn,
  createTotp,
  type SignInPage,
} from '#modules/accounts/server';
import { mountApi } from '#platform/server/api.ts';
import { mountApiPage } from '#platform/server/api-page/index.ts';
import type { Config } from '#platform/server/config.ts';
import type { Database } from '#platform/server/database.ts';
import { createFileRoutes } from '#platform/server/file-routes.ts';
import type { Files } from '#platform/server/files.ts';
import { mountLive } from '#platform/server/live.ts';
import type { Log } from '#platform/server/log.ts';
import { collectSubscribers, type ServerModule } from '#platform/server/module.ts';
import { createNewsFeed } from '#platform/server/news.ts';
import type { Environment, Subscriber } from '#platform/server/work.ts';
import { contract } from './contract.ts';
import { assembleModules } from './modules.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export interface ServerSetting {
  config: Pick<Config, 'publicUrl' | 'oidc'> & Partial<Pick<Config, 'trustedProxies' | 'metricsToken'>>;
  database: Database;
  files: Files;
  secret: string;
  log: Log;
  now?: () => Date;
  page: SignInPage;
  /** Built web applications; absent in tests of the API. */
  webDirectory?: string;
}

/**
 * Figures about the process are for the machine's own monitor, or for who knows the token. A request that a proxy on this
 * machine hands on comes from the machine too, and is told by the headers that proxies add.
 */
function mayReadMetrics({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  if (token) {
    const hash = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(hash(headers.authorization ?? ''), hash(`Bearer ${token}`));
  }
  const isHandedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'].some(
    (one) => headers[one],
  );
  return !isHandedOn && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}

/** Puts the modules together into one HTTP server; nothing listens yet. */
export async function createServer({
  config,
  database,
  files,
  secret,
  log,
  page,
  webDirectory,
  now = () => new Date(),
}: ServerSetting) {
  const subscribers = new Map<string, Subscriber[]>();
  const environment: Environment = { database, now, subscribers };
  const feed = createNewsFeed(database.appPool, log);
  const { modules, routes } = assembleModules({ environment, files, log, secret, feed, publicUrl: config.publicUrl });
  for (const [topic, list] of collectSubscribers(modules)) subscribers.set(topic, list);

  const accounts = createAccountService(environment, createTotp(secret), page.demo);
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies?.length ? config.trustedProxies : false,
    genReqId: () => crypto.randomUUID().slice(0, 8),
  });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Ant Design writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: config.publicUrl.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });

  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const duration = new Histogram({
    name: 'wanghuolou_http_request_seconds',
    help: 'Duration of requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route =
      request.url
        .split('?')[0]
        ?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
        .replace(/\/\d{6,12}(?=\/|$)/g, '/:code') ?? '';
    // A stream is open for hours, which is no time of an answer.
    if (!route.startsWith('/api/') || route === '/api/live') return;
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });

  app.get('/api/health', async (_request, reply) => {
    try {
      await database.appPool.query('select 1');
      return { status: 'ok', version };
    } catch {
      return reply.status(503).send({ status: 'database unavailable', version });
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, config.metricsToken)) return reply.status(404).send();
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });

  if (config.oidc) createOidcSignIn(app, accounts, config.oidc, config.publicUrl, log);
  mountApiPage(app);
  mountLive(app, { feed, recognise: accounts.recognise });
  mountApi(app, {
    contract,
    router: { accounts: createAccountRoutes(accounts, page), files: createFileRoutes(files), ...routes },
    environment,
    authenticate: accounts.authenticate,
    log,
    isSecure: config.publicUrl.startsWith('https:'),
    title: '望火楼 消防安全综合治理平台 API',
    version,
  });

  if (webDirectory) {
    await app.register(statics, { root: webDirectory, wildcard: false, maxAge: '1y', immutable: true, index: false });
    const page = () => readFileSync(join(webDirectory, 'index.html'), 'utf8');
    app.setNotFoundHandler((request, reply) => {
      if (
        request.method !== 'GET' ||
        request.url.startsWith('/api/') ||
        /\.[a-z0-9]+$/.test(request.url.split('?')[0] ?? '')
      )
        return reply.status(404).send({ code: 'not_found', message: '没有这个地址。' });
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page());
    });
  }
  return { app, environment, modules: modules as readonly ServerModule[], accounts };
}
export type Server = Awaited<ReturnType<typeof createServer>>;
