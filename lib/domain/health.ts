import type { Health } from './service.ts';
import { message, type Message } from './text.ts';
import type { WorkloadStatus } from './workload.ts';

/** Share of failed requests from which a service counts as degraded, and as failing. */
export const DEGRADED_ERRORS = 0.05;
export const FAILING_ERRORS = 0.5;
/** A p95 this many times that of the hour before, and at least this slow in seconds, counts as degraded. */
const SLOWER = 3;
const SLOW_SECONDS = 0.5;

/** What is known of a service when its health is judged. */
export type HealthFacts = {
  /** It runs where we cannot look; only its signals speak. */
  external: boolean;
  deployed: boolean;
  stopped: boolean;
  /** Instances asked for. */
  replicas: number;
  /** The newest generation asked for, and the version it is of. */
  generation: number;
  version: string | null;
  /** null: the platform could not be asked. */
  platform: WorkloadStatus | null;
  /** Means over the last minute and the hour before it; null is "no data". */
  signals: { traffic: number | null; errorRate: number | null; p95: number | null; p95Before: number | null };
};

export type HealthVerdict = { health: Health; reason: Message | null; ready: number | null };

/** Judges a service's health by one rule after the other; `reason.key` names the one that decided. */
export function judgeHealth(facts: HealthFacts): HealthVerdict {
  if (facts.external) return bySignals(facts, null);
  if (!facts.deployed) return verdict('unknown', message('reason.never_deployed'), null);
  if (!facts.platform) return verdict('unknown', message('reason.platform_silent'), null);
  const living = facts.platform.instances.filter((instance) => instance.state !== 'stopped' && instance.state !== 'stopping');
  const ready = living.filter((instance) => instance.ready).length;
  if (facts.stopped || facts.replicas === 0) return verdict('unknown', message('reason.stopped_on_purpose'), ready);
  if (ready === 0) return nothingReady(facts, facts.platform);

  const { platform } = facts;
  if (platform.failure && platform.observedGeneration === facts.generation) {
    const serving = living.find((instance) => instance.ready)?.version ?? '';
    return verdict('degraded', message('reason.newest_does_not_start', { version: facts.version ?? '', serving }), ready);
  }
  const own = bySignals(facts, ready);
  if (own.health === 'failing') return own;
  // While instances are exchanged fewer may be ready; a rolling change is told of elsewhere.
  if (ready < facts.replicas && living.some((instance) => instance.restarts > 0 || instance.last_exit)) {
    return verdict('degraded', message('reason.partly_ready', { ready, desired: facts.replicas }), ready);
  }
  return own.health === 'unknown' ? verdict('healthy', null, ready) : own;
}

function nothingReady(facts: HealthFacts, platform: WorkloadStatus): HealthVerdict {
  const gone = platform.instances.some((instance) => instance.restarts > 0 || instance.last_exit || instance.state === 'crash_loop');
  if (platform.failure || gone) return verdict('failing', message('reason.nothing_ready', { desired: facts.replicas }), 0);
  const wasReady = platform.instances.some(
    (instance) => instance.state === 'running' && instance.readiness?.ok === false && instance.readiness.streak >= 3,
  );
  return wasReady
    ? verdict('failing', message('reason.probes_fail', { desired: facts.replicas }), 0)
    : verdict('unknown', message('reason.starting_up'), 0);
}

function bySignals({ signals }: HealthFacts, ready: number | null): HealthVerdict {
  const { traffic, errorRate, p95, p95Before } = signals;
  if (traffic === null || traffic === 0 || errorRate === null) return verdict('unknown', message('reason.no_data'), ready);
  const percent = Math.round(errorRate * 1000) / 10;
  if (errorRate >= FAILING_ERRORS) return verdict('failing', message('reason.errors', { percent }), ready);
  if (errorRate >= DEGRADED_ERRORS) return verdict('degraded', message('reason.errors', { percent }), ready);
  if (p95 !== null && p95Before !== null && p95 >= SLOW_SECONDS && p95 >= SLOWER * p95Before) {
    return verdict('degraded', message('reason.slow', { now: Math.round(p95 * 1000), before: Math.round(p95Before * 1000) }), ready);
  }
  return verdict('healthy', null, ready);
}

function verdict(health: Health, reason: Message | null, ready: number | null): HealthVerdict {
  return { health, reason, ready };
}
