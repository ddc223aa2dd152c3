import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { OPEN_STATUSES } from '#/lib/domain/words.ts';
import { nextState, watchSecondsOf, type RolloutFacts } from '#/lib/domain/rollout.ts';
import type { WorkloadStatus } from '#/lib/domain/workload.ts';
import type { DeploymentRow } from './present-deployment.ts';
import { recordDeploymentStatus } from './record-deployment-status.ts';
import type { ServiceRow } from './resolve-service.ts';
import { startRollout } from './start-rollout.ts';
import { lookAtBehaviour, noteReadiness, nothingRemembered, type Remembered, type WatchMemory } from './watch-memory.ts';

const OBSERVE_DEADLINE_MS = 5_000;
/** After this long a pending deployment's job is taken for lost and its work is done here. */
const LOST_JOB_MS = 5_000;

export type WatchInput = { watchSeconds: number; memory: WatchMemory };

/**
 * One pass over the open deployments: asks the platform, decides, records what has changed. Several
 * watchers may pass at once; recording settles which of them was first. One deployment's trouble
 * does not keep the others waiting. Answers how many are open.
 */
export async function watchDeployments(ctx: Context, input: WatchInput): Promise<{ open: number }> {
  authorize(ctx.actor, 'deployments:write');
  const rows = await ctx.db
    .select({ deployment: deployments, service: services, now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8` })
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(and(inArray(deployments.status, [...OPEN_STATUSES]), ne(services.platform, 'external')));
  const open = new Set(rows.map((row) => row.deployment.id));
  for (const id of input.memory.keys()) if (!open.has(id)) input.memory.delete(id);
  await Promise.all(
    rows.map(async ({ deployment, service, now }) => {
      const at = new Date(now);
      await watchOne({ ...ctx, now: () => at }, input, deployment, service).catch((error: unknown) => {
        ctx.log.warn({ err: error, deployment: deployment.id }, 'a deployment could not be watched in this pass');
      });
    }),
  );
  return { open: rows.length };
}

async function watchOne(ctx: Context, { watchSeconds, memory }: WatchInput, deployment: DeploymentRow, service: ServiceRow): Promise<void> {
  const now = ctx.now();
  const pending = deployment.status === 'pending';
  if (pending && now.getTime() - deployment.createdAt.getTime() < LOST_JOB_MS) return;
  if (pending)
    await startRollout(ctx, { deploymentId: deployment.id }).catch((error: unknown) =>
      ctx.log.warn({ err: error, deployment: deployment.id }, 'the platform did not take a deployment'),
    );

  const observed = pending ? null : await observe(ctx, service);
  const known = memory.get(deployment.id) ?? nothingRemembered();
  memory.set(deployment.id, known);
  if (observed || pending) known.silentSince = null;
  else known.silentSince ??= now;
  if (observed) noteReadiness(known, deployment, observed, now);
  if (deployment.watchingSince && deployment.kind !== 'rollback') await lookAtBehaviour(ctx, known, service, deployment);

  const facts = factsOf(deployment, known);
  const adopted = deployment.actorId === SYSTEM.id && deployment.previousVersion === null;
  const seconds = watchSecondsOf({ kind: deployment.kind, replicas: facts.replicas, adopted }, watchSeconds);
  const state = nextState(facts, observed, now, seconds);
  const moved =
    state.status !== deployment.status || state.stage !== deployment.stage || !isDeepStrictEqual(state.reason, deployment.reason);
  const seen = observed !== null && outline(observed) !== outline(deployment.observed);
  if (moved || seen)
    await recordDeploymentStatus(ctx, { deploymentId: deployment.id, expected: deployment.status, state, observed: observed ?? undefined });
}

async function observe(ctx: Context, service: ServiceRow): Promise<WorkloadStatus | null> {
  const ref = { cluster: service.cluster, namespace: service.namespace, name: service.name };
  return ctx.ports.platform.observe(ref, AbortSignal.any([ctx.signal, AbortSignal.timeout(OBSERVE_DEADLINE_MS)])).catch(() => null);
}

function factsOf(row: DeploymentRow, known: Remembered): RolloutFacts {
  const { kind, version, status, stage, reason, generation, snapshot, createdAt, startedAt, watchingSince, watchUntil } = row;
  return {
    kind,
    version,
    status,
    stage,
    reason,
    generation,
    replicas: snapshot.stopped ? 0 : snapshot.replicas,
    createdAt,
    startedAt,
    watchingSince,
    watchUntil,
    unreachableSince: known.silentSince,
    comparison: known.comparison,
    measured: known.measured,
    readiness: known.readiness,
  };
}

/** What a page shows of the instances; memory moves all the time and alone is no reason to write. */
function outline(status: WorkloadStatus | null): string {
  if (!status) return '';
  const instances = status.instances.map(({ id, state, ready, restarts, last_exit, next_start_at }) => [
    id,
    state,
    ready,
    restarts,
    last_exit?.at,
    next_start_at,
  ]);
  return JSON.stringify([status.observedGeneration, status.failure, instances]);
}
