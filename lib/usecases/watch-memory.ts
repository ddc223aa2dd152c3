import type { Context } from '#/lib/context.ts';
import type { Comparison } from '#/lib/domain/comparison.ts';
import type { Readiness } from '#/lib/domain/rollout-failure.ts';
import { instancesOf } from '#/lib/domain/rollout.ts';
import type { WorkloadStatus } from '#/lib/domain/workload.ts';
import { behaviourBefore, compareBehaviour, isMeasured, type Before } from './compare-behaviour.ts';
import { endsBefore } from './ends-before.ts';
import type { DeploymentRow } from './present-deployment.ts';
import type { ServiceRow } from './resolve-service.ts';

/** Metrics come every five seconds; looking more often shows nothing new. */
const LOOK_EVERY_MS = 2_500;
/** At the end of a watch each pass looks, so that its last measurement decides as soon as it is there. */
const END_MS = 6_000;

/** What a watcher knows of one open deployment from pass to pass; another one that takes over begins anew. */
export type Remembered = {
  /** Since when the platform could not be asked. */
  silentSince: Date | null;
  readiness: Readiness;
  /** Read once; undefined before that. */
  before: Before | null | undefined;
  comparison: Comparison | null;
  measured: boolean;
  lookedAt: number;
};
export type WatchMemory = Map<string, Remembered>;

/** The memory of a deployment that is seen for the first time. */
export function nothingRemembered(): Remembered {
  const readiness = { missingSince: null, lost: 0, endsBefore: 0 };
  return { silentSince: null, readiness, before: undefined, comparison: null, measured: true, lookedAt: 0 };
}

/** Counts how often instances stop being ready within the watch, and since when they are not. */
export function noteReadiness(known: Remembered, deployment: DeploymentRow, observed: WorkloadStatus, now: Date): void {
  if (!deployment.watchingSince) return;
  const ready = instancesOf(deployment, observed).filter((instance) => instance.ready).length;
  if (ready >= deployment.snapshot.replicas) known.readiness.missingSince = null;
  else if (known.readiness.missingSince === null) {
    known.readiness.missingSince = now;
    known.readiness.lost += 1;
  }
}

/** Compares what serves now with what served before, as often as there can be news. Metrics that cannot be read fail nobody. */
export async function lookAtBehaviour(ctx: Context, known: Remembered, service: ServiceRow, deployment: DeploymentRow): Promise<void> {
  const now = ctx.now().getTime();
  const until = deployment.watchUntil?.getTime() ?? now;
  if (now - known.lookedAt < LOOK_EVERY_MS && now < until - END_MS) return;
  known.lookedAt = now;
  try {
    if (known.before === undefined) {
      known.before = await behaviourBefore(ctx, service, deployment);
      // Over a time as long as the whole watch, whichever worker takes it over in between.
      const watched = until - (deployment.watchingSince?.getTime() ?? now);
      known.readiness.endsBefore = known.before ? await endsBefore(ctx, service, known.before, watched) : 0;
    }
    const looked = known.before && (await compareBehaviour(ctx, { service, deployment, before: known.before, until: now }));
    if (!looked) return;
    known.comparison = looked.comparison;
    known.measured = isMeasured(looked.after, until);
  } catch (error) {
    ctx.signal.throwIfAborted();
    ctx.log.warn({ err: error, deployment: deployment.id }, 'the behaviour in a watch could not be compared');
  }
}
