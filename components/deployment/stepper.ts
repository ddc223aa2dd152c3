import type { Deployment } from '#/lib/contract/deployments.ts';
import type { DeploymentStage } from '#/lib/domain/deployment.ts';
import { isOpen } from '#/lib/domain/words.ts';

/** `skipped`: the attempt went on without it; `unreached`: it ended before. */
export type StepState = 'done' | 'current' | 'ahead' | 'failed' | 'skipped' | 'unreached';
export type Step = {
  id: DeploymentStage;
  state: StepState;
  /** When it was entered, as far as it was recorded. */
  at: string | null;
  /** Instances that have come up, or seconds watched, of how many. */
  progress: { done: number; of: number } | null;
};

const ORDER = ['queued', 'starting', 'probing', 'watching', 'ended'] as const satisfies readonly DeploymentStage[];

/** The stage an ended attempt got to; the record keeps times, not the last stage. */
function reachedStage(deployment: Deployment): number {
  if (deployment.stage !== 'ended') return ORDER.indexOf(deployment.stage);
  if (deployment.watching_since) return ORDER.indexOf('watching');
  if (!deployment.started_at) return ORDER.indexOf('queued');
  const own = ownInstances(deployment);
  const runs = own.some((instance) => instance.state === 'running' && !instance.ready);
  return ORDER.indexOf(runs ? 'probing' : 'starting');
}

/** Flags and scaling act on instances that an earlier deployment brought. */
function ownInstances(deployment: Deployment) {
  if (deployment.kind === 'flag' || deployment.kind === 'scale') return deployment.instances;
  return deployment.instances.filter((instance) => instance.deployment_id === null || instance.deployment_id === deployment.id);
}

/** A rollback is not watched: its watch ends where it begins. */
function wasWatched({ watching_since: from, watch_until: until }: Deployment): boolean {
  return from !== null && until !== null && Date.parse(until) > Date.parse(from);
}

/** Rolling back replaces the status of a failure; that it was diagnosed tells that it was one. */
function hadFailed({ status, diagnosis }: Deployment): boolean {
  return status === 'failed' || (status === 'rolled_back' && diagnosis !== null);
}

/** Rolling back also replaces the status of one that had passed: its watch was over when it ended. */
function hadBeenHealthy({ status, watch_until: until, finished_at: end }: Deployment): boolean {
  return status === 'rolled_back' && until !== null && end !== null && Date.parse(end) >= Date.parse(until);
}

function stateOf(index: number, reached: number, deployment: Deployment): StepState {
  if (isOpen(deployment.status)) return index < reached ? 'done' : index === reached ? 'current' : 'ahead';
  if (deployment.status === 'healthy' || hadBeenHealthy(deployment)) {
    const watched = ORDER[index] !== 'watching' || wasWatched(deployment);
    return watched ? 'done' : 'skipped';
  }
  if (index < reached) return 'done';
  if (index > reached && ORDER[index] !== 'ended') return 'unreached';
  return hadFailed(deployment) ? 'failed' : 'unreached';
}

function progressOf(id: DeploymentStage, state: StepState, deployment: Deployment, now: number): Step['progress'] {
  if (state !== 'current' && state !== 'failed') return null;
  if (id === 'starting' || id === 'probing') {
    const up = ownInstances(deployment).filter((instance) => (id === 'probing' ? instance.ready : instance.state === 'running'));
    return deployment.replicas > 0 ? { done: Math.min(up.length, deployment.replicas), of: deployment.replicas } : null;
  }
  if (id !== 'watching' || !deployment.watching_since || !deployment.watch_until) return null;
  const start = Date.parse(deployment.watching_since);
  const of = Math.round((Date.parse(deployment.watch_until) - start) / 1000);
  const until = deployment.finished_at ? Date.parse(deployment.finished_at) : now;
  return { done: Math.max(0, Math.min(of, Math.floor((until - start) / 1000))), of };
}

/** The steps of one attempt as a page shows them; `now` in unix milliseconds. */
export function deploymentSteps(deployment: Deployment, now: number): Step[] {
  const reached = reachedStage(deployment);
  const at: Record<DeploymentStage, string | null> = {
    queued: deployment.created_at,
    starting: deployment.started_at,
    probing: null,
    watching: deployment.watching_since,
    ended: deployment.finished_at,
  };
  return ORDER.map((id, index) => {
    const state = stateOf(index, reached, deployment);
    return { id, state, at: at[id], progress: progressOf(id, state, deployment, now) };
  });
}

/** `0:42`; seconds in whole numbers. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
