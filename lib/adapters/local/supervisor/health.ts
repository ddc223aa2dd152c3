import type { ProbeResult } from '#/lib/domain/workload.ts';
import { startProbe } from './probes.ts';
import type { InstanceSpec } from './specification.ts';

const STARTING_PERIOD_MS = 200;

/** The last probe results of one run of an instance. */
export type Health = { readiness: ProbeResult | null; liveness: ProbeResult | null; stop(): void };

/** Probes one run of an instance until stopped, and tells of what follows from the results. */
export function watchHealth(given: {
  port: number;
  spec: Pick<InstanceSpec, 'readiness' | 'liveness' | 'startDeadlineMs'>;
  /** Whenever it turns, with the news. */
  onReady: (ready: boolean) => void;
  /** Liveness has failed as often in a row as its threshold says. */
  onDead: () => void;
  /** Not once ready when the start deadline passed; says whether it ever answered. */
  onLate: (reason: 'start_deadline' | 'not_ready') => void;
  /** A result differs from the one before. */
  onNews: () => void;
}): Health {
  const { port, spec } = given;
  const { readiness, liveness } = spec;
  let ready = false;
  let everReady = false;
  const probes: { stop(): void }[] = [];
  const health: Health = { readiness: null, liveness: null, stop };

  const differs = (before: ProbeResult | null, now: ProbeResult) =>
    before?.ok !== now.ok || before.status !== now.status || before.error !== now.error;

  function watchLife(): void {
    if (!liveness) return;
    const onResult = (result: ProbeResult) => {
      const news = differs(health.liveness, result);
      health.liveness = result;
      if (!result.ok && result.streak >= liveness.failure_threshold) given.onDead();
      if (news) given.onNews();
    };
    probes.push(startProbe({ kind: 'liveness', port, definition: liveness, periodMs: () => liveness.period_ms, onResult }));
  }

  let answered = false;
  const onResult = (result: ProbeResult) => {
    // Liveness begins once the process answers at all, so that a slow start is not taken for a death.
    if (!answered && result.status !== null) watchLife();
    answered ||= result.status !== null;
    const news = differs(health.readiness, result);
    health.readiness = result;
    const next: boolean = result.ok || (ready && result.streak < readiness.failure_threshold);
    const turned = next !== ready;
    ready = next;
    everReady ||= next;
    if (turned) given.onReady(next);
    else if (news) given.onNews();
  };
  // Waiting for a start is worth asking more often than the period says.
  const periodMs = () => (everReady ? readiness.period_ms : Math.min(STARTING_PERIOD_MS, readiness.period_ms));
  probes.push(startProbe({ kind: 'readiness', port, definition: readiness, periodMs, onResult }));

  const deadline = setTimeout(() => everReady || given.onLate(answered ? 'not_ready' : 'start_deadline'), spec.startDeadlineMs);

  function stop(): void {
    clearTimeout(deadline);
    for (const probe of probes.splice(0)) probe.stop();
  }
  return health;
}
