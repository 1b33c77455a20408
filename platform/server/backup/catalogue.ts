import type pg from 'pg';
import { BackupError } from './backup-error.ts';

export interface BackupTable {
  /** `schema.table` */
  name: string;
  /** Without generated columns, which the database computes again. */
  columns: string[];
  /** Planner's estimate, for progress. */
  estimatedRows: number;
}

/** How values are written as text must not depend on the server's settings. */
export const plainSettings = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local bytea_output = 'hex'`,
  `set local extra_float_digits = 1`,
  `set local client_encoding = 'UTF8'`,
  `set local statement_timeout = 0`,
  // Fails instead of leaving rows out, should the role not pass the guard.
  `set local row_security = off`,
];

/** Every table of the product, each after the tables that its foreign keys point to. */
export async function readCatalogue(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[]; estimated: number }>(`
    select d.table_name as name, greatest(c.reltuples, 0)::float8 as estimated,
           array_agg(a.attname::text order by a.attnum) as columns
    from app.table_declaration d
    join pg_class c on c.oid = d.table_name::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by d.table_name, c.reltuples
    order by d.table_name`);
  const { rows: references } = await client.query<{ name: string; target: string }>(`
    select distinct d.table_name as name, t.table_name as target
    from pg_constraint k
    join app.table_declaration d on d.table_name::regclass = k.conrelid
    join app.table_declaration t on t.table_name::regclass = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid`);
  const targets = Map.groupBy(references, (row) => row.name);
  const remaining = new Map(tables.map((table) => [table.name, table]));
  const ordered: BackupTable[] = [];
  while (remaining.size) {
    const next = [...remaining.values()].filter(
      ({ name }) => !(targets.get(name) ?? []).some(({ target }) => remaining.has(target)),
    );
    if (!next.length)
      throw new BackupError(
        `数据表之间循环引用（${[...remaining.keys()].join('、')}），无法确定恢复顺序。请联系开发者。`,
      );
    for (const { name, columns, estimated } of next) {
      ordered.push({ name: qualified(name), columns, estimatedRows: estimated });
      remaining.delete(name);
    }
  }
  return ordered;
}

/** `regclass::text` leaves out a schema that is on the search path. */
const qualified = (name: string) => {
  if (/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/.test(name)) return name;
  throw new Error(`a table is declared without its schema: ${name}`);
};

export interface SequenceState {
  table: string;
  column: string;
  lastValue: number;
  isCalled: boolean;
}

/** State of the identity columns; asks as the owner, for the other roles may not look. */
export async function readSequences(admin: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await admin.query<{ table: string; column: string; sequence: string }>(`
    select d.table_name as table, a.attname as column, pg_get_serial_sequence(d.table_name, a.attname) as sequence
    from app.table_declaration d
    join pg_attribute a on a.attrelid = d.table_name::regclass and a.attnum > 0 and not a.attisdropped
    where pg_get_serial_sequence(d.table_name, a.attname) is not null
    order by 1, 2`);
  const states: SequenceState[] = [];
  for (const { table, column, sequence } of rows) {
    const state = await admin.query<{ last: number; called: boolean }>(
      `select last_value::float8 as last, is_called as called from ${sequence}`,
    );
    const [found] = state.rows;
    if (found) states.push({ table, column, lastValue: found.last, isCalled: found.called });
  }
  return states;
}

/**
 * Hashes of the stored files that the database names: every column called `sha256` or `…_sha256`. Text columns name a
 * file that must exist; jsonb columns hold hashes of papers that may be rendered anew.
 */
export async function readFileNames(client: pg.ClientBase): Promise<{ required: Set<string>; optional: Set<string> }> {
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(`
    select d.table_name as table, a.attname as column, a.atttypid::regtype::text as type
    from app.table_declaration d
    join pg_attribute a on a.attrelid = d.table_name::regclass and a.attnum > 0 and not a.attisdropped
    where a.attname ~ '(^|_)sha256$'`);
  const required = new Set<string>();
  const optional = new Set<string>();
  for (const { table, column, type } of columns) {
    const found = await client.query<{ sha256: string }>(
      type === 'jsonb'
        ? `select distinct m[1] as sha256 from ${table}, regexp_matches(${column}::text, '"([0-9a-f]{64})"', 'g') as m`
        : `select distinct ${column} as sha256 from ${table} where ${column} ~ '^[0-9a-f]{64}$'`,
    );
    for (const { sha256 } of found.rows) (type === 'jsonb' ? optional : required).add(sha256);
  }
  for (const sha256 of required) optional.delete(sha256);
  return { required, optional };
}
