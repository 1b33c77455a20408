/** The closed set of things that can go wrong for a caller, with their HTTP status. */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export interface ErrorData {
  /** Message per input field (dotted path). */
  fields?: Record<string, string>;
  /** What this person may still do with the record. */
  allowedActions?: string[];
}

/**
 * The one error that services throw on purpose. The message is a Chinese sentence for the person at the screen:
 * what is wrong and what to do.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }
}
