import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Tables } from './database.ts';
import type { Log } from './log.ts';
import type { DomainEvent } from './work.ts';

/** What is told of an event: that something of this kind changed in a county, never what. */
export interface News {
  /** `*` where news may have been missed. */
  topic: string;
  /** Six digits; empty: everywhere. */
  countyCode: string;
}

export interface NewsFeed {
  /** Hears the news of every process from now on; returns how to stop. */
  listen(listener: (news: News) => void): () => void;
  close(): void;
}

const channel = 'wanghuolou_news';
const missed: News = { topic: '*', countyCode: '' };

/** Tells all processes of the events of a unit of work; PostgreSQL passes it on when, and only if, the unit is committed. */
export async function announce(db: Kysely<Tables>, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  const news = events.map(({ topic, regionCode }) => JSON.stringify({ topic, countyCode: regionCode.slice(0, 6) }));
  await sql`select pg_notify(${channel}, news) from unnest(${[...new Set(news)]}::text[]) as news`.execute(db);
}

/** One listening connection of the process, opened with the first listener and opened again when it breaks. */
export function createNewsFeed(pool: Pick<pg.Pool, 'connect'>, log: Log): NewsFeed {
  const listeners = new Set<(news: News) => void>();
  const tell = (news: News) => {
    for (const listener of listeners) listener(news);
  };
  let isOn = false;
  let client: pg.PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  const drop = () => {
    clearTimeout(timer);
    client?.release(true);
    client = undefined;
  };

  async function connect(failures: number): Promise<void> {
    let isLost = false;
    const lose = (error: unknown) => {
      // A broken connection says so more than once.
      if (isLost || !isOn) return;
      isLost = true;
      log.warn({ err: error }, 'news feed: connection lost');
      drop();
      timer = setTimeout(() => void connect(failures + 1), Math.min(30_000, 500 * 2 ** failures)).unref();
    };
    try {
      const fresh = await pool.connect();
      if (!isOn) return fresh.release();
      client = fresh;
      fresh.on('error', lose);
      fresh.on('notification', ({ payload }) => tell(JSON.parse(payload ?? '') as News));
      await fresh.query(`listen ${channel}`);
      // What was said in between is not known.
      if (failures > 0) tell(missed);
      failures = 0;
      // A connection that a firewall has dropped looks alive until something is asked of it.
      const ask = () => {
        timer = setTimeout(() => fresh.query('select 1').then(ask, lose), 60_000).unref();
      };
      ask();
    } catch (error) {
      lose(error);
    }
  }

  return {
    listen(listener) {
      listeners.add(listener);
      if (!isOn) {
        isOn = true;
        void connect(0);
      }
      return () => listeners.delete(listener);
    },
    close() {
      isOn = false;
      listeners.clear();
      drop();
    },
  };
}
