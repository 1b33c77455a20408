// Writes db/tables.ts (or another file) from a freshly migrated database:
// `node tools/generate-tables.mjs <database url> [file]`.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';

const [url, file = 'db/tables.ts'] = process.argv.slice(2);
if (!url) {
  console.error('usage: node tools/generate-tables.mjs postgres://… (a freshly migrated database)');
  process.exit(2);
}
execFileSync(
  process.execPath,
  [
    'node_modules/kysely-codegen/dist/cli/bin.js',
    ...['--dialect', 'postgres', '--url', url, '--camel-case', '--date-parser', 'string', '--numeric-parser', 'number'],
    ...['--default-schema', 'public', '--exclude-pattern', 'public.*', '--log-level', 'error', '--out-file', file],
    ...[
      '--type-mapping',
      JSON.stringify({ timestamptz: 'string', int8: 'number', jsonb: 'JsonColumn', uuid: 'string' }),
    ],
  ],
  { stdio: 'inherit' },
);

// PostgreSQL calls every column of a view nullable. A published view's column is nullable where a column of that name
// behind it is; a renamed or computed column must not be null.
const client = new pg.Client({ connectionString: url });
await client.connect();
const { rows } = await client.query(`
  select c.table_schema as view_schema, c.table_name as view_name, c.column_name
  from information_schema.columns c
  join information_schema.views v on v.table_schema = c.table_schema and v.table_name = c.table_name
  where c.table_schema not in ('pg_catalog', 'information_schema')
    and not exists (
      select from information_schema.view_column_usage u
      join pg_attribute a on a.attrelid = format('%I.%I', u.table_schema, u.table_name)::regclass and a.attname = u.column_name
      where u.view_schema = c.table_schema and u.view_name = c.table_name and u.column_name = c.column_name and not a.attnotnull)`);
await client.end();
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const interfaceOf = (schema, name) => camel(`_${schema}_${name}`);
let text = readFileSync(file, 'utf8').replace(
  'import type',
  "import type { JsonColumn } from './json-column.ts';\nimport type",
);
for (const { view_schema, view_name, column_name } of rows) {
  const start = text.indexOf(`export interface ${interfaceOf(view_schema, view_name)} {`);
  const end = text.indexOf('\n}', start);
  const body = text.slice(start, end).replace(new RegExp(`(\n  ${camel(column_name)}: .*) \\| null;`), '$1;');
  text = text.slice(0, start) + body + text.slice(end);
}
writeFileSync(file, text);
