import type { z } from 'zod';
import type { Service } from '#/lib/contract/services.ts';
import { REDACTED } from '#/lib/domain/words.ts';
import type { Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import type { ServiceRow } from './resolve-service.ts';

export type ServiceExtras = { deploying: Service['deploying']; availableVersions: string[] | null };

/** A service as it crosses the wire: secret values hidden, the reason in the reader's language. */
export function presentService(row: ServiceRow, extras: ServiceExtras, language: Language): Service {
  const secret = new Set(row.secretKeys);
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    team: row.team,
    owner: row.owner,
    description: row.description,
    platform: row.platform,
    workload: row.workload as Record<string, z.core.util.JSONType>,
    dependencies: row.dependencies,
    metric_selectors: row.metricSelectors,
    log_selector: row.logSelector,
    links: row.links,
    health: row.health,
    health_since: row.healthSince?.toISOString() ?? null,
    health_reason: row.healthReason ? renderMessage(row.healthReason, language) : null,
    version: row.servingVersion,
    version_since: row.servingSince?.toISOString() ?? null,
    available_versions: extras.availableVersions,
    replicas: { desired: row.stopped ? 0 : row.replicas, ready: row.readyReplicas },
    stopped: row.stopped,
    config: Object.fromEntries(Object.entries(row.config).map(([key, value]) => [key, secret.has(key) ? REDACTED : value])),
    secret_keys: row.secretKeys,
    flags: row.flags,
    deploying: extras.deploying,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
