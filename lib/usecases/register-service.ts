import { randomUUIDv7 } from 'node:crypto';
import { and, eq, max } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { appendAudit, type NewAuditEntry } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import type { ServiceRow } from './resolve-service.ts';

type Fields = Partial<typeof services.$inferInsert> & Pick<typeof services.$inferInsert, 'platform'>;

/** Inserts a service with its audit entry inside the caller's transaction. Null when it exists already. */
export async function registerService(ctx: Context, tx: Transaction, ref: ServiceRef, fields: Fields): Promise<ServiceRow | null> {
  const row = await insertService(ctx, tx, ref, fields);
  if (row) await appendAudit(tx, registration(ctx, row));
  return row;
}

/** Inserts a service; null when it exists already, also when another caller has just made it. */
export async function insertService(ctx: Context, tx: Transaction, ref: ServiceRef, fields: Fields): Promise<ServiceRow | null> {
  // A platform remembers generations by name, so that a service made anew goes on counting.
  const [former] = await tx
    .select({ generation: max(services.generation) })
    .from(services)
    .where(and(eq(services.cluster, ref.cluster), eq(services.namespace, ref.namespace), eq(services.name, ref.name)));
  const [row] = await tx
    .insert(services)
    .values({ ...fields, ...ref, id: randomUUIDv7(), generation: former?.generation ?? 0, createdAt: ctx.now(), updatedAt: ctx.now() })
    .onConflictDoNothing()
    .returning();
  if (row) await notice(tx, { topic: 'services', id: row.id, service: serviceKey(row), team: row.team, kind: 'created' });
  return row ?? null;
}

/** The audit entry of a service that was inserted. */
export function registration(ctx: Context, row: ServiceRow): NewAuditEntry {
  return {
    cluster: row.cluster,
    namespace: row.namespace,
    eventType: 'SERVICE_UPDATE',
    serviceId: row.id,
    service: row.name,
    actor: ctx.actor,
    summary: message('audit.service_created', { service: row.name, team: row.team }),
    changes: [{ path: 'team', before: null, after: row.team }],
  };
}
