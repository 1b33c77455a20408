import type { ReactNode } from 'react';
import type { ImportAction, ImportStatus, ImportSummary, TableMapping } from '#platform/shared/table-import.ts';
import { importStatuses } from '#platform/shared/table-import.ts';
import type { StateValue } from '../components/columns.tsx';
import { t } from '../i18n/i18n.ts';
import type { Tone } from '../theme.ts';

/** One import as the server tells it, with the options of its module. */
export interface ImportState<Options> extends ImportSummary {
  header: string[];
  sample: string[][];
  mapping: TableMapping;
  isRemembered: boolean;
  doubtful: string[];
  missing: string[];
  options: Options;
  problems: { line: number; message: string }[];
  unknownValues: Record<string, Record<string, number>>;
  allowedActions: ImportAction[];
}

type One = { countyCode: string; id: string };
/** The client of a contract made by `tableImport`, as far as these screens use it. */
export interface ImportApi<Options> {
  key(): readonly unknown[];
  upload: { call(input: { id: string; regionCode: string; file: File }): Promise<One> };
  list: {
    call(input: { regionCode?: string; limit: number; cursor?: string }): Promise<{
      items: ImportSummary[];
      next: string | null;
      total: number;
      isEstimate: boolean;
    }>;
  };
  get: { call(input: One): Promise<ImportState<Options>> };
  check: { call(input: One & { mapping: TableMapping; options: Options }): Promise<unknown> };
  commit: { call(input: One): Promise<unknown> };
  cancel: { call(input: One): Promise<unknown> };
}

type Choice = { value: string; label: string };

/** What a module says of its tables to the screens that all imports share. */
export interface ImportSource<Options> {
  api: ImportApi<Options>;
  /** Where its endpoints are, under `/api`. */
  endpoints: string;
  /** Where its screens are. */
  path: string;
  columns: () => Choice[];
  columnTitle(key: string): string;
  /** What a word of a column may mean. */
  choices(key: string): Choice[];
  /** Says that a word means nothing, where that is an answer. */
  silent?: string;
  /** Names of the records that new rows make, where they are not one a row. */
  records?: Record<string, string>;
  /** What is being done while rows are written: 写入单位. */
  writing: string;
  nothingNew: string;
  /** Choices for the whole file. */
  Options(props: {
    countyCode: string;
    columns: ReadonlySet<string>;
    value: Options;
    onChange(value: Options): void;
  }): ReactNode;
  /** Where to look once it is done. */
  afterwards: { to: string; words: string };
}

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
