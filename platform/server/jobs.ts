import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Log } from './log.ts';
import type { Job } from './module.ts';

export interface Queue {
  /** Queues a job; `key` makes it single: a second one with the same key waiting or running is dropped. */
  send(name: string, data: Record<string, unknown>, key?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the jobs of all modules on PostgreSQL (pg-boss), cron in Asia/Shanghai. Several processes may run it. */
export async function startQueue(pool: pg.Pool, jobs: readonly Job[], log: Log): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) },
    schema: 'pgboss',
    createSchema: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  await boss.start();
  // All at once: each takes some round trips, and people wait for the start.
  await Promise.all(
    jobs.map(async (job) => {
      await boss.createQueue(job.name, { retryLimit: 3, retryBackoff: true, expireInSeconds: 3600 });
      await boss.work(job.name, { pollingIntervalSeconds: 2 }, async ([queued]) => {
        const started = Date.now();
        await job.run((queued?.data ?? {}) as Record<string, unknown>);
        log.info({ job: job.name, milliseconds: Date.now() - started }, 'job done');
      });
      if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' });
    }),
  );
  return {
    async send(name, data, key) {
      await boss.send(name, data, key ? { singletonKey: key } : {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}
