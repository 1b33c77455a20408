import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roleUrl } from '#platform/server/database.ts';
import { testSecret } from '#platform/testing/database.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
let admin: pg.Client;
beforeAll(async () => {
  world = await createWorld();
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const rows = async <T extends object>(query: string) => (await admin.query<T>(query)).rows;
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname !~ '^pg_toast|^pg_temp'`;

describe('the database catalogue', () => {
  test('every table is declared and every declaration is a table', async () => {
    const tables = await rows<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} order by 1`,
    );
    const declared = await rows<{ name: string }>('select table_name as name from app.table_declaration order by 1');
    expect(tables).toEqual(declared);
    expect(tables.length).toBeGreaterThan(30);
  });

  test('every table has row-level security, and forced, so that its owner is guarded too', async () => {
    expect(
      await rows(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} and not (c.relrowsecurity and c.relforcerowsecurity)`,
      ),
    ).toEqual([]);
  });

  test('primary keys and unique keys of distributed tables begin with county_code', async () => {
    expect(
      await rows(`
        select i.indexrelid::regclass::text as name from pg_index i
        join app.table_declaration d on d.table_name::regclass = i.indrelid and d.kind = 'distributed'
        where i.indisunique
          and (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) is distinct from 'county_code'`),
    ).toEqual([]);
  });

  test('foreign keys lead from distributed tables to distributed ones with county_code, or to reference tables, and never the other way', async () => {
    const keys = await rows<{ name: string; fromKind: string; toKind: string; columns: string[] }>(`
      select k.conname as name, f.kind as "fromKind", t.kind as "toKind",
             (select array_agg(a.attname::text order by x.n) from unnest(k.conkey) with ordinality x(num, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num) as columns
      from pg_constraint k
      join app.table_declaration f on f.table_name::regclass = k.conrelid
      join app.table_declaration t on t.table_name::regclass = k.confrelid
      where k.contype = 'f'`);
    expect(keys.length).toBeGreaterThan(15);
    const wrong = keys.filter(({ fromKind, toKind, columns }) =>
      toKind === 'distributed'
        ? fromKind !== 'distributed' || columns[0] !== 'county_code'
        : fromKind === 'distributed'
          ? toKind !== 'reference'
          : fromKind === 'reference' && toKind === 'local',
    );
    expect(wrong).toEqual([]);
  });

  test('what is only ever added to may change its division, when its place moves, and nothing else', async () => {
    const added = await rows<{ name: string; guard: string; columns: string[] }>(`
      select d.table_name as name, d.guard, array(select a.attname::text from pg_attribute a
               where a.attrelid = d.table_name::regclass and a.attnum > 0 and not a.attisdropped
                 and has_column_privilege('wanghuolou_app', a.attrelid, a.attnum, 'UPDATE')) as columns
      from app.table_declaration d where not d.may_change and d.kind = 'distributed' order by 1`);
    expect(added.length).toBeGreaterThan(2);
    for (const { name, guard, columns } of added)
      expect({ name, columns }).toEqual({ name, columns: guard === 'place' ? ['region_code'] : [] });
    expect(
      await rows(
        `select table_name from app.table_declaration where not may_change and has_table_privilege('wanghuolou_app', table_name, 'DELETE')`,
      ),
    ).toEqual([]);
  });

  test('no foreign key empties columns when its target is deleted', async () => {
    expect(await rows(`select conname from pg_constraint where contype = 'f' and confdeltype = 'n'`)).toEqual([]);
  });

  test('views show the reader’s rows, not the owner’s', async () => {
    expect(
      await rows(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours} and not coalesce(c.reloptions::text like '%security_invoker=true%', false)`,
      ),
    ).toEqual([]);
  });

  test('the guarded role is neither superuser nor owner, and does not bypass the guard', async () => {
    expect(
      await rows(`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'wanghuolou_app'`),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    expect(
      await rows(
        `select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'wanghuolou_app'`,
      ),
    ).toEqual([]);
  });

  test('without app.enter the guarded role sees no row of any guarded table', async () => {
    const client = new pg.Client({ connectionString: roleUrl(world.adminUrl, 'wanghuolou_app', testSecret) });
    await client.connect();
    try {
      const tables = await rows<{ name: string }>(
        `select table_name as name from app.table_declaration where guard not in ('open', 'sealed')`,
      );
      // Once fresh, and once after a transaction that had entered: a setting must not survive its transaction.
      for (const before of [undefined, `begin; select app.enter('33', '', '', ''); commit`]) {
        if (before) await client.query(before);
        for (const { name } of tables)
          expect({ name, n: (await client.query(`select 1 from ${name} limit 1`)).rowCount }).toEqual({ name, n: 0 });
      }
    } finally {
      await client.end();
    }
  });

  test('a scope that is no division prefix is refused, whatever it contains', async () => {
    const client = new pg.Client({ connectionString: roleUrl(world.adminUrl, 'wanghuolou_app', testSecret) });
    await client.connect();
    try {
      for (const scope of ['', '%', '3', "33' or true --", '3304811012000000', '３３'])
        await expect(client.query('select app.enter($1, $2, $3, $4)', [scope, '', '', ''])).rejects.toThrow(
          /bad region scope/,
        );
    } finally {
      await client.end();
    }
  });
});
