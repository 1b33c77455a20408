/**
 * A fact view is what a module publishes for counting: one row a record, led by `county_code, region_code, township_code,
 * org_id, premises_id, occurred_on, record_id`. The declaration says in words what the rows and columns are, so that
 * figures can be defined on it without code, explained, and opened as the list of their records.
 */
export interface Fact {
  /** `schema.view`. */
  id: `${string}.${string}`;
  /** What one row is: 火灾. */
  label: string;
  /** Unit of counting rows: 起. */
  unit: string;
  /** Permission that opens the records. */
  permission: string;
  /** Days that a figure may be dated by; `occurred_on` always among them. */
  dates: Readonly<Record<string, string>>;
  columns: Readonly<Record<string, FactColumn>>;
  /** Address of a record's own page. */
  page(record: { countyCode: string; recordId: string }): string;
  /** Column with the id of the file to open, where that is another than the record's own. */
  fileColumn?: string;
  /**
   * Where somebody must report: the fact whose records show that it was done, the view of months (`county_code, kind, month`)
   * that were said to hold nothing, and how many days after its end a month is due. Silence is then not zero.
   */
  reporting?: { fact: string; nil: `${string}.${string}`; kind: string; dueDay: number };
  /** View of totals that were published for periods without records: `region_code, from_on, to_on, measure, value`. */
  published?: `${string}.${string}`;
}

export interface FactColumn {
  label: string;
  kind: 'CODE' | 'NUMBER' | 'FLAG';
  unit?: string;
  /** Words of the codes; of a number that is one of few (an hour, a weekday) those of its values. */
  values?: Readonly<Record<string, string>>;
  /** Bands that a number is grouped in, each from its lower bound up to the next, in order. */
  bands?: readonly Band[];
  /** The column to read instead where another scheme than the record's own judges it. */
  byScheme?: Readonly<Partial<Record<Scheme, string>>>;
  /** Shown in the list of records behind a figure. */
  isShown?: boolean;
}

export interface Band {
  from: number;
  label: string;
}

/** By which rule records are judged: the one in force on their own day, or one rule for all of them. */
export const schemes = ['OWN', '2007', '2025'] as const;
export type Scheme = (typeof schemes)[number];
