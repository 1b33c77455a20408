import type { Files } from './files.ts';
import type { Log } from './log.ts';
import type { NewsFeed } from './news.ts';
import type { Environment, Subscriber, Work } from './work.ts';

/** What a module is given when the process is put together. */
export interface ModuleSetting {
  environment: Environment;
  files: Files;
  log: Log;
  /** What changed anywhere, as soon as it is committed. */
  feed: NewsFeed;
  /** The installation's secret: keys and passwords derive from it. */
  secret: string;
  /** Address that people and QR codes reach the system by. */
  publicUrl: string;
}

/** A job that the worker runs: by cron (Asia/Shanghai) or when something is queued under its name. */
export interface Job {
  name: string;
  /** Cron of five fields; absent for jobs that are only queued. */
  cron?: string;
  run(data: Record<string, unknown>): Promise<void>;
}

/** Reference data that a module ships: loaded again whenever its edition changes. */
export interface ReferenceData {
  edition: string;
  load(work: Work): Promise<void>;
}

/** What a module contributes to the server. The API is bound separately, so that its types stay whole. */
export interface ServerModule {
  name: string;
  jobs?: Job[];
  reference?: ReferenceData;
  /** In-transaction subscribers to earlier modules' events, by topic. */
  subscribers?: Record<string, Subscriber>;
}

export function collectSubscribers(modules: readonly ServerModule[]): Map<string, Subscriber[]> {
  const collected = new Map<string, Subscriber[]>();
  for (const module of modules)
    for (const [topic, subscriber] of Object.entries(module.subscribers ?? {}))
      collected.set(topic, [...(collected.get(topic) ?? []), subscriber]);
  return collected;
}
