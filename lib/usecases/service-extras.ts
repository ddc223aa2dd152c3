import { and, inArray } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { deployments } from '#/lib/db/schema.ts';
import { OPEN_STATUSES } from '#/lib/domain/words.ts';
import type { ServiceExtras } from './present-service.ts';
import type { ServiceRow } from './resolve-service.ts';

const VERSIONS_DEADLINE_MS = 2_000;

/** What a service's page shows beside its row, by service id: the open deployment and the versions there are. */
export async function serviceExtras(ctx: Context, rows: ServiceRow[]): Promise<(row: ServiceRow) => ServiceExtras> {
  const ids = rows.map((row) => row.id);
  const [open, versions] = await Promise.all([
    ids.length === 0
      ? []
      : ctx.db
          .select({
            id: deployments.id,
            serviceId: deployments.serviceId,
            kind: deployments.kind,
            version: deployments.version,
            status: deployments.status,
            stage: deployments.stage,
            watchingSince: deployments.watchingSince,
            watchUntil: deployments.watchUntil,
          })
          .from(deployments)
          .where(and(inArray(deployments.serviceId, ids), inArray(deployments.status, [...OPEN_STATUSES]))),
    Promise.all(rows.map((row) => knownVersions(ctx, row))),
  ]);
  const deploying = new Map(
    open.map(({ serviceId, watchingSince, watchUntil, ...deployment }) => [
      serviceId,
      { ...deployment, watching_since: watchingSince?.toISOString() ?? null, watch_until: watchUntil?.toISOString() ?? null },
    ]),
  );
  const available = new Map(rows.map((row, index) => [row.id, versions[index] ?? null]));
  return (row) => ({ deploying: deploying.get(row.id) ?? null, availableVersions: available.get(row.id) ?? null });
}

/** Versions that the platform can run, newest last; null when it does not say or cannot be asked now. */
async function knownVersions(ctx: Context, row: ServiceRow): Promise<string[] | null> {
  if (row.platform === 'external') return null;
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(VERSIONS_DEADLINE_MS)]);
  return ctx.ports.platform.versions({ cluster: row.cluster, namespace: row.namespace, name: row.name }, signal).catch(() => null);
}
