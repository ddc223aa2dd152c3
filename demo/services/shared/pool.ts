import { HttpError } from './errors.ts';

const WAIT_MS = 3_000;
const DEFAULT_SIZE = 10;

/** A bounded set of connections: who finds none free waits in line, at most three seconds. */
export class ConnectionPool {
  readonly name: string;
  readonly size: number;
  #used = 0;
  readonly #line: (() => void)[] = [];

  constructor(name: string, size = DEFAULT_SIZE) {
    this.name = name;
    this.size = size;
    pools.add(this);
  }

  get used(): number {
    return this.#used;
  }

  /** How many wait for a connection. */
  get pending(): number {
    return this.#line.length;
  }

  /** Runs work on a connection. Throws 503 when none became free in time. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#used < this.size) this.#used += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      // The connection goes to the next in line without having been free.
      if (next) next();
      else this.#used -= 1;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const mine = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(mine), 1);
        reject(new HttpError(503, `no connection of the pool "${this.name}" became free within ${WAIT_MS} ms`));
      }, WAIT_MS);
      this.#line.push(mine);
    });
  }
}

const pools = new Set<ConnectionPool>();

/** Every pool of this process, for its metrics. */
export const openPools = (): Iterable<ConnectionPool> => pools;
