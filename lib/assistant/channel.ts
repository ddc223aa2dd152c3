/** A queue between those who tell and the one who listens: what is pushed is iterated in order until it is closed. */
export type Channel<T> = AsyncIterable<T> & { push(item: T): void; close(error?: Error): void };

/** Makes a channel for one listener. */
export function createChannel<T>(): Channel<T> {
  const waiting: T[] = [];
  let wake = Promise.withResolvers<void>();
  let end: { error: Error | undefined } | null = null;
  return {
    push(item) {
      waiting.push(item);
      wake.resolve();
    },
    close(error) {
      end ??= { error };
      wake.resolve();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        let item = waiting.shift();
        while (item !== undefined) {
          yield item;
          item = waiting.shift();
        }
        if (end) {
          if (end.error) throw end.error;
          return;
        }
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    },
  };
}
