import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '#/lib/db/client.ts';
import { deployments } from '#/lib/db/schema.ts';
import { OPEN_STATUSES } from '#/lib/domain/words.ts';

/** The deployment that is under way for a service; there is at most one. */
export async function openDeployment(db: Queryable, serviceId: string): Promise<{ id: string; version: string; kind: string } | null> {
  const [open] = await db
    .select({ id: deployments.id, version: deployments.version, kind: deployments.kind })
    .from(deployments)
    .where(and(eq(deployments.serviceId, serviceId), inArray(deployments.status, [...OPEN_STATUSES])));
  return open ?? null;
}
