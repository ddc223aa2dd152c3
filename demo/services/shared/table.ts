import { setTimeout as sleep } from 'node:timers/promises';
import { SpanKind, trace } from '@opentelemetry/api';
import { ConnectionPool } from './pool.ts';

const READ_MS = 5;
const WRITE_MS = 8;
const SPREAD = 0.45;

/** How a table differs from the usual: the median of a read, and how many connections lead to it. */
type TableOptions = { readMs?: number; connections?: number };

/**
 * Rows kept in memory. Every access takes a connection of the table's pool for the time of a database on the network,
 * spread log-normally around a few milliseconds, and is a span of its own, its wait for a connection included.
 */
export class Table<Row extends { id: string }> {
  readonly #name: string;
  readonly #capacity: number;
  readonly #rows: Map<string, Row>;
  readonly #readMs: number;
  readonly #pool: ConnectionPool;

  /** @param capacity how many rows are kept; the oldest makes room */
  constructor(name: string, capacity: number, rows: readonly Row[] = [], options: TableOptions = {}) {
    this.#name = name;
    this.#capacity = capacity;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.#readMs = options.readMs ?? READ_MS;
    this.#pool = new ConnectionPool(name, options.connections);
  }

  async get(id: string): Promise<Row | undefined> {
    return this.#access('SELECT', this.#readMs, () => this.#rows.get(id));
  }

  async getMany(ids: readonly string[]): Promise<Row[]> {
    return this.#access('SELECT', this.#readMs, () => ids.flatMap((id) => this.#rows.get(id) ?? []));
  }

  async find(matches: (row: Row) => boolean, limit: number): Promise<Row[]> {
    return this.#access('SELECT', this.#readMs, () => this.#rows.values().filter(matches).take(limit).toArray());
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
      await this.#pool.run(() => sleep(medianMs * Math.exp(SPREAD * standardNormal())));
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
