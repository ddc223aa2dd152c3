import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss, type Clock, type ConstructorOptions, type Db } from 'pg-boss';
import type { Transaction } from '#/lib/db/client.ts';
import { traceCarrier } from '#/lib/tracing.ts';
import { jobs, QUEUE_SCHEMA, type JobName, type JobPayload } from './catalog.ts';

/** A producer has nothing to do between two calls, so it gets no timers that would keep a process alive. */
const still: Clock = {
  now: () => Date.now(),
  setTimeout: () => undefined,
  clearTimeout: () => undefined,
  setInterval: () => undefined,
  clearInterval: () => undefined,
};

let producer: Promise<PgBoss> | null = null;

/** Starts the process's one producer; it reads the queues' options through the first caller's transaction and owns no connection. */
async function startProducer(db: Db): Promise<PgBoss> {
  const boss = new PgBoss({ db, clock: still, ...PRODUCER });
  boss.on('error', () => undefined);
  return boss.start();
}

const PRODUCER = {
  schema: QUEUE_SCHEMA,
  migrate: false,
  supervise: false,
  schedule: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
} as const satisfies ConstructorOptions;

/**
 * Puts a job into its queue inside the caller's transaction: it exists when that commits and never
 * existed when that rolls back. Workers are woken by NOTIFY on commit. Returns the job's id.
 */
export async function enqueue<N extends JobName>(
  tx: Transaction,
  name: N,
  payload: JobPayload<N>,
  given: { priority?: number; /** Of the call that wants it. */ requestId?: string } = {},
): Promise<string> {
  const db = fromDrizzle(tx, sql);
  producer ??= startProducer(db);
  const boss = await producer.catch((error: unknown) => {
    // The next caller tries anew: the reason may have been this transaction alone.
    producer = null;
    throw error;
  });
  const { requestId, ...options } = given;
  const origin = { ...traceCarrier(), ...(requestId && { requestId }) };
  const id = await boss.send(name, { ...jobs[name].parse(payload), origin }, { db, ...options });
  if (!id) throw new Error(`The queue "${name}" took no job.`);
  return id;
}
