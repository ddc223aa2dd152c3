import { STATUS_CODES } from 'node:http';
import type { Problem } from '#/lib/contract/problem.ts';
import { isDatabaseUnavailable } from '#/lib/db/unavailable.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { redact, redactTexts } from '#/lib/domain/redact.ts';

const RETRY_AFTER_S = 2;

/** What the caller may know of an error: AppErrors speak for themselves, a lost database is `unavailable`, all else is `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseUnavailable(error)) {
    return new AppError('unavailable', 'The database does not answer at the moment. Try again shortly.', {
      cause: error,
      details: { retry_after: RETRY_AFTER_S },
    });
  }
  return new AppError('internal', 'Something failed on our side. The request id leads to the log.', { cause: error });
}

/** RFC 9457. `details` become members of their own; `retry_after` (seconds) and `allow` also become headers. */
export function problem(error: AppError, requestId: string, headers: Record<string, string> = {}): Response {
  // What callers sent comes back in some messages.
  const said = redact(error.message);
  const body: Problem = {
    ...error.details,
    type: `urn:control-plane:problem:${error.code}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: said,
    code: error.code,
    message: said,
    request_id: requestId,
    ...(error.errors.length > 0 ? { errors: redactTexts(error.errors) } : {}),
  };
  const { retry_after: retryAfter, allow } = error.details;
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}),
      ...(typeof allow === 'string' ? { allow } : {}),
      ...challenge(error),
      ...headers,
    },
  });
}

/** RFC 6750: how to identify oneself, and what was wrong with the attempt. */
function challenge(error: AppError): Record<string, string> {
  if (error.code === 'unauthenticated') {
    const wrong = error.details.credential === 'invalid' ? ', error="invalid_token"' : '';
    return { 'www-authenticate': `${error.details.basic === true ? 'Basic' : 'Bearer'} realm="control-plane"${wrong}` };
  }
  if (error.code === 'forbidden' && typeof error.details.required_scope === 'string') {
    return { 'www-authenticate': `Bearer realm="control-plane", error="insufficient_scope", scope="${error.details.required_scope}"` };
  }
  return {};
}
