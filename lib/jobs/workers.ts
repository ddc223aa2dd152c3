import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss, type Job } from 'pg-boss';
import type { Logger } from 'pino';
import { SpanKind } from '@opentelemetry/api';
import type { Context } from '#/lib/context.ts';
import { APP_ROLE } from '#/lib/db/client.ts';
import { traced } from '#/lib/tracing.ts';
import { jobNames, jobs, originSchema, QUEUE_SCHEMA, type JobName } from './catalog.ts';
import type { Handlers } from './handlers.ts';

const STOP_MS = 5_000;
const RETRY_MS = 1_000;
const QUIET_MS = 30_000;
/** Jobs of one kind that one process works on at once. */
const CONCURRENCY = 4;

type Options = {
  url: string;
  handlers: Handlers;
  log: Logger;
  /** Aborts when the process is to end. */
  signal: AbortSignal;
  context: (given: { requestId: string; signal: AbortSignal }) => Context;
};

/** Takes up jobs as they come, waiting for the database for as long as it takes; `stop` lets running ones end within 5 s. */
export async function startWorkers({ url, handlers, log, signal, context }: Options): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    options: `-c role=${APP_ROLE}`,
    schema: QUEUE_SCHEMA,
    max: 4,
    migrate: false,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: true,
    // Both need rights that only the owner of the tables has.
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', tellSeldom(log));
  boss.on('warning', (warning) => log.warn({ warning }, 'the queue warns'));
  await startWhenPossible(boss, log, signal);
  if (signal.aborted) return { stop: async () => undefined };

  const perform = async <N extends JobName>(name: N, job: Job<unknown>) => {
    const { requestId = job.id, ...from } = originSchema.safeParse((job.data as { origin?: unknown }).origin).data ?? {};
    const ctx = context({ requestId, signal: AbortSignal.any([signal, job.signal]) });
    // The schema under a name and the handler under the same name agree; TypeScript cannot pair two lookups.
    const payload = jobs[name].parse(job.data) as Parameters<Handlers[N]>[1];
    const began = performance.now();
    const tell = (outcome: string) => ctx.log.info({ job: name, id: job.id, outcome, ms: Math.round(performance.now() - began) }, 'job');
    const attributes = { 'messaging.destination.name': name, 'messaging.message.id': job.id, 'control_plane.request_id': requestId };
    await traced(`job ${name}`, { kind: SpanKind.CONSUMER, from, attributes }, () => handlers[name](ctx, payload)).then(
      () => tell('done'),
      (error: unknown) => {
        tell('failed');
        throw error;
      },
    );
  };
  const take = async (name: JobName) => {
    let worker = '';
    worker = await boss.work(name, { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 5 }, async ([job]) => {
      try {
        if (job) await perform(name, job);
      } finally {
        // Others may wait that were announced while this one was busy, or before the process began.
        boss.notifyWorker(worker);
      }
    });
  };
  for (const name of jobNames) for (let count = 0; count < CONCURRENCY; count += 1) await take(name);
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MS }) };
}

/** While the database is away every poll of every worker fails in the same way; one line in a while tells enough. */
function tellSeldom(log: Logger): (error: Error) => void {
  let quietUntil = 0;
  return ({ message }) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + QUIET_MS;
    log.warn({ reason: message }, 'the queue reports an error');
  };
}

async function startWhenPossible(boss: PgBoss, log: Logger, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await boss.start();
      return;
    } catch (error) {
      if (attempt === 1) log.warn({ err: error }, 'the queue cannot be read yet; trying until it can');
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
