import type { z } from 'zod';
import type { ImportColumn, TableMapping } from '#platform/shared/table-import.ts';
import type { RowProblem, Table } from '../spreadsheet/index.ts';
import type { Actor, Work } from '../work.ts';

/** One import as the job sees it: what is to be read, how, and in whose name. */
export interface ImportTask<Mapping = TableMapping, Options = unknown> {
  importId: string;
  countyCode: string;
  /** Where rows lie that do not say it, 12 digits: a county, township or village. */
  regionCode: string;
  accountId: string;
  /** Name and body of the person, as they go into histories and the log. */
  actor: string;
  organisation: Actor['organisation'];
  /** Division prefix that the person reaches. */
  reach: string;
  permissions: ReadonlySet<string>;
  fileName: string;
  sha256: string;
  mapping: Mapping;
  options: Options;
}

export interface ImportOutcome {
  total: number;
  created: number;
  updated: number;
  /** There already and left alone, or not changed by the row. */
  skipped: number;
  failed: number;
  /** What the new rows make, where one row may make several records. */
  records?: Record<string, number>;
  /** By line of the file. */
  problems: Map<number, RowProblem[]>;
  /** Words nobody knows, with how often they occur, by column. */
  unknown: Record<string, Record<string, number>>;
}

export interface ImportRun {
  /** Writes every row where none is wrong; the caller undoes the unit of work when rows have failed. */
  write: boolean;
  /** Another unit of work, through which rows may be looked up while others are written. */
  reading?: Work;
  /** Told after each batch, and stops the import when it throws. */
  progress(rows: number): Promise<void>;
}

/** What a module says of the tables that it imports; the rest of an import is the same for all. */
export interface ImportKind<Mapping extends TableMapping = TableMapping, Options = unknown> {
  /** The module: its job is `<name>.import`, its acts in the log are `<name>.startImport`, `<name>.cancelImport`. */
  name: string;
  columns: readonly ImportColumn[];
  /** Rows of one file. */
  rows: number;
  /** What a person chooses for the whole file; each choice has a default. */
  Options: z.ZodType<Options>;
  /** Permissions that decide what a row may say: carried from the person to the job. */
  carried: readonly string[];
  /** @throws AppError where there is no such division */
  requireDivision(work: Work, regionCode: string): Promise<void>;
  /** What is wrong with a mapping as a whole, as a sentence, or null. */
  mappingProblem(columns: Readonly<Record<string, string>>, regionCode: string): string | null;
  /** Titles of required columns that nothing feeds. */
  missing(columns: Readonly<Record<string, string>>, regionCode: string): string[];
  /** @throws AppError where the person may not choose these options */
  accept?(work: Work, countyCode: string, options: Options): Promise<void>;
  /** Why an import without a new or changed row is not written, as a sentence. */
  nothingNew: string;
  run(system: Work, task: ImportTask<Mapping, Options>, table: Table, how: ImportRun): Promise<ImportOutcome>;
  /** A sentence for a failure that is nobody's mistake; undefined for what only the log can explain. */
  wordsFor?(error: unknown): string | undefined;
}
