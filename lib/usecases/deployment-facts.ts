import { desc, eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { deployments } from '#/lib/db/schema.ts';
import type { DeploymentFacts, Endpoint } from '#/lib/diagnosis/observations.ts';
import { hideSecrets, stateChanges } from '#/lib/domain/desired-state.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import type { DeploymentRow } from './present-deployment.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { rollbackTarget } from './rollback-target.ts';

/** A deployment as a diagnosis needs it: names of its configuration without values, and what a rollback restores. */
export async function deploymentFacts(
  ctx: Context,
  input: { id: string },
): Promise<{
  service: ServiceRef;
  deployment: DeploymentFacts;
  previous: DeploymentFacts | null;
  /** Paths of what going back to `previous` would change. */
  restores: string[] | null;
  instances: Instance[];
  others: Instance[];
}> {
  authorize(ctx.actor, 'read');
  const { deployment, service } = await resolveDeployment(ctx, input.id);
  const before = await rollbackTarget(ctx.db, deployment);
  const seen = deployment.observed?.instances ?? [];
  const own = (instance: Instance) => instance.generation === deployment.generation;
  return {
    service: { cluster: service.cluster, namespace: service.namespace, name: service.name },
    deployment: factsOf(deployment, service.secretKeys),
    previous: before ? factsOf(before, service.secretKeys) : null,
    restores: before ? pathsBetween(deployment, before) : null,
    instances: seen.filter(own),
    others: seen.filter((instance) => !own(instance)),
  };
}

function pathsBetween(leaving: DeploymentRow, target: DeploymentRow): string[] {
  return [
    ...(leaving.version === target.version ? [] : ['version']),
    ...(leaving.image === target.image ? [] : ['image']),
    ...stateChanges(leaving.snapshot, target.snapshot).map((change) => change.path),
  ];
}

/** The newest deployment of a service, open or ended; null when it was never deployed. */
export async function newestDeployment(
  ctx: Context,
  input: ServiceName,
): Promise<{ id: string; status: DeploymentRow['status']; finishedAt: Date | null } | null> {
  authorize(ctx.actor, 'read');
  const service = await resolveService(ctx, input);
  const [row] = await ctx.db
    .select({ id: deployments.id, status: deployments.status, finishedAt: deployments.finishedAt })
    .from(deployments)
    .where(eq(deployments.serviceId, service.id))
    .orderBy(desc(deployments.generation))
    .limit(1);
  return row ?? null;
}

function factsOf(row: DeploymentRow, secretKeys: string[]): DeploymentFacts {
  const secret = new Set([...row.snapshot.secretKeys, ...secretKeys]);
  const plain = Object.entries(row.snapshot.config).filter(([key]) => !secret.has(key));
  return {
    id: row.id,
    kind: row.kind,
    version: row.version,
    previousVersion: row.previousVersion,
    status: row.status,
    reason: row.reason,
    image: row.image,
    configKeys: Object.keys(row.snapshot.config).sort(),
    endpoints: plain.flatMap(([key, value]) => endpoint(key, value)),
    configChanges: hideSecrets(row.configChanges, secretKeys),
    changeId: row.changeId,
    createdAt: row.createdAt.getTime(),
    startedAt: row.startedAt?.getTime() ?? null,
    watchingSince: row.watchingSince?.getTime() ?? null,
    failureSeenAt: row.failureSeenAt?.getTime() ?? null,
    finishedAt: row.finishedAt?.getTime() ?? null,
  };
}

/** Host and port of a value that is an address; nothing else of it is kept. */
function endpoint(key: string, value: string): Endpoint[] {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    const url = URL.parse(value);
    return url?.hostname ? [{ key, host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port ? Number(url.port) : null }] : [];
  }
  const match = /^([a-z0-9.-]+):(\d{2,5})$/i.exec(value);
  return match?.[1] ? [{ key, host: match[1], port: Number(match[2]) }] : [];
}
