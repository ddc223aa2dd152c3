import { serviceKey } from '#/lib/domain/service.ts';
import type { Exit, Instance } from '#/lib/domain/workload.ts';
import { readLines, type ReadLine } from './log-lines.ts';
import type { Observations } from './observations.ts';
import { findStep } from './onset-detection.ts';
import { signalOf } from './signals.ts';

/** What the failing instances of the subject printed, oldest first; null when nothing was read. */
export function failingLog(observations: Observations): { evidence: string; lines: ReadLine[] } | null {
  const own = serviceKey(observations.service);
  const log = observations.logs.find(({ value }) => value.service === own && value.role === 'failing' && value.lines.length > 0);
  return log ? { evidence: log.evidence, lines: readLines(log.value.lines) } : null;
}

/** An end this much older than the trouble, in ms, of an instance that is well again has nothing to do with it. */
const OLD = 120_000;

/** The instance whose end says most: one that keeps ending before one that ended once. */
export function endedInstance(observations: Observations): { evidence: string; instance: Instance; exit: Exit } | null {
  if (!observations.instances) return null;
  const { evidence, value } = observations.instances;
  const begun = beginning(observations);
  const ended = value.flatMap((instance) => {
    const exit = recentExit(instance, begun);
    return exit && exit.reason !== 'Stopped' ? [{ evidence, instance, exit }] : [];
  });
  const [worst] = ended.toSorted((a, b) => weight(b.instance) - weight(a.instance) || b.instance.restarts - a.instance.restarts);
  return worst ?? null;
}

/** How the instance ended last, unless that was well before the trouble began (unix ms) and it is well again. */
export function recentExit(instance: Instance, begun: number): Exit | null {
  const exit = instance.last_exit;
  return exit && instance.ready && Date.parse(exit.at) < begun - OLD ? null : exit;
}

/** When the trouble can have begun, in unix ms: with the attempt that failed, or with the service's health. */
export function beginning({ deployment, health, window }: Observations): number {
  if (deployment && deployment.value.status !== 'healthy') return deployment.value.createdAt;
  return health?.value.since ?? window.start;
}

const KILLED = new Set(['SIGKILL', 'SIGSEGV', 'SIGBUS', 'SIGILL']);

/**
 * Whether a program may have ended because of what it says it lacks: not while it runs, nor when it was
 * killed or never begun. True as well when no instance was read, since then nothing speaks against it.
 */
export function endedByItself(observations: Observations): boolean {
  if (!observations.instances) return true;
  const exit = endedInstance(observations)?.exit;
  return exit !== undefined && (exit.reason === 'Error' || exit.reason === 'Completed') && !KILLED.has(exit.signal ?? '');
}

function weight(instance: Instance): number {
  if (instance.state === 'crash_loop') return 3;
  if (instance.state === 'backoff') return 2;
  return instance.ready ? 0 : 1;
}

/** Whether the subject is in trouble at all, as far as instances, health and its own signals show; null when they show nothing. */
export function inTrouble(observations: Observations): boolean | null {
  const { deployment, instances, health } = observations;
  if (deployment?.value.status === 'failed' || deployment?.value.status === 'rolled_back') return true;
  const unwell =
    instances?.value.some((instance) => !instance.ready && instance.state !== 'stopped' && instance.state !== 'stopping') ?? false;
  const judged = health?.value.health;
  if (unwell || judged === 'failing' || judged === 'degraded') return true;
  if (faresWorse(observations) || (observations.alerted && failsNow(observations))) return true;
  // Without an instance, a signal or the wish to be stopped there is nothing that could be well.
  const well = judged === 'healthy' || health?.value.stopped === true || (instances?.value.some((instance) => instance.ready) ?? false);
  return well ? false : null;
}

/** Whether errors or latency stand well above the service's own past, whatever its probes say. */
function faresWorse(observations: Observations): boolean {
  const rises = [
    ['error_rate', 0.05],
    ['latency_p95', 0.25],
  ] as const;
  return rises.some(([signal, floor]) => {
    const line = signalOf(observations, observations.service, signal);
    const step = line && findStep(line.points, floor);
    return step ? step.after >= 3 * step.before : false;
  });
}

/** An alert rings before a rise has lasted: what it says is believed where the newest measurements bear it out. */
const NEWEST = 90_000;
const FAILS_NOW = 0.05;

function failsNow(observations: Observations): boolean {
  const line = signalOf(observations, observations.service, 'error_rate');
  const newest = line?.points.findLast(([at, value]) => value !== null && at >= observations.now - NEWEST);
  return (newest?.[1] ?? 0) >= FAILS_NOW;
}

/** Two spellings of one setting: `ledger.url`, `ledgerUrl` is not one, `LEDGER_URL` is. */
export function sameSetting(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(name: string): string {
  return name.replaceAll(/[.-]/g, '_').toUpperCase();
}
