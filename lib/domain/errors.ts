/** Every way a call can be refused; the words are public, stable and map to one HTTP status. */
export const errorStatus = {
  bad_request: 400,
  invalid_input: 400,
  malformed_json: 400,
  ambiguous_service: 400,
  unknown_version: 400,
  unauthenticated: 401,
  forbidden: 403,
  cross_site: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  deployment_in_progress: 409,
  idempotency_mismatch: 409,
  nothing_to_restore: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

export type FieldError = { path: string; message: string };

/**
 * A refusal that the caller is meant to read: `message` names the thing, its id and the remedy,
 * and never holds a secret. Anything else that is thrown becomes `internal` without its text.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldError[];
  /** Machine-readable extras of the problem document, e.g. `{ deployment_id }`. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, text: string, options: { errors?: FieldError[]; details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(text, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.details = options.details ?? {};
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

export function notFound(kind: string, id: string): AppError {
  return new AppError('not_found', `There is no ${kind} "${id}", or you may not see it.`);
}
