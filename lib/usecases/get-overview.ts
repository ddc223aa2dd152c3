import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Overview } from '#/lib/contract/overview.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { presentAuditRecord } from './present-audit-record.ts';
import { presentDeployment, type DeploymentRow } from './present-deployment.ts';
import { presentService } from './present-service.ts';
import type { ServiceRow } from './resolve-service.ts';
import { selectAuditEntries } from './select-audit-entries.ts';
import { serviceExtras } from './service-extras.ts';
import { sparklines } from './sparklines.ts';
import { verdictSeconds } from './verdict-seconds.ts';

const CHANGES_SHOWN = 20;
const SERVICES_SHOWN = 200;

/** All that the first page shows: what needs a person, the services with their signals, and the latest changes. */
export async function getOverview(ctx: Context): Promise<Overview> {
  authorize(ctx.actor, 'read');
  const rows = await ctx.db
    .select()
    .from(services)
    .where(and(isNull(services.deletedAt), visibleTo(ctx.actor)))
    .orderBy(services.namespace, services.name)
    .limit(SERVICES_SHOWN);
  const mayRead = (scope: 'audit:read' | 'telemetry:read') => ctx.actor.scopes.includes(scope);
  const [extras, newest, changes, verdict_seconds] = await Promise.all([
    serviceExtras(ctx, rows),
    newestDeployments(ctx),
    mayRead('audit:read') ? selectAuditEntries(ctx, { limit: CHANGES_SHOWN }) : [],
    verdictSeconds(ctx),
  ]);
  const present = (row: ServiceRow) => presentService(row, extras(row), ctx.language);
  const lines = await diagnosisLines(
    ctx,
    [...newest.values()].map((row) => row.id),
  );
  const attention = rows.flatMap((row): Overview['attention'] => {
    const deployment = newest.get(row.id);
    const failed =
      deployment?.status === 'failed' ? presentDeployment(deployment, row, lines.get(deployment.id) ?? null, ctx.language) : null;
    if (failed) return [{ kind: 'deployment', service: present(row), deployment: failed }];
    return row.health === 'failing' || row.health === 'degraded' ? [{ kind: 'service', service: present(row), deployment: null }] : [];
  });
  const shown = await Promise.all(
    rows.map(async (row) => {
      const [signals, last] = await Promise.all([
        sparklines(ctx, row),
        mayRead('audit:read') ? selectAuditEntries(ctx, { serviceId: row.id, limit: 1, changesOnly: true }) : [],
      ]);
      return { service: present(row), ...signals, last_change: last[0] ? presentAuditRecord(last[0], ctx.language) : null };
    }),
  );
  return {
    attention,
    calm_since: attention.length > 0 ? null : calmSince(rows),
    services: shown,
    changes: changes.map((row) => presentAuditRecord(row, ctx.language)),
    verdict_seconds,
  };
}

/** The newest deployment of each visible service, by service id. */
async function newestDeployments(ctx: Context): Promise<Map<string, DeploymentRow>> {
  const rows = await ctx.db
    .selectDistinctOn([deployments.serviceId], { deployment: deployments })
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(and(isNull(services.deletedAt), visibleTo(ctx.actor), sql`${deployments.generation} = ${services.generation}`))
    .orderBy(deployments.serviceId, desc(deployments.generation));
  return new Map(rows.map(({ deployment }) => [deployment.serviceId, deployment]));
}

function calmSince(rows: ServiceRow[]): string | null {
  const since = rows.flatMap((row) => (row.healthSince ? [row.healthSince.getTime()] : []));
  return since.length === 0 ? null : new Date(Math.max(...since)).toISOString();
}
