import { type Kysely, sql } from 'kysely';

/**
 * Columns of a table by their camelCase names with their PostgreSQL types. A `jsonb` value is given as JSON text, as
 * Kysely's rows have it; `object` is a jsonb column whose value is given as it is, which spares quoting it twice.
 */
export type ColumnTypes = Readonly<Record<string, string>>;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Writes thousands of rows in one statement. They travel as one JSON parameter (65,535 parameters are the limit of the
 * protocol, and `unnest` would flatten arrays among the columns) under their own names; what else they hold is left out.
 *
 * @param table schema-qualified name, a word of the program and never of a person
 */
export async function insertRecords(
  // biome-ignore lint/suspicious/noExplicitAny: the caller's type names the tables it may touch
  db: Kysely<any>,
  table: string,
  types: ColumnTypes,
  rows: readonly object[],
): Promise<void> {
  if (!rows.length) return;
  const names = Object.keys(types);
  const travelling: Record<string, string> = { jsonb: 'text', object: 'jsonb' };
  const shape = names.map((name) => `"${name}" ${travelling[types[name] as string] ?? types[name]}`).join(', ');
  const values = names.map((name) => `r."${name}"${types[name] === 'jsonb' ? '::jsonb' : ''}`).join(', ');
  await sql`insert into ${sql.table(table)} (${sql.raw(names.map(snake).join(', '))})
    select ${sql.raw(values)} from json_to_recordset(${JSON.stringify(rows)}::json) as r(${sql.raw(shape)})`.execute(
    db,
  );
}
