import { type ImportStatus, importColumns, importStatuses } from '#modules/premises/contract';
import type { StateValue } from '#platform/web/components/columns.tsx';
import { t } from '#platform/web/i18n/i18n.ts';
import type { Tone } from '#platform/web/theme.ts';

const tones: Record<ImportStatus, Tone> = {
  UPLOADED: 'due',
  CHECKING: 'active',
  CHECKED: 'due',
  IMPORTING: 'active',
  DONE: 'verified',
  FAILED: 'overdue',
  CANCELLED: 'unknown',
};
export const importState = (status: ImportStatus): StateValue => ({
  words: t(importStatuses[status]),
  tone: tones[status],
});

export const isRunning = (status: ImportStatus) => status === 'CHECKING' || status === 'IMPORTING';

const byKey = new Map(importColumns.map((column) => [column.key, column]));
export const columnTitle = (key: string) => t(byKey.get(key)?.title ?? key);
export const columnChoices = (key: string) =>
  (byKey.get(key)?.choices ?? []).map(({ value, label }) => ({ value, label: t(label) }));
export const columnOptions = () =>
  importColumns.map(({ key, title, isRequired }) => ({ value: key, label: isRequired ? `${t(title)} *` : t(title) }));
