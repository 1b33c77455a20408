import { PassThrough } from 'node:stream';
import type {} from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { cookieName } from './api.ts';
import type { News, NewsFeed } from './news.ts';
import type { Actor } from './work.ts';

const covers = ({ region }: Actor, { countyCode }: News) =>
  countyCode === '' || countyCode.startsWith(region.slice(0, 6));

export interface LiveOptions {
  feed: NewsFeed;
  /** Who a session stands for, without noting that it is alive: a screen that only listens does not prolong it. */
  recognise(token: string): Promise<Actor | null>;
  /** How often a stream shows that it is alive and asks whether its session is. */
  beatMilliseconds?: number;
  /** News of this time travel together. */
  gatherMilliseconds?: number;
}

/**
 * Mounts `GET /api/live`: server-sent events `{topic, countyCode}` of the counties in the reach of the signed-in member of
 * staff, ended with the session. No endpoint of the contract, as it is no request with an answer.
 */
export function mountLive(app: FastifyInstance, options: LiveOptions): void {
  const { feed, recognise, beatMilliseconds = 20_000, gatherMilliseconds = 250 } = options;
  const streams = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
    feed.close();
  });

  app.get('/api/live', async (request, reply) => {
    const token = request.cookies[cookieName] ?? '';
    const actor = await recognise(token).catch(() => undefined);
    // Nobody is told to sign in again because the database is out of reach.
    if (actor === undefined)
      return reply.status(503).send({ code: 'unavailable', message: '数据库暂时不可用，请稍后重试。' });
    if (!actor)
      return reply.status(401).send({ code: 'unauthenticated', message: '尚未登录或登录已过期，请重新登录。' });
    if (actor.premisesId || actor.mustChangePassword)
      return reply.status(403).send({ code: 'forbidden', message: '当前岗位没有此项权限，请联系本单位管理员。' });

    const stream = new PassThrough();
    streams.add(stream);
    const gathered = new Set<string>();
    const stop = feed.listen((news) => {
      if (!covers(actor, news)) return;
      if (gathered.size === 0) setTimeout(send, gatherMilliseconds).unref();
      gathered.add(JSON.stringify(news));
    });
    const send = () => {
      for (const news of gathered) stream.write(`data: ${news}\n\n`);
      gathered.clear();
    };
    const beat = setInterval(async () => {
      const now = await recognise(token).catch(() => actor);
      if (now?.sessionId === actor.sessionId && now.region === actor.region) stream.write(': alive\n\n');
      else stream.end();
    }, beatMilliseconds);
    stream.on('close', () => {
      clearInterval(beat);
      stop();
      streams.delete(stream);
    });
    stream.write(': listening\n\n');
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-cache, no-transform')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}
