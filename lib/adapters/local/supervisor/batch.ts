/** What a batch writer says of itself. */
export type BatchProblem = { error: unknown; waiting: number };

const FLUSH_MS = 200;
const CHUNK = 500;
const RETRY_MS = [500, 1000, 2000, 4000];

/**
 * Collects rows and writes them at most 200 ms later, in order and never two writes at a time. While
 * the database is away rows wait, up to `capacity`; beyond it the oldest go and `onLost` says how many.
 */
export function createBatch<Row>(given: {
  write: (rows: Row[]) => Promise<unknown>;
  /** In the unit of `weigh`: rows when that is left out. */
  capacity: number;
  weigh?: (row: Row) => number;
  onProblem: (problem: BatchProblem) => void;
  onLost?: (count: number) => void;
}) {
  const weigh = given.weigh ?? (() => 1);
  const weightOf = (some: Row[]) => some.reduce((sum, row) => sum + weigh(row), 0);
  let rows: Row[] = [];
  let weight = 0;
  let lost = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function writeChunk(chunk: Row[]): Promise<void> {
    try {
      await given.write(chunk);
    } catch (error) {
      if (!isBadData(error)) throw error;
      // One row that the database cannot take must not hold up the others: halve until it stands alone.
      if (chunk.length === 1) return given.onProblem({ error, waiting: rows.length });
      const middle = chunk.length >> 1;
      await writeChunk(chunk.slice(0, middle));
      await writeChunk(chunk.slice(middle));
    }
  }

  async function writeAll(): Promise<void> {
    while (rows.length > 0) {
      const chunk = rows.slice(0, CHUNK);
      await writeChunk(chunk);
      // Overflow may have taken rows from the front meanwhile.
      rows = rows[0] === chunk[0] ? rows.slice(chunk.length) : rows.filter((row) => !chunk.includes(row));
      weight = weightOf(rows);
      failures = 0;
    }
    if (lost > 0) given.onLost?.(lost);
    lost = 0;
  }

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush().catch(() => undefined);
    }, ms);
  }

  /** Writes what has been pushed until now; rejects when the database did not take it (it is kept). */
  function flush(): Promise<void> {
    const next = running.then(writeAll).catch((error: unknown) => {
      if (failures === 0) given.onProblem({ error, waiting: rows.length });
      schedule(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? FLUSH_MS);
      failures += 1;
      throw error;
    });
    running = next.catch(() => undefined);
    return next;
  }

  return {
    /** Takes a row; it is stored soon. */
    push: (row: Row): void => {
      rows.push(row);
      weight += weigh(row);
      // Trimmed in larger steps, since cutting the front of a long array is dear.
      if (weight > given.capacity) {
        lost += rows.splice(0, Math.ceil(rows.length / 10)).length;
        weight = weightOf(rows);
      }
      schedule(FLUSH_MS);
    },
    /** How many rows wait. */
    size: () => rows.length,
    flush,
    stop: () => clearTimeout(timer),
  };
}

/** SQLSTATE class 22 (data) and 23 (constraint): trying again cannot help. */
function isBadData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code);
}
