import { AppError } from './domain/errors.ts';

/**
 * Runs `work` with a signal that follows the client's and fires when `ms` have passed without an
 * answer; then rejects with `unavailable` even if `work` does not listen. An answer that was given
 * in time (a stream) is no longer bound by the deadline, only by the client.
 */
export async function within<T>(client: AbortSignal, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = new AppError('unavailable', `This took longer than ${Math.round(ms / 1000)} s and was given up.`);
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    deadline.abort(late);
    reject(late);
  }, ms);
  try {
    return await Promise.race([work(AbortSignal.any([client, deadline.signal])), expired]);
  } finally {
    clearTimeout(timer);
  }
}
