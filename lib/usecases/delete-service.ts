import { and, eq, isNull } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit, type NewAuditEntry } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { openDeployment } from './open-deployment.ts';
import { resolveService, type ServiceName, type ServiceRow } from './resolve-service.ts';

/**
 * Takes a service out of sight; its history and audit entries stay. 409 while something of it runs
 * or is being deployed: stopping is a deployment that people can see, deleting is not.
 */
export async function deleteService(ctx: Context, input: ServiceName): Promise<void> {
  authorize(ctx.actor, 'admin');
  const found = await resolveService(ctx, input);
  await ctx.db.transaction(async (tx) => {
    await appendAudit(tx, await removeService(ctx, tx, found));
  });
}

/** Takes it out of sight inside the caller's transaction and answers the audit entry to be appended. 409 while something of it runs. */
export async function removeService(ctx: Context, tx: Transaction, found: ServiceRow): Promise<NewAuditEntry> {
  const [service] = await tx
    .select()
    .from(services)
    .where(and(eq(services.id, found.id), isNull(services.deletedAt)))
    .for('update');
  if (!service) throw notFound('service', serviceKey(found));
  const open = await openDeployment(tx, service.id);
  if (open)
    throw new AppError('deployment_in_progress', `${serviceKey(service)} is being changed by deployment ${open.id}. Wait for it to end.`, {
      details: { deployment_id: open.id },
    });
  if (service.platform !== 'external' && service.version !== null && !service.stopped) {
    throw new AppError('conflict', `${serviceKey(service)} is running. Stop it first.`);
  }
  await tx.update(services).set({ deletedAt: ctx.now(), updatedAt: ctx.now() }).where(eq(services.id, service.id));
  await notice(tx, { topic: 'services', id: service.id, service: serviceKey(service), team: service.team, kind: 'deleted' });
  return {
    cluster: service.cluster,
    namespace: service.namespace,
    eventType: 'SERVICE_UPDATE',
    serviceId: service.id,
    service: service.name,
    actor: ctx.actor,
    summary: message('audit.service_deleted', { service: service.name }),
    changes: [{ path: 'deleted', before: false, after: true }],
  };
}
