import { and, desc, eq, lt } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deployments } from '#/lib/db/schema.ts';
import { undisturbed, type Attempt, type Stretch } from '#/lib/domain/baseline.ts';
import { compare, type Behaviour, type Comparison } from '#/lib/domain/comparison.ts';
import { stateChanges } from '#/lib/domain/desired-state.ts';
import type { Window } from '#/lib/ports.ts';
import { newErrorsOf } from './new-errors.ts';
import type { DeploymentRow } from './present-deployment.ts';
import { behaviourIn, STEP_MS } from './read-behaviour.ts';
import type { ServiceRow } from './resolve-service.ts';
import { slowdownElsewhere } from './slowdown-elsewhere.ts';

const ATTEMPTS = 50;

/** What a comparison was made of: the time before, and the behaviour in it, which later looks need not read again. */
export type Before = { window: Window; stretches: Stretch[]; version: string; behaviour: Behaviour };
export type BehaviourComparison = { comparison: Comparison; before: Before; window: Window; after: Behaviour };

/** The newest undisturbed time of the state that served before this deployment, and how it behaved; null when nothing served. */
export async function behaviourBefore(ctx: Context, service: ServiceRow, deployment: DeploymentRow): Promise<Before | null> {
  authorize(ctx.actor, 'telemetry:read');
  const earlier = await ctx.db
    .select()
    .from(deployments)
    .where(and(eq(deployments.serviceId, service.id), lt(deployments.generation, deployment.generation)))
    .orderBy(desc(deployments.generation))
    .limit(ATTEMPTS);
  const served = earlier.find((row) => row.status === 'healthy');
  if (!served || served.snapshot.stopped) return null;
  const attempts = earlier.toReversed().map((row) => attemptOf(row, served));
  const stretches = undisturbed(attempts, deployment.createdAt.getTime());
  const end = deployment.createdAt.getTime();
  const window = { start: stretches[0]?.start ?? end, end };
  const behaviour = stretches.length === 0 ? { samples: [], routes: [] } : await behaviourIn(ctx, service, { window, stretches });
  return { window, stretches, version: served.version, behaviour };
}

/** Compares what a deployment brought, from its watch on, `since` at the earliest, until `until` (unix ms), with the time before it. */
export async function compareBehaviour(
  ctx: Context,
  input: { service: ServiceRow; deployment: DeploymentRow; before: Before; until: number; since?: number },
): Promise<BehaviourComparison | null> {
  authorize(ctx.actor, 'telemetry:read');
  const { service, deployment, before, until } = input;
  if (!deployment.watchingSince) return null;
  const since = Math.max(deployment.watchingSince.getTime(), input.since ?? 0);
  if (until <= since) return null;
  const window = { start: since, end: until };
  const version = deployment.version === before.version ? undefined : deployment.version;
  const [after, control, newErrors] = await Promise.all([
    behaviourIn(ctx, service, { window, stretches: [{ start: since, end: until }], version }),
    slowdownElsewhere(ctx, service, { before: before.stretches, window: { start: before.window.start, end: until }, after: window }),
    newErrorsOf(ctx, { service, deployment, stretches: before.stretches, before: before.window, after: window }),
  ]);
  return { comparison: compare({ before: before.behaviour, after, control, newErrors }), before, window, after };
}

/** Whether the step that the end of a watch lies in is still to be measured. */
export function isMeasured(after: Behaviour, until: number): boolean {
  const last = after.samples.at(-1);
  return last === undefined || last.at >= until - 1.5 * STEP_MS;
}

function attemptOf(row: DeploymentRow, served: DeploymentRow): Attempt {
  return {
    status: row.status,
    same: row.version === served.version && row.image === served.image && stateChanges(row.snapshot, served.snapshot).length === 0,
    begunAt: (row.startedAt ?? row.createdAt).getTime(),
    watchingAt: row.watchingSince?.getTime() ?? null,
    finishedAt: row.finishedAt?.getTime() ?? null,
  };
}
