import type { Instance } from '#/lib/domain/workload.ts';

const badness = { crash_loop: 4, backoff: 3, starting: 1, running: 0, stopping: 0, stopped: 0 } satisfies Record<Instance['state'], number>;

function rank(instance: Instance): number {
  const ended = instance.last_exit !== null && instance.last_exit.reason !== 'Completed' && instance.last_exit.reason !== 'Stopped';
  return badness[instance.state] * 1000 + (instance.ready ? 0 : 100) + (ended ? 50 : 0) + Math.min(instance.restarts, 49);
}

/** The instance that fails worst, by state, readiness, how it last ended and restarts; null when all are well. */
export function worstInstance(instances: readonly Instance[]): Instance | null {
  const failing = instances.filter((instance) => !instance.ready || badness[instance.state] > 1);
  return failing.reduce<Instance | null>((worst, instance) => (worst === null || rank(instance) > rank(worst) ? instance : worst), null);
}
