import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Overview } from '#/lib/contract/overview.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { newestVerdicts } from './newest-verdicts.ts';
import { openIncidents } from './open-incidents.ts';
import { presentAuditRecord } from './present-audit-record.ts';
import { presentDeployment, type DeploymentRow } from './present-deployment.ts';
import { presentService } from './present-service.ts';
import type { ServiceRow } from './resolve-service.ts';
import { selectAuditEntries } from './select-audit-entries.ts';
import { serviceExtras } from './service-extras.ts';
import { callsService } from './service-graph.ts';
import { noSparklines, sparklines } from './sparklines.ts';
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
  const [extras, newest, changes, verdict_seconds, open] = await Promise.all([
    serviceExtras(ctx, rows),
    newestDeployments(ctx),
    mayRead('audit:read') ? selectAuditEntries(ctx, { limit: CHANGES_SHOWN }) : [],
    verdictSeconds(ctx),
    openIncidents(ctx),
  ]);
  const present = (row: ServiceRow) => presentService(row, extras(row), ctx.language);
  const lines = await diagnosisLines(
    ctx,
    [...newest.values()].map((row) => row.id),
  );
  const unwell = rows.filter((row) => !row.stopped && (row.health === 'failing' || row.health === 'degraded'));
  const verdicts = await newestVerdicts(
    ctx,
    unwell.map((row) => row.id),
  );
  const attention = rows
    .flatMap((row): Overview['attention'] => {
      const deployment = newest.get(row.id);
      const failed =
        deployment?.status === 'failed' ? presentDeployment(deployment, row, lines.get(deployment.id) ?? null, ctx.language) : null;
      if (failed) return [{ kind: 'deployment', service: present(row), deployment: failed, diagnosis: failed.diagnosis, callers: [] }];
      const callers = row.stopped ? rows.filter((other) => !other.stopped && callsService(other, row)) : [];
      if (callers.length === 0 && !unwell.includes(row)) return [];
      const names = callers.map(({ namespace, name }) => ({ namespace, name }));
      return [{ kind: 'service', service: present(row), deployment: null, diagnosis: verdicts.get(row.id) ?? null, callers: names }];
    })
    .sort((a, b) => urgency(a) - urgency(b));
  const shown = await Promise.all(
    rows.map(async (row) => {
      const [signals, last] = await Promise.all([
        row.stopped ? noSparklines : sparklines(ctx, row),
        mayRead('audit:read') ? selectAuditEntries(ctx, { serviceId: row.id, limit: 1, changesOnly: true }) : [],
      ]);
      return { service: present(row), ...agreeing(row, signals), last_change: last[0] ? presentAuditRecord(last[0], ctx.language) : null };
    }),
  );
  return {
    attention,
    incidents: open.items,
    open_incidents: open.count,
    calm_since: attention.length > 0 || open.count > 0 ? null : calmSince(rows),
    services: shown,
    changes: changes.map((row) => presentAuditRecord(row, ctx.language)),
    verdict_seconds,
  };
}

/** A stopped service that others call comes first: it is the cause of what follows. */
function urgency({ service, deployment, callers }: Overview['attention'][number]): number {
  if (callers.length > 0) return 0;
  if (service.health === 'failing') return 1;
  return deployment ? 2 : 3;
}

/** Where the health already names a share of failed requests, the table names the same: both are of the last minute, read at two moments. */
function agreeing<T extends { error_rate: { current: number | null } }>({ healthReason, stopped }: ServiceRow, signals: T): T {
  const percent = healthReason?.key === 'reason.errors' && !stopped ? healthReason.values.percent : null;
  return typeof percent === 'number' ? { ...signals, error_rate: { ...signals.error_rate, current: percent / 100 } } : signals;
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
