/** Collects items while a write is under way and hands them to the next write together, in order. */
export type Batch<T> = {
  push(item: T): void;
  /** Settles when all that was pushed has been written; rejects with the first failed write's error. */
  drained(): Promise<void>;
};

/**
 * The first item is written at once and those that come meanwhile follow together, so that nothing
 * waits longer than one write. After a failed write nothing more is written and `onFailure` is told.
 */
export function createBatch<T>(write: (items: T[]) => Promise<void>, onFailure: (error: unknown) => void): Batch<T> {
  let waiting: T[] = [];
  let work: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;

  async function run(): Promise<void> {
    while (waiting.length > 0 && !failure) {
      const items = waiting;
      waiting = [];
      try {
        await write(items);
      } catch (error) {
        failure = { error };
        onFailure(error);
      }
    }
    work = null;
  }

  return {
    push(item) {
      waiting.push(item);
      work ??= Promise.resolve().then(run);
    },
    async drained() {
      while (work) await work;
      if (failure) throw failure.error;
    },
  };
}
