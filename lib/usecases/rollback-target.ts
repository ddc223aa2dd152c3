import { and, desc, eq, lt } from 'drizzle-orm';
import type { Queryable } from '#/lib/db/client.ts';
import { deployments } from '#/lib/db/schema.ts';
import { stateChanges } from '#/lib/domain/desired-state.ts';
import type { DeploymentRow } from './present-deployment.ts';

/**
 * What a rollback of this deployment restores: the newest earlier one that ended healthy and was
 * another state than the one to leave. Null when there is none. A stop is healthy without having run anything: it speaks for
 * no version, and going back to it would mend nothing.
 */
export async function rollbackTarget(db: Queryable, leaving: DeploymentRow): Promise<DeploymentRow | null> {
  const earlier = await db
    .select()
    .from(deployments)
    .where(
      and(eq(deployments.serviceId, leaving.serviceId), lt(deployments.generation, leaving.generation), eq(deployments.status, 'healthy')),
    )
    .orderBy(desc(deployments.generation))
    .limit(50);
  return earlier.find((candidate) => hasRun(candidate) && !sameState(candidate, leaving)) ?? null;
}

function hasRun({ snapshot }: DeploymentRow): boolean {
  return !snapshot.stopped && snapshot.replicas > 0;
}

function sameState(a: DeploymentRow, b: DeploymentRow): boolean {
  return a.version === b.version && a.image === b.image && stateChanges(a.snapshot, b.snapshot).length === 0;
}
