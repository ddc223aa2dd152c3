import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '#/lib/db/client.ts';
import { localWorkloads } from '#/lib/db/schema.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { WorkloadStatus } from '#/lib/domain/workload.ts';
import type { Platform } from '#/lib/ports.ts';
import { findService, type PlatformFile } from './config.ts';
import { AGENT_LOCK, DESIRED_PREFIX, LOCAL_CHANNEL, STALE_SECONDS } from './lock.ts';

/** Whether any agent holds the lock now, by the database's own view. */
const agentLives = sql<boolean>`exists (
  select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${AGENT_LOCK} and granted
    and database = (select oid from pg_database where datname = current_database())
)`;

/** The side of the platform that web and worker see: it writes what is wanted and reads what the agent reports. */
export function createPlatform(db: Database, file: () => PlatformFile): Platform {
  const definition = (service: ServiceRef) => {
    const found = findService(file(), service);
    if (!found) throw notFound('local workload', serviceKey(service));
    return found;
  };
  const row = (service: ServiceRef) =>
    and(
      eq(localWorkloads.cluster, service.cluster),
      eq(localWorkloads.namespace, service.namespace),
      eq(localWorkloads.name, service.name),
    );

  return {
    async versions(service) {
      return Object.keys(definition(service).versions);
    },

    async apply(workload, signal) {
      signal.throwIfAborted();
      const versions = Object.keys(definition(workload.service).versions);
      if (!versions.includes(workload.version)) {
        throw new AppError(
          'unknown_version',
          `${serviceKey(workload.service)} has no version "${workload.version}"; known are ${versions.join(', ')}.`,
        );
      }
      const { service, generation, deploymentId, version, config, flags, replicas, restart } = workload;
      const wanted = { generation, deploymentId, version, config, flags, replicas, restart, updatedAt: sql`now()` };
      await db.transaction(async (tx) => {
        const written = await tx
          .insert(localWorkloads)
          .values({ ...service, ...wanted })
          .onConflictDoUpdate({
            target: [localWorkloads.cluster, localWorkloads.namespace, localWorkloads.name],
            set: wanted,
            setWhere: sql`${localWorkloads.generation} < ${generation}`,
          })
          .returning({ generation: localWorkloads.generation });
        if (written.length > 0) await tx.execute(sql`select pg_notify(${LOCAL_CHANNEL}, ${DESIRED_PREFIX + serviceKey(service)})`);
      });
    },

    async observe(service, signal): Promise<WorkloadStatus | null> {
      signal.throwIfAborted();
      const [found] = await db
        .select({
          status: localWorkloads.status,
          at: localWorkloads.updatedAt,
          stale: sql<boolean>`coalesce(${localWorkloads.statusAt}, ${localWorkloads.updatedAt}) < now() - make_interval(secs => ${STALE_SECONDS})`,
          lives: agentLives,
        })
        .from(localWorkloads)
        .where(row(service));
      if (!found) return null;
      if (found.stale && !found.lives)
        throw new AppError(
          'unavailable',
          'The local agent is not running; nothing is known of its services. Start it with "npm run agent".',
        );
      return found.status ?? { service, observedGeneration: 0, instances: [], failure: null, observedAt: found.at.toISOString() };
    },
  };
}
