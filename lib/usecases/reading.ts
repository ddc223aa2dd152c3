import { AppError } from '#/lib/domain/errors.ts';

const DEADLINE_MS = 10_000;

/** Reads from a source of telemetry within 10 s; AppError `unavailable` naming the source when it cannot be read. */
export async function reading<T>(source: string, signal: AbortSignal, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await read(AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unavailable', `The source of ${source} could not be read. Try again; what else is shown does not depend on it.`, {
      cause,
    });
  }
}
