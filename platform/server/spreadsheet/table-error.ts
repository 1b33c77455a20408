export type TableErrorCode =
  | 'EMPTY'
  | 'NO_DATA'
  | 'TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'CELL_TOO_LONG'
  | 'NOT_A_TABLE'
  | 'OLD_FORMAT'
  | 'MACROS'
  | 'BROKEN'
  | 'FORBIDDEN_XML'
  | 'NO_SUCH_SHEET'
  | 'DUPLICATE_HEADER'
  | 'BAD_ENCODING'
  | 'BAD_QUOTES';

/** A file that cannot be read or written as a table. `message` is one Chinese sentence for the user: cause and remedy. */
export class TableError extends Error {
  readonly code: TableErrorCode;
  /** 1-based row of the file, when one row is to blame. */
  readonly line?: number;

  constructor(code: TableErrorCode, message: string, options: { line?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TableError';
    this.code = code;
    if (options.line !== undefined) this.line = options.line;
  }
}
