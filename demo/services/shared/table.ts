import { setTimeout as sleep } from 'node:timers/promises';
import { SpanKind, trace } from '@opentelemetry/api';

const READ_MS = 5;
const WRITE_MS = 8;
const SPREAD = 0.45;

/**
 * Rows kept in memory. Every access takes the time of a database on the network, spread log-normally around a few
 * milliseconds, and is a span of its own, so that the number of accesses shows in latency and traces.
 */
export class Table<Row extends { id: string }> {
  readonly #name: string;
  readonly #capacity: number;
  readonly #rows: Map<string, Row>;

  /** @param capacity how many rows are kept; the oldest makes room */
  constructor(name: string, capacity: number, rows: readonly Row[] = []) {
    this.#name = name;
    this.#capacity = capacity;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
  }

  async get(id: string): Promise<Row | undefined> {
    return this.#access('SELECT', READ_MS, () => this.#rows.get(id));
  }

  async getMany(ids: readonly string[]): Promise<Row[]> {
    return this.#access('SELECT', READ_MS, () => ids.flatMap((id) => this.#rows.get(id) ?? []));
  }

  async find(matches: (row: Row) => boolean, limit: number): Promise<Row[]> {
    return this.#access('SELECT', READ_MS, () => this.#rows.values().filter(matches).take(limit).toArray());
  }

  /** Inserts unless the id is taken; answers the row that then stands under it. */
  async insert(row: Row): Promise<Row> {
    return this.#access('INSERT', WRITE_MS, () => {
      const standing = this.#rows.get(row.id);
      if (standing) return standing;
      this.#rows.set(row.id, row);
      const oldest = this.#rows.keys().next().value;
      if (this.#rows.size > this.#capacity && oldest !== undefined) this.#rows.delete(oldest);
      return row;
    });
  }

  async #access<Result>(operation: 'SELECT' | 'INSERT', medianMs: number, work: () => Result): Promise<Result> {
    const span = trace.getTracer('demo-table').startSpan(`${operation} ${this.#name}`, {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'memory', 'db.operation.name': operation, 'db.collection.name': this.#name },
    });
    try {
      await sleep(medianMs * Math.exp(SPREAD * standardNormal()));
      return work();
    } finally {
      span.end();
    }
  }
}

/** Box and Muller's transform. */
function standardNormal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
