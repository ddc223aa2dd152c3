import { randomUUIDv7 } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { AcceptedDeployment, DeploymentCreate } from '#/lib/contract/deployments.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import type { EventType, FieldChange } from '#/lib/domain/change.ts';
import type { DeploymentKind } from '#/lib/domain/deployment.ts';
import { stateChanges, type DesiredState } from '#/lib/domain/desired-state.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { openDeployment } from './open-deployment.ts';
import type { ServiceRow } from './resolve-service.ts';
import { sealState } from './seal-state.ts';
import { versionBefore } from './version-before.ts';

/** What a deployment will change, decided on the locked service row. */
export type DeploymentPlan = {
  kind: DeploymentKind;
  eventType: EventType;
  /** The sentence of the audit entry. */
  summary: Message;
  version: string;
  state: DesiredState;
  /** End an open deployment as superseded; otherwise it refuses this one. */
  supersede?: boolean;
  restores?: string;
  release?: Pick<DeploymentCreate, 'image' | 'commit_sha' | 'commits' | 'description'>;
};

/**
 * The one way a service is changed: in one transaction the new desired state under a new generation,
 * the deployment, its job, its audit entry and the notices. 409 `deployment_in_progress` naming the
 * open deployment; two callers at once are settled by the lock on the service's row.
 */
export async function beginDeployment(
  ctx: Context,
  serviceId: string,
  decide: (service: ServiceRow, tx: Transaction) => DeploymentPlan | Promise<DeploymentPlan>,
): Promise<AcceptedDeployment> {
  return ctx.db.transaction(async (tx) => {
    const [service] = await tx
      .select()
      .from(services)
      .where(and(eq(services.id, serviceId), isNull(services.deletedAt)))
      .for('update');
    if (!service) throw notFound('service', serviceId);
    const plan = await decide(service, tx);
    await makeRoom(tx, service, plan);
    return insertDeployment(ctx, tx, service, plan);
  });
}

/** Writes the deployment inside a transaction that holds the service's row and knows that none is open. */
export async function insertDeployment(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  plan: DeploymentPlan,
): Promise<AcceptedDeployment> {
  const { version, release } = plan;
  const state = sealState(ctx, service, plan.state);
  const id = randomUUIDv7();
  const generation = service.generation + 1;
  const previousVersion = versionBefore(service, plan.kind);
  const changes = stateChanges(desiredStateOf(service), state);
  await tx
    .update(services)
    .set({ version, ...state, generation, updatedAt: ctx.now() })
    .where(eq(services.id, service.id));
  await tx.insert(deployments).values({
    id,
    serviceId: service.id,
    kind: plan.kind,
    generation,
    version,
    previousVersion,
    image: release?.image ?? null,
    commitSha: release?.commit_sha ?? null,
    commits: redactTexts(release?.commits ?? []),
    description: redactTexts(release?.description ?? null),
    configChanges: changes,
    snapshot: state,
    status: 'pending',
    reason: message(service.platform === 'external' ? 'reason.waiting_for_report' : 'reason.queued'),
    author: ctx.actor.name,
    actorId: ctx.actor.id,
    restores: plan.restores ?? null,
    createdAt: ctx.now(),
  });
  if (service.platform !== 'external') await enqueue(tx, 'rollout', { deploymentId: id }, { requestId: ctx.requestId });
  await announceDeployment(tx, service, id, 'created');
  const entry = await appendAudit(tx, {
    cluster: service.cluster,
    namespace: service.namespace,
    eventType: plan.eventType,
    serviceId: service.id,
    service: service.name,
    actor: ctx.actor,
    summary: plan.summary,
    changes: [...versionChange(plan.kind, previousVersion, version), ...changes],
    deploymentId: id,
    commitSha: release?.commit_sha,
  });
  await tx.update(deployments).set({ changeId: entry.id }).where(eq(deployments.id, id));
  return { id, status: 'pending', links: { self: `/api/v1/deployments/${id}`, html: `/deployments/${id}` } };
}

/** Tells open pages that a deployment, and with it its service, has changed. */
export async function announceDeployment(tx: Transaction, service: ServiceRow, id: string, kind: string): Promise<void> {
  const about = { service: serviceKey(service), team: service.team };
  await notice(tx, { topic: 'deployments', id, kind, ...about });
  await notice(tx, { topic: 'services', id: service.id, kind: 'deployment', ...about });
}

async function makeRoom(tx: Transaction, service: ServiceRow, plan: DeploymentPlan): Promise<void> {
  const open = await openDeployment(tx, service.id);
  if (!open) return;
  if (!plan.supersede) {
    throw new AppError(
      'deployment_in_progress',
      `${serviceKey(service)} is being changed by deployment ${open.id} (${open.kind}, version ${open.version}). Wait for it to end, or supersede it.`,
      {
        details: { deployment_id: open.id },
      },
    );
  }
  await tx
    .update(deployments)
    .set({ status: 'superseded', stage: 'ended', reason: message('reason.superseded', { version: plan.version }), finishedAt: new Date() })
    .where(eq(deployments.id, open.id));
  await announceDeployment(tx, service, open.id, 'superseded');
}

/** Only these two are about a version; all others leave the one that is asked for, whether it serves or not. */
function versionChange(kind: DeploymentKind, before: string | null, after: string): FieldChange[] {
  return before === after || (kind !== 'release' && kind !== 'rollback') ? [] : [{ path: 'version', before, after }];
}
