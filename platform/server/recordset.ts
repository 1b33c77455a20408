import { type Kysely, sql } from 'kysely';

/** Columns of a table by their camelCase names with their PostgreSQL types; a `jsonb` value is JSON text or an object. */
export type ColumnTypes = Readonly<Record<string, string>>;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** One value as PostgreSQL writes it in an array. */
function element(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'NULL';
  if (type.endsWith('[]')) return quoted(`{${(value as readonly string[]).map(quoted).join(',')}}`);
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

/**
 * Writes thousands of rows in one statement, a column as one array parameter each (65,535 parameters are the limit of the
 * protocol). `unnest` would flatten arrays among the columns, so those and JSON travel as text. What else the rows hold is
 * left out.
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
  const columns = Object.entries(types);
  const isText = (type: string) => type === 'jsonb' || type.endsWith('[]');
  const arrays = columns.map(([name, type]) => {
    const values = rows.map((row) => element((row as Record<string, unknown>)[name], type));
    return sql`${`{${values.join(',')}}`}::${sql.raw(isText(type) ? 'text' : type)}[]`;
  });
  const values = columns.map(([, type], i) => `r.c${i}${isText(type) ? `::${type}` : ''}`).join(', ');
  const names = columns.map((_, i) => `c${i}`).join(', ');
  await sql`insert into ${sql.table(table)} (${sql.raw(columns.map(([name]) => snake(name)).join(', '))})
    select ${sql.raw(values)} from unnest(${sql.join(arrays)}) as r(${sql.raw(names)})`.execute(db);
}
