import { randomUUIDv7 } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#/lib/domain/actor.ts';
import type { EventType, FieldChange } from '#/lib/domain/change.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { CHAIN_START, entryHash } from './audit-hash.ts';
import type { Transaction } from './client.ts';
import { notice } from './notify.ts';
import { auditEntries, auditHeads, services } from './schema.ts';

/** Where an entry comes from when nobody says otherwise. */
export const OWN_SOURCE = 'control-plane';

export type NewAuditEntry = {
  cluster?: string;
  namespace: string;
  /** When it happened; left out: now, by the database's clock. */
  timestamp?: Date;
  eventType: EventType;
  serviceId?: string | null;
  service?: string | null;
  /** Who did it; the caller must have checked that a differing `author` may be named. */
  actor: Actor;
  author?: string;
  source?: string;
  /** A Message is shown in the reader's language; a string is somebody's own words. */
  summary: Message | string;
  /** Never with a secret's value. */
  changes?: FieldChange[];
  deploymentId?: string | null;
  commitSha?: string | null;
  url?: string | null;
  /** The source's own id: a second entry with it is not made. */
  externalId?: string | null;
};

/**
 * Appends an entry to its namespace's chain and tells the open pages when the transaction commits.
 * To be called last in it: it locks the end of the chain until then. `created: false` and the id of
 * the first one when the source has sent this `externalId` before.
 */
export async function appendAudit(tx: Transaction, entry: NewAuditEntry): Promise<{ id: string; created: boolean }> {
  const cluster = entry.cluster ?? 'default';
  const source = entry.source ?? OWN_SOURCE;
  const head = await lockHead(tx, cluster, entry.namespace);

  const unhashed = {
    id: randomUUIDv7(),
    cluster,
    namespace: entry.namespace,
    position: head.position + 1,
    timestamp: entry.timestamp ?? head.now,
    recordedAt: head.now,
    eventType: entry.eventType,
    serviceId: entry.serviceId ?? null,
    service: entry.service ?? null,
    author: entry.author ?? entry.actor.name,
    actorId: entry.actor.id,
    source,
    summary: typeof entry.summary === 'string' ? entry.summary : renderMessage(entry.summary, 'en'),
    summaryMessage: typeof entry.summary === 'string' ? null : entry.summary,
    changes: entry.changes ?? [],
    deploymentId: entry.deploymentId ?? null,
    commitSha: entry.commitSha ?? null,
    url: entry.url ?? null,
    externalId: entry.externalId ?? null,
    previousHash: head.hash,
  };
  const hash = entryHash(unhashed);
  const [inserted] = await tx
    .insert(auditEntries)
    .values({ ...unhashed, hash })
    .onConflictDoNothing({ target: [auditEntries.source, auditEntries.externalId], where: sql`external_id is not null` })
    .returning({ id: auditEntries.id });
  if (!inserted) return { id: await idOf(tx, source, unhashed.externalId ?? ''), created: false };

  await tx
    .update(auditHeads)
    .set({ position: unhashed.position, hash })
    .where(and(eq(auditHeads.cluster, cluster), eq(auditHeads.namespace, entry.namespace)));
  const team = await teamOf(tx, unhashed.serviceId);
  const service = unhashed.service === null ? null : serviceKey({ cluster, namespace: entry.namespace, name: unhashed.service });
  await notice(tx, { topic: 'changes', id: inserted.id, service, team, kind: entry.eventType });
  return { id: inserted.id, created: true };
}

async function lockHead(tx: Transaction, cluster: string, namespace: string): Promise<{ position: number; hash: string; now: Date }> {
  await tx.insert(auditHeads).values({ cluster, namespace, position: 0, hash: CHAIN_START }).onConflictDoNothing();
  const [head] = await tx
    .select({ position: auditHeads.position, hash: auditHeads.hash })
    .from(auditHeads)
    .where(and(eq(auditHeads.cluster, cluster), eq(auditHeads.namespace, namespace)))
    .for('update');
  // Asked only once the lock is held, so that time grows along the chain.
  const [clock] = await tx.execute<{ ms: string }>(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`);
  if (!head || !clock) throw new Error(`The audit chain of "${cluster}/${namespace}" has no end to append to.`);
  return { ...head, now: new Date(Number(clock.ms)) };
}

async function idOf(tx: Transaction, source: string, externalId: string): Promise<string> {
  const [existing] = await tx
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(and(eq(auditEntries.source, source), eq(auditEntries.externalId, externalId)));
  if (!existing) throw new Error(`The audit entry "${externalId}" of "${source}" is there and cannot be read.`);
  return existing.id;
}

async function teamOf(tx: Transaction, serviceId: string | null): Promise<string | null> {
  if (serviceId === null) return null;
  const [row] = await tx.select({ team: services.team }).from(services).where(eq(services.id, serviceId));
  return row?.team ?? null;
}
