import type { ColumnType } from 'kysely';

/** A jsonb column: read as a value that its module's zod type describes, written as JSON text. */
// biome-ignore lint/suspicious/noExplicitAny: the module that owns the column gives the value its type
export type JsonColumn = ColumnType<any, string, string>;
