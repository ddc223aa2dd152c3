import { and, desc, eq, gte, isNull, lt, or, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { auditEntries, deployments, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { hideSecrets } from '#/lib/domain/desired-state.ts';
import { olderThan } from './page.ts';

export type AuditFilter = {
  serviceId?: string;
  /** A name that is registered nowhere; entries may tell of it all the same. */
  service?: string;
  namespace?: string;
  cluster?: string;
  eventType?: (typeof auditEntries.$inferSelect)['eventType'];
  author?: string;
  start?: Date;
  /** Exclusive. */
  end?: Date;
  cursor?: string;
  limit: number;
  /** Without the entries that tell how a deployment ended, which are no changes of their own. */
  changesOnly?: boolean;
};

/** Audit entries that the actor may see, newest first: those of visible services, and those of none. */
export async function selectAuditEntries(ctx: Context, filter: AuditFilter): Promise<(typeof auditEntries.$inferSelect)[]> {
  const visible = visibleTo(ctx.actor);
  const rows = await ctx.db
    .select({ entry: auditEntries, secretKeys: services.secretKeys })
    .from(auditEntries)
    .leftJoin(services, eq(services.id, auditEntries.serviceId))
    .where(
      and(
        visible ? or(isNull(auditEntries.serviceId), visible) : undefined,
        filter.serviceId ? eq(auditEntries.serviceId, filter.serviceId) : undefined,
        filter.service ? eq(auditEntries.service, filter.service) : undefined,
        filter.namespace ? eq(auditEntries.namespace, filter.namespace) : undefined,
        filter.cluster ? eq(auditEntries.cluster, filter.cluster) : undefined,
        filter.eventType ? eq(auditEntries.eventType, filter.eventType) : undefined,
        filter.author ? eq(auditEntries.author, filter.author) : undefined,
        filter.start ? gte(auditEntries.timestamp, filter.start) : undefined,
        filter.end ? lt(auditEntries.timestamp, filter.end) : undefined,
        filter.changesOnly ? isChange : undefined,
        olderThan(filter.cursor, auditEntries.timestamp, auditEntries.id),
      ),
    )
    .orderBy(desc(auditEntries.timestamp), desc(auditEntries.id))
    .limit(filter.limit);
  return rows.map(({ entry, secretKeys }) => ({ ...entry, changes: hideSecrets(entry.changes, secretKeys ?? []) }));
}

const isChange = or(
  isNull(auditEntries.deploymentId),
  sql`not exists (select from ${deployments} where ${eq(deployments.id, auditEntries.deploymentId)} and ${deployments.changeId} <> ${auditEntries.id})`,
);
