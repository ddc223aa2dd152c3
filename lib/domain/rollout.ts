import type { DeploymentKind, DeploymentStage, DeploymentStatus } from './deployment.ts';
import { isOpen } from './words.ts';
import { healthyReason, worseReason, type Comparison } from './comparison.ts';
import { failureInWatch, failureOf, READY_SECONDS, type Readiness } from './rollout-failure.ts';
import { message, type Message } from './text.ts';
import type { Instance, WorkloadStatus } from './workload.ts';

/** Seconds for which a platform may be silent before its deployment is given up. */
export const UNREACHABLE_SECONDS = 120;
/** Seconds beyond the end of a watch for which its last measurement is waited for. */
const LATE_SECONDS = 4;

/** What is known of one deployment, apart from what its platform says. */
export type RolloutFacts = {
  kind: DeploymentKind;
  version: string;
  status: DeploymentStatus;
  stage: DeploymentStage;
  reason: Message | null;
  generation: number;
  /** Instances asked for; 0 when it stops the service. */
  replicas: number;
  createdAt: Date;
  /** When the platform took note of it; null while it is pending. */
  startedAt: Date | null;
  watchingSince: Date | null;
  watchUntil: Date | null;
  /** Since when the platform could not be asked; null when it can. */
  unreachableSince: Date | null;
  /** How the state that is watched compares with the one before; null when it has not been compared. */
  comparison: Comparison | null;
  /** The comparison holds all that was measured until the watch's end. */
  measured: boolean;
  readiness: Readiness;
};

/** Where the deployment stands now; `reason.key` names the rule that decided it. */
export type RolloutState = {
  status: DeploymentStatus;
  stage: DeploymentStage;
  reason: Message | null;
  watchingSince: Date | null;
  watchUntil: Date | null;
};

/**
 * The state machine of a deployment on a platform that we watch, as one decision: pending →
 * progressing (starting, probing, watching) → healthy | failed | superseded. What has ended never
 * changes; `healthy` is never decided before the watch is over. `watchSeconds` is the length of a
 * watch (`watchSecondsOf`). `platform` is null when the platform could not be asked.
 */
export function nextState(facts: RolloutFacts, platform: WorkloadStatus | null, now: Date, watchSeconds: number): RolloutState {
  if (!isOpen(facts.status)) return stay(facts);
  if (facts.status === 'pending') return waitForTakeUp(facts, now);
  if (!platform) return waitForPlatform(facts, now);
  if (platform.observedGeneration > facts.generation) return end(facts, 'superseded', message('reason.superseded_on_platform'));
  if (platform.observedGeneration < facts.generation) return waitForTakeUp(facts, now);

  const instances = instancesOf(facts, platform);
  if (facts.replicas === 0) return waitForStop(facts, platform, now);

  const failure =
    failureOf(facts, platform, instances, now) ??
    (facts.watchingSince ? (failureInWatch(facts, instances, facts.watchingSince, now) ?? worseReason(facts.comparison)) : null);
  if (failure) return end(facts, 'failed', failure);
  if (facts.watchingSince && facts.watchUntil) return watch(facts, facts.watchUntil, now);

  const ready = instances.filter((instance) => instance.ready).length;
  const counts = { ready, desired: facts.replicas };
  if (ready >= facts.replicas) return beginWatch(facts, now, watchSeconds);
  const alive = instances.filter((instance) => instance.state === 'running').length;
  return alive >= facts.replicas
    ? at(facts, 'probing', message('reason.probing', counts))
    : at(facts, 'starting', message('reason.starting', counts));
}

/** A rollback and a stop are not watched; neither is taking over what a platform file describes, which replaces nothing. */
export function watchSecondsOf(deployment: { kind: DeploymentKind; replicas: number; adopted: boolean }, watchSeconds: number): number {
  return deployment.kind === 'rollback' || deployment.replicas === 0 || deployment.adopted ? 0 : watchSeconds;
}

/** The instances that this deployment is about: flags and scale act on those that run its version, all else replaces them. */
export function instancesOf(facts: Pick<RolloutFacts, 'kind' | 'version' | 'generation'>, platform: WorkloadStatus): Instance[] {
  const inPlace = facts.kind === 'flag' || facts.kind === 'scale';
  return platform.instances.filter(
    (instance) =>
      instance.state !== 'stopping' &&
      instance.state !== 'stopped' &&
      (inPlace ? instance.version === facts.version : instance.generation === facts.generation),
  );
}

function waitForTakeUp(facts: RolloutFacts, now: Date): RolloutState {
  const since = facts.startedAt ?? facts.createdAt;
  if (seconds(since, now) >= UNREACHABLE_SECONDS)
    return end(facts, 'failed', message('reason.not_taken_up', { seconds: UNREACHABLE_SECONDS }));
  return facts.status === 'pending' ? stay(facts) : at(facts, 'starting', message('reason.waiting_for_platform'));
}

function waitForPlatform(facts: RolloutFacts, now: Date): RolloutState {
  const since = facts.unreachableSince ?? now;
  if (seconds(since, now) >= UNREACHABLE_SECONDS)
    return end(facts, 'failed', message('reason.platform_unreachable', { seconds: UNREACHABLE_SECONDS }));
  return stay(facts);
}

function waitForStop(facts: RolloutFacts, platform: WorkloadStatus, now: Date): RolloutState {
  const left = platform.instances.filter((instance) => instance.state !== 'stopped').length;
  if (left === 0) return end(facts, 'healthy', message('reason.stopped'));
  if (seconds(facts.startedAt ?? facts.createdAt, now) >= READY_SECONDS)
    return end(facts, 'failed', message('reason.not_stopped', { left, seconds: READY_SECONDS }));
  return at(facts, 'starting', message('reason.stopping', { left }));
}

function beginWatch(facts: RolloutFacts, now: Date, watchSeconds: number): RolloutState {
  if (watchSeconds <= 0)
    return end(
      { ...facts, watchingSince: facts.watchingSince ?? now, watchUntil: facts.watchUntil ?? now },
      'healthy',
      message('reason.healthy'),
    );
  const watchUntil = new Date(now.getTime() + watchSeconds * 1000);
  return {
    status: 'progressing',
    stage: 'watching',
    reason: message('reason.watching', { seconds: watchSeconds }),
    watchingSince: now,
    watchUntil,
  };
}

function watch(facts: RolloutFacts, until: Date, now: Date): RolloutState {
  const over = now >= until && (facts.measured || seconds(until, now) >= LATE_SECONDS);
  return over ? end(facts, 'healthy', healthyReason(facts.comparison)) : { ...stay(facts), status: 'progressing', stage: 'watching' };
}

function at(facts: RolloutFacts, stage: DeploymentStage, reason: Message): RolloutState {
  return { ...stay(facts), status: 'progressing', stage, reason };
}

function end(facts: RolloutFacts, status: DeploymentStatus, reason: Message): RolloutState {
  return { ...stay(facts), status, stage: 'ended', reason };
}

function stay(facts: RolloutFacts): RolloutState {
  return {
    status: facts.status,
    stage: facts.stage,
    reason: facts.reason,
    watchingSince: facts.watchingSince,
    watchUntil: facts.watchUntil,
  };
}

function seconds(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
