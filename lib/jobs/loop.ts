import type { Logger } from 'pino';
import { isDatabaseUnavailable } from '#/lib/db/unavailable.ts';

export type Loop = {
  /** Asks for another pass now; a pass that is under way is followed by one more. */
  wake(): void;
  /** Settles when the loop has ended after its signal. */
  ended: Promise<void>;
};

export type LoopOptions = {
  everyMs: number;
  signal: AbortSignal;
  log: Logger;
  /** May be called while an earlier call that was given up still hangs. */
  pass: () => Promise<unknown>;
  /** A pass that takes longer is given up, in ms; 30 s unless said otherwise. */
  passMs?: number;
};

const PASS_MS = 30_000;

/**
 * Passes again and again until `signal` aborts: every `everyMs`, and at once when woken. A pass that
 * throws is told of and does not end the loop, so that it survives a database that is away for a while.
 */
export function startLoop(name: string, options: LoopOptions): Loop {
  const { everyMs, signal, log, pass, passMs = PASS_MS } = options;
  let pause = Promise.withResolvers<void>();
  let failing = false;
  const run = async () => {
    while (!signal.aborted) {
      pause = Promise.withResolvers<void>();
      const timer = setTimeout(pause.resolve, everyMs);
      try {
        await inTime(pass(), passMs);
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

async function inTime(pass: Promise<unknown>, ms: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`the pass took longer than ${ms} ms`)), ms);
  try {
    await Promise.race([pass, late]);
  } finally {
    clearTimeout(timer);
  }
}
