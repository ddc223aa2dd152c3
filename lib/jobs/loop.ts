import type { Logger } from 'pino';
import { isDatabaseUnavailable } from '#/lib/db/unavailable.ts';

export type Loop = {
  /** Asks for another pass now; a pass that is under way is followed by one more. */
  wake(): void;
  /** Settles when the loop has ended after its signal. */
  ended: Promise<void>;
};

/**
 * Passes again and again until `signal` aborts: every `everyMs`, and at once when woken. A pass that
 * throws is told of and does not end the loop, so that it survives a database that is away for a while.
 */
export function startLoop(
  name: string,
  options: { everyMs: number; signal: AbortSignal; log: Logger; pass: () => Promise<unknown> },
): Loop {
  const { everyMs, signal, log, pass } = options;
  let pause = Promise.withResolvers<void>();
  let failing = false;
  const run = async () => {
    while (!signal.aborted) {
      pause = Promise.withResolvers<void>();
      const timer = setTimeout(pause.resolve, everyMs);
      try {
        await pass();
        if (failing) log.info({ loop: name }, 'works again');
        failing = false;
      } catch (error) {
        // A database that is away fails every pass; the first one is enough to read.
        if (!failing && !signal.aborted) log.warn({ loop: name, err: error, databaseAway: isDatabaseUnavailable(error) }, 'a pass failed');
        failing = true;
      }
      await pause.promise;
      clearTimeout(timer);
    }
  };
  signal.addEventListener('abort', () => pause.resolve(), { once: true });
  return { wake: () => pause.resolve(), ended: run() };
}
