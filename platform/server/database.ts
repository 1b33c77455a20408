import { createHmac } from 'node:crypto';
import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '#db/tables.ts';

/** A connection that may touch the named tables only: `Db<'hazards.hazard'>`. */
export type Db<T extends keyof DB = keyof DB> = Kysely<Pick<DB, T>>;
export type { DB as Tables };

// Values travel as they stand in the contract: instants as ISO text, days as text, counts and yuan as numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (instant) => new Date(instant).toISOString());

/** Whose eyes and hands a unit of work has; what `app.enter` sets. */
export interface Scope {
  /** Division prefix of 2 to 12 digits. */
  region: string;
  premisesId?: string | undefined;
  accountId?: string | undefined;
  organisationId?: string | undefined;
}

export interface Database {
  /** A transaction that sees and changes only what the scope allows (forced row-level security). */
  within<T>(scope: Scope, work: (db: Transaction<DB>) => Promise<T>): Promise<T>;
  /** A transaction of the job role, which passes the guard: the caller filters by county itself. */
  asJob<T>(work: (db: Transaction<DB>) => Promise<T>): Promise<T>;
  /** Single reads of the job role outside a transaction: for what every request asks first. */
  readAsJob<T>(read: (db: Kysely<DB>) => Promise<T>): Promise<T>;
  /** Pool of the job role for the job queue and bulk copies. */
  readonly jobPool: pg.Pool;
  readonly appPool: pg.Pool;
  close(): Promise<void>;
}

/** Passwords of the two roles follow from the installation's secret, so that every process finds them. */
export const rolePassword = (secret: string, role: string) =>
  createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');

/** URL of the same database for another role. */
export function roleUrl(adminUrl: string, role: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.toString();
}

const rolledBack = Symbol('rolled back');

/** Opens the pools of the guarded role and of the job role. */
export function openDatabase(adminUrl: string, secret: string, options: { appConnections?: number } = {}): Database {
  const pool = (role: string, max: number, workMemory: string) => {
    const made = new pg.Pool({
      connectionString: roleUrl(adminUrl, role, secret),
      max,
      application_name: role,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
    });
    // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
    made.on('error', () => {});
    // Compiling a statement took longer (1.2 s) than the counting that it was compiled for.
    made.on('connect', (client) => void client.query(`set jit = off; set work_mem = '${workMemory}'`).catch(() => {}));
    return made;
  };
  const appPool = pool('wanghuolou_app', options.appConnections ?? 16, '8MB');
  const jobPool = pool('wanghuolou_job', 8, '64MB');
  const kysely = (from: pg.Pool) =>
    new Kysely<DB>({
      dialect: new PostgresDialect({ pool: from }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
  const app = kysely(appPool);
  const job = kysely(jobPool);
  return {
    appPool,
    jobPool,
    within: (scope, work) =>
      app.transaction().execute(async (db) => {
        await enter(db, scope);
        return work(db);
      }),
    asJob: (work) => job.transaction().execute(work),
    readAsJob: (read) => read(job),
    async close() {
      await Promise.all([app.destroy(), job.destroy()]);
    },
  };
}

const enter = (db: Kysely<DB>, scope: Scope) =>
  sql`select app.enter(${scope.region}, ${scope.premisesId ?? ''}, ${scope.accountId ?? ''}, ${scope.organisationId ?? ''})`.execute(
    db,
  );

/**
 * Said before every batch of a transaction that writes thousands of rows: the planner knows the tables at the size they had
 * when it planned, and would check every new row's foreign key by reading the growing table from its beginning (a thousand
 * rows took 4 s), or all of the county by the first index that begins with it (100,000 rows into an empty table: 477 s).
 */
export async function expectGrowth(db: Transaction<DB>) {
  await sql`set local enable_seqscan = off`.execute(db);
  await sql`discard plans`.execute(db);
}

/** Runs the work and undoes everything it did: dry runs use the very code of the real run. */
export async function rehearse<T>(database: Database, scope: Scope, work: (db: Transaction<DB>) => Promise<T>) {
  let result: T | undefined;
  try {
    await database.within(scope, async (db) => {
      result = await work(db);
      throw rolledBack;
    });
  } catch (error) {
    if (error !== rolledBack) throw error;
  }
  return result as T;
}
