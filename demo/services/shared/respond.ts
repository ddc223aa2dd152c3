import type { Span } from '@opentelemetry/api';
import { HttpError, UpstreamError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Response } from './router.ts';

/** Turns whatever a handler threw into an answer, and says in the log what the caller is not told. */
export function respondToFailure(error: unknown, log: Logger, span: Span): Response {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message } };
  const failure = error instanceof Error ? error : new Error(String(error));
  span.recordException(failure);
  if (failure instanceof UpstreamError) {
    const { upstream, host, code } = failure;
    log.error({ err: failure, upstream, host, code }, `request to ${upstream} at ${host} failed: ${code}`);
    return { status: 502, body: { error: `${upstream} is unavailable` } };
  }
  log.error({ err: failure }, `request failed: ${failure.message}`);
  return { status: 500, body: { error: 'internal error' } };
}
