import { createAssistant } from '#/lib/assistant/index.ts';
import { channels } from '#/lib/db/notify.ts';
import { schemaProblemOnceKnown } from '#/lib/db/require-schema.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { keptFor } from '#/lib/env.ts';
import { handlers } from '#/lib/jobs/handlers.ts';
import { startLoop } from '#/lib/jobs/loop.ts';
import { startWorkers } from '#/lib/jobs/workers.ts';
import { runtime } from '#/lib/runtime.ts';
import { startTracing, stopTracing } from '#/lib/tracing.ts';
import { evaluateRules } from '#/lib/usecases/evaluate-rules.ts';
import { observeHealth, type SignalMemory } from '#/lib/usecases/observe-health.ts';
import { purgeExpired } from '#/lib/usecases/purge-expired.ts';
import { sweepDiagnoses } from '#/lib/usecases/sweep-diagnoses.ts';
import { sweepIncidents } from '#/lib/usecases/sweep-incidents.ts';
import { sweepNotifications } from '#/lib/usecases/sweep-notifications.ts';
import { watchDeployments } from '#/lib/usecases/watch-deployments.ts';
import { watchWatchdogs } from '#/lib/usecases/watch-watchdogs.ts';
import type { WatchMemory } from '#/lib/usecases/watch-memory.ts';

/** The process that works: jobs, the watcher of deployments and health, and what has to be tidied up. Any number may run. */
const { environment, log, db, listener, notifiers, outbound, publicUrl, context, close } = composed();
const PASS_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 9_000;

const problem = await schemaProblemOnceKnown(db, log);
if (problem) {
  console.error(problem);
  process.exit(1);
}

await startTracing(environment.OTEL_EXPORTER_OTLP_ENDPOINT, 'control-plane-worker');

const stopping = new AbortController();
const signal = stopping.signal;
const system = () => context(SYSTEM, { signal: AbortSignal.any([signal, AbortSignal.timeout(PASS_DEADLINE_MS)]) });

const watched: WatchMemory = new Map();
const memory: SignalMemory = new Map();
const every = (name: string, everyMs: number, pass: () => Promise<unknown>) => startLoop(name, { everyMs, signal, log, pass });
const watcher = every('deployments', 1_000, () => watchDeployments(system(), { watchSeconds: environment.WATCH_SECONDS, memory: watched }));
const health = every('health', 2_000, () => observeHealth(system(), { memory }));
const loops = [
  watcher,
  health,
  every('diagnoses', 2_000, () => sweepDiagnoses(system())),
  every('rules', 5_000, () => evaluateRules(system())),
  every('incidents', 5_000, () => sweepIncidents(system(), { repeatSeconds: environment.ALERT_REPEAT_SECONDS })),
  every('watchdogs', 10_000, () => watchWatchdogs(system(), { silentSeconds: environment.WATCHDOG_SILENT_SECONDS })),
  every('notifications', 1_000, () => sweepNotifications(system())),
  every('housekeeping', 600_000, () => purgeExpired(system(), keptFor(environment))),
];

const wake = () => {
  watcher.wake();
  health.wake();
};
listener.subscribe(channels.local, wake, wake);

let stopped: Promise<void> | undefined;
const stop = (reason: string) => {
  stopped ??= (async () => {
    log.info({ reason }, 'stopping');
    // Whatever hangs: others may go on from where this process was.
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    stopping.abort();
    await (await workers).stop();
    await Promise.all(loops.map((loop) => loop.ended));
    await stopTracing();
    await close();
    process.exit(0);
  })();
};
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody listened'));

const workers = startWorkers({
  url: environment.DATABASE_URL ?? '',
  handlers: handlers({ assistant: createAssistant(), notifiers, outbound, publicUrl }),
  log,
  signal,
  context: (given) => context(SYSTEM, given),
});
await workers;
if (!signal.aborted) log.info('the worker is ready');

/** The process from its environment; what is missing there is said in one sentence. */
function composed(): ReturnType<typeof runtime> {
  try {
    return runtime('worker');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
