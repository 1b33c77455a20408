import { AsyncLocalStorage } from 'node:async_hooks';
import { sql, type Transaction } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '#platform/shared/errors.ts';
import { type AuditEntry, appendAudit } from './audit.ts';
import type { Database, Db, Tables } from './database.ts';
import { announce } from './news.ts';

/** Who acts: a signed-in person in one post, or the premises' own account, or the system's clock. */
export interface Actor {
  accountId: string;
  /** Name as it is written into events and the audit log. */
  name: string;
  role: string;
  roleName: string;
  permissions: ReadonlySet<string>;
  /** Division prefix of 2 to 12 digits: the reach of this post. */
  region: string;
  organisation: { id: string; kind: string; name: string; regionCode: string; industry: string | null } | null;
  personId: string | null;
  premisesId: string | null;
  sessionId: string | null;
  /** Signed in with a password that somebody else chose: nothing may be done before it is changed. */
  mustChangePassword?: boolean;
}

export interface DomainEvent {
  topic: string;
  regionCode: string;
  /** Place that the event is about: its own account may hear of it. */
  premisesId?: string | null;
  payload: Record<string, unknown>;
}
export type Subscriber = (event: DomainEvent, work: Work) => Promise<void>;

/** As a person is named in histories: `王强（许村站）`. */
export const signature = ({ actor }: { actor: Pick<Actor, 'name' | 'organisation'> }) =>
  actor.organisation ? `${actor.name}（${actor.organisation.name}）` : actor.name;

/** What the process gives to every unit of work. */
export interface Environment {
  database: Database;
  now: () => Date;
  newId?: () => string;
  /** In-transaction subscribers by topic (`inspections.finished`). */
  subscribers: ReadonlyMap<string, readonly Subscriber[]>;
  /** The job queue; absent in commands and tests, where jobs are run directly. */
  queue?: { send(name: string, data: Record<string, unknown>, key?: string): Promise<void> };
}

/**
 * One unit of work: a transaction with the actor, the time and the log. Every store, query and service of a request
 * is made from it, so that filters and audit cannot be forgotten.
 */
export interface Work {
  readonly db: Transaction<Tables>;
  readonly actor: Actor;
  /** Instant of the whole unit, ISO 8601. */
  readonly now: string;
  readonly environment: Environment;
  newId(): string;
  may(permission: string): boolean;
  /** Throws `forbidden` unless the actor has the permission. */
  must(permission: string): void;
  /** Written into the county's chain together with the commit. */
  audit(
    action: string,
    subject: { kind: string; id: string; countyCode?: string },
    detail?: Record<string, unknown>,
  ): void;
  publish(event: DomainEvent): Promise<void>;
  /**
   * Runs a part of the unit that is kept whole or left out whole: when it throws, nothing of it stays, neither rows nor
   * log entries nor events, and the unit goes on. Parts run one after the other.
   */
  attempt<T>(part: () => Promise<T>): Promise<T>;
  /** Runs once the unit has been committed, never when it was not. */
  afterCommit(task: () => void): void;
}

/** The named tables and views of the unit of work; what a store or query may touch is part of its signature. */
export const tablesOf = <T extends keyof Tables>(work: Pick<Work, 'db'>) => work.db as unknown as Db<T>;

const systemActor = (region: string): Actor => ({
  accountId: '00000000-0000-0000-0000-000000000000',
  name: '系统',
  role: 'SYSTEM',
  roleName: '系统',
  permissions: new Set(),
  region,
  organisation: null,
  personId: null,
  premisesId: null,
  sessionId: null,
});

const insideWork = new AsyncLocalStorage<true>();

const build = (environment: Environment, actor: Actor, db: Transaction<Tables>, isSystem: boolean) => {
  const now = environment.now().toISOString();
  const entries: AuditEntry[] = [];
  const events: DomainEvent[] = [];
  const after: (() => void)[] = [];
  const work: Work = {
    db,
    actor,
    now,
    environment,
    newId: environment.newId ?? uuidv7,
    may: (permission) => isSystem || actor.permissions.has(permission),
    must(permission) {
      if (!work.may(permission)) throw new AppError('forbidden', '当前岗位没有此项权限，请联系本单位管理员。');
    },
    audit(action, subject, detail = {}) {
      entries.push({
        countyCode: subject.countyCode ?? actor.region.slice(0, 6),
        at: now,
        accountId: isSystem ? null : actor.accountId,
        actor: actor.organisation
          ? `${actor.name}（${actor.organisation.name}·${actor.roleName}）`
          : `${actor.name}（${actor.roleName}）`,
        action,
        subjectKind: subject.kind,
        subjectId: subject.id,
        detail,
      });
    },
    async publish(event) {
      events.push(event);
      await db
        .insertInto('app.outbox')
        .values({
          countyCode: event.regionCode.slice(0, 6),
          regionCode: event.regionCode,
          premisesId: event.premisesId ?? actor.premisesId,
          topic: event.topic,
          payload: JSON.stringify(event.payload),
          at: now,
        })
        .execute();
      for (const subscriber of environment.subscribers.get(event.topic) ?? []) await subscriber(event, work);
    },
    async attempt(part) {
      const before = [entries.length, events.length, after.length] as const;
      await sql`savepoint part`.execute(db);
      try {
        const result = await part();
        await sql`release savepoint part`.execute(db);
        return result;
      } catch (error) {
        await sql`rollback to savepoint part`.execute(db);
        [entries.length, events.length, after.length] = before;
        throw error;
      }
    },
    afterCommit: (task) => {
      after.push(task);
    },
  };
  const finish = async () => {
    await appendAudit(db, entries);
    await announce(db, events);
  };
  return { work, after, finish };
};

async function run<T>(
  environment: Environment,
  actor: Actor,
  isSystem: boolean,
  task: (work: Work) => Promise<T>,
): Promise<T> {
  if (insideWork.getStore())
    throw new Error('a unit of work was opened inside another: they would wait for each other');
  return insideWork.run(true, async () => {
    let afterwards: readonly (() => void)[] = [];
    const inTransaction = async (db: Transaction<Tables>) => {
      const { work, after, finish } = build(environment, actor, db, isSystem);
      const result = await task(work);
      await finish();
      afterwards = after;
      return result;
    };
    const { database } = environment;
    const result = isSystem
      ? await database.asJob(inTransaction)
      : await database.within(
          {
            region: actor.region,
            premisesId: actor.premisesId ?? undefined,
            accountId: actor.accountId,
            organisationId: actor.organisation?.id,
          },
          inTransaction,
        );
    for (const task of afterwards) task();
    return result;
  });
}

/** Runs a task as a person: guarded by the division and premises of the post. */
export const workAs = <T>(environment: Environment, actor: Actor, task: (work: Work) => Promise<T>) =>
  run(environment, actor, false, task);

/** Runs a task as the system's clock or an operator's command: unguarded, so the task filters by county itself. */
export const workAsSystem = <T>(environment: Environment, region: string, task: (work: Work) => Promise<T>) =>
  run(environment, systemActor(region), true, task);
