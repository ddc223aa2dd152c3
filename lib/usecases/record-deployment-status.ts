import { and, eq, inArray, lt, gt } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import type { EventType } from '#/lib/domain/change.ts';
import type { DeploymentKind, DeploymentStatus } from '#/lib/domain/deployment.ts';
import { isOpen } from '#/lib/domain/words.ts';
import type { RolloutState } from '#/lib/domain/rollout.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import type { WorkloadStatus } from '#/lib/domain/workload.ts';
import { announceDeployment } from './begin-deployment.ts';
import { planChangeEvents } from './plan-change-events.ts';
import { queueDiagnosis } from './queue-diagnosis.ts';
import type { ServiceRow } from './resolve-service.ts';

type DeploymentRow = typeof deployments.$inferSelect;

const eventTypes = {
  release: 'DEPLOYMENT',
  rollback: 'ROLLBACK',
  config: 'CONFIG_UPDATE',
  flag: 'FEATURE_FLAG',
  scale: 'SCALE',
  restart: 'RESTART',
} as const satisfies Record<DeploymentKind, EventType>;

export type StatusRecord = {
  deploymentId: string;
  /** The status that the decision was made upon; another one by now means that it is out of date. */
  expected: DeploymentStatus;
  state: Pick<RolloutState, 'status' | 'stage' | 'reason'> & Partial<Pick<RolloutState, 'watchingSince' | 'watchUntil'>>;
  /** The instances as seen now; the deployment keeps the last ones. */
  observed?: WorkloadStatus;
};

/**
 * Writes what was learned of an open deployment. When it ends: the state, its audit entry, on a
 * failure one diagnosis with its job, and the notices commit together. False: somebody else was faster.
 */
export async function recordDeploymentStatus(ctx: Context, input: StatusRecord): Promise<boolean> {
  authorize(ctx.actor, 'deployments:write');
  return ctx.db.transaction(async (tx) => {
    // The service first, as every change of it does, so that two of them cannot wait for each other.
    const [found] = await tx.select({ serviceId: deployments.serviceId }).from(deployments).where(eq(deployments.id, input.deploymentId));
    const [service] = found ? await tx.select().from(services).where(eq(services.id, found.serviceId)).for('update') : [];
    if (!service) return false;
    const { status, stage, reason, watchingSince, watchUntil } = input.state;
    const now = ctx.now();
    const [deployment] = await tx
      .update(deployments)
      .set({
        status,
        stage,
        reason,
        watchingSince,
        watchUntil,
        observed: input.observed,
        ...(input.expected === 'pending' && status !== 'pending' ? { startedAt: now } : {}),
        ...(isOpen(status) ? {} : { finishedAt: now }),
        ...(status === 'failed' ? { failureSeenAt: now } : {}),
      })
      .where(and(eq(deployments.id, input.deploymentId), eq(deployments.status, input.expected)))
      .returning();
    if (!deployment) return false;
    // A stop serves nothing, whatever version it was asked of.
    if (status === 'healthy' && !deployment.snapshot.stopped) await recordServing(tx, service, deployment, now);
    if (status === 'failed') await diagnose(ctx, tx, service, deployment);
    await announceDeployment(tx, service, deployment.id, isOpen(status) ? stage : status);
    if (status === 'healthy' || status === 'failed') {
      await planChangeEvents(tx, { deploymentId: deployment.id });
      await auditEnd(ctx, tx, service, deployment);
    }
    return true;
  });
}

/** The version serves from now on; a rollback that came up marks all that it undid. */
async function recordServing(tx: Transaction, service: ServiceRow, deployment: DeploymentRow, now: Date): Promise<void> {
  if (service.servingVersion !== deployment.version) {
    await tx
      .update(services)
      .set({ servingVersion: deployment.version, servingSince: now, updatedAt: now })
      .where(eq(services.id, service.id));
  }
  if (deployment.kind !== 'rollback' || deployment.restores === null) return;
  const [restored] = await tx
    .select({ generation: deployments.generation })
    .from(deployments)
    .where(eq(deployments.id, deployment.restores));
  if (!restored) return;
  const undone = await tx
    .update(deployments)
    .set({ status: 'rolled_back' })
    .where(
      and(
        eq(deployments.serviceId, service.id),
        gt(deployments.generation, restored.generation),
        lt(deployments.generation, deployment.generation),
        inArray(deployments.status, ['failed', 'healthy']),
      ),
    )
    .returning({ id: deployments.id });
  for (const { id } of undone) await announceDeployment(tx, service, id, 'rolled_back');
}

/** Run with the control plane's own rights: whoever may report a failure need not be one who may look into it. */
async function diagnose(ctx: Context, tx: Transaction, service: ServiceRow, deployment: DeploymentRow): Promise<void> {
  await queueDiagnosis(tx, {
    requestId: ctx.requestId,
    trigger: 'deployment',
    actor: SYSTEM,
    serviceId: service.id,
    deploymentId: deployment.id,
    subject: {
      cluster: service.cluster,
      namespace: service.namespace,
      service: service.name,
      deployment_id: deployment.id,
      version: deployment.version,
    },
    question: message(`reason.why_failed_${deployment.kind}`, { service: service.name, version: deployment.version }),
    language: ctx.language,
    requestedAt: deployment.failureSeenAt ?? undefined,
  });
}

async function auditEnd(ctx: Context, tx: Transaction, service: ServiceRow, deployment: DeploymentRow): Promise<void> {
  await appendAudit(tx, {
    cluster: service.cluster,
    namespace: service.namespace,
    eventType: eventTypes[deployment.kind],
    serviceId: service.id,
    service: service.name,
    actor: ctx.actor,
    summary: endSummary(service, deployment),
    changes: [{ path: `deployments.${deployment.id}.status`, before: 'progressing', after: deployment.status }],
    deploymentId: deployment.id,
  });
}

function endSummary(service: ServiceRow, { kind, status, version }: DeploymentRow): Message {
  return message(status === 'healthy' ? 'audit.ended_healthy' : 'audit.ended_failed', { kind, service: service.name, version });
}
