import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

const MAX_BYTES = 10_000_000;

/** A log that keeps its newest 10 to 20 MB: when it is full it becomes `<path>.1` and begins anew. */
export class LogFile {
  readonly #path: string;
  #file: number;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'a');
  }

  write(chunk: string | Buffer): void {
    try {
      if (this.#bytes > MAX_BYTES) this.#turn();
      this.#bytes += writeSync(this.#file, Buffer.from(chunk));
    } catch {
      // A full disk must not end what is being logged.
    }
  }

  #turn(): void {
    closeSync(this.#file);
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = openSync(this.#path, 'a');
    this.#bytes = 0;
  }
}
