/** Ends what was begun, the newest first, on a signal or a failure; a second signal does not wait. */
export class Lifecycle {
  readonly #ends: (() => Promise<void> | void)[] = [];
  readonly #controller = new AbortController();
  readonly #say: (text: string) => void;

  constructor(say: (text: string) => void) {
    this.#say = say;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#onSignal());
    process.on('uncaughtException', (error) => this.fail(error));
  }

  /** Aborts when the end has begun. */
  get stopping(): AbortSignal {
    return this.#controller.signal;
  }

  atEnd(end: () => Promise<void> | void): void {
    this.#ends.unshift(end);
  }

  /** Says why it cannot go on and ends with 1. The stack is for those who set LOG_LEVEL=debug. */
  fail(error: unknown): void {
    const plain = error instanceof Error && process.env.LOG_LEVEL !== 'debug';
    console.error(plain ? `\n${error.message}` : error);
    if (!this.stopping.aborted) void this.#end(1);
  }

  #onSignal(): void {
    if (this.stopping.aborted) process.exit(1);
    this.#say('\nStopping …');
    void this.#end(0);
  }

  async #end(code: number): Promise<void> {
    this.#controller.abort();
    for (const end of this.#ends) {
      try {
        await end();
      } catch (error) {
        this.#say(error instanceof Error ? error.message : String(error));
      }
    }
    process.exit(code);
  }
}
