import { z } from 'zod';

export const backupFormat = 1;
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const TableName = z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/);
const Column = z.string().regex(/^[a-z_][a-z0-9_]*$/);

/** First entry: tells what the file is before anything else is read. */
export const BackupHeader = z.object({
  product: z.literal('wanghuolou'),
  format: z.number().int(),
  /** Release that wrote it. */
  version: z.string(),
  createdAt: z.string(),
});

export type BackupHeader = z.infer<typeof BackupHeader>;

export const BackupManifest = BackupHeader.extend({
  /** `server_version` of the database it was read from. */
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: Sha256 })),
  tables: z.array(
    z.object({
      name: TableName,
      columns: z.array(Column),
      rows: z.number().int(),
      fingerprint: z.string(),
      parts: z.array(z.object({ name: z.string(), sha256: Sha256 })),
    }),
  ),
  sequences: z.array(
    z.object({ table: TableName, column: Column, lastValue: z.number().int(), isCalled: z.boolean() }),
  ),
  files: z.object({
    count: z.number().int(),
    bytes: z.number().int(),
    /** Named by the database but not found, or not what their name says, when the backup was made. */
    lost: z.array(Sha256),
  }),
  secretSha256: Sha256,
});
export type BackupManifest = z.infer<typeof BackupManifest>;
