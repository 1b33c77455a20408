/** Backup and restore of a whole installation, independent of the PostgreSQL version and of where the database runs. */
export { BackupError } from './backup-error.ts';
export type { BackupManifest } from './manifest.ts';
export { type Backup, readBackup } from './read-backup.ts';
export {
  checkRestore,
  type RestoreOptions,
  type RestoreReport,
  type RestoreTarget,
  restoreBackup,
} from './restore-backup.ts';
export { type BackupOptions, type BackupReport, type BackupSource, writeBackup } from './write-backup.ts';
