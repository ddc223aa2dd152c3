import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { ServicePut } from '#/lib/contract/services.ts';
import type { NewAuditEntry } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { fieldChangeSchema, type FieldChange } from '#/lib/domain/change.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { insertService, registration } from './register-service.ts';
import type { ServiceRow } from './resolve-service.ts';

/** What was written of a service; `entry` is for the caller to append at the end of the transaction, null when nothing changed. */
export type Written = { service: ServiceRow; created: boolean; changes: FieldChange[]; entry: NewAuditEntry | null };

/**
 * Inserts a service or changes its description inside the caller's transaction. A field that is left out
 * keeps its value, or its default in a new one. 404 for another team's, 409 when a running one would move.
 */
export async function writeService(ctx: Context, tx: Transaction, ref: ServiceRef, put: ServicePut): Promise<Written> {
  const fields = columns(put);
  const inserted = await insertService(ctx, tx, ref, { platform: 'external', ...fields });
  if (inserted) return { service: inserted, created: true, changes: changesOf(null, put), entry: registration(ctx, inserted) };
  const [row] = await tx
    .select()
    .from(services)
    .where(
      and(
        eq(services.cluster, ref.cluster),
        eq(services.namespace, ref.namespace),
        eq(services.name, ref.name),
        isNull(services.deletedAt),
      ),
    )
    .for('update');
  if (!row || !seesTeam(ctx.actor, row.team)) throw notFound('service', serviceKey(ref));
  const changes = changesOf(row, put);
  if (changes.length === 0) return { service: row, created: false, changes, entry: null };
  if (put.platform && put.platform !== row.platform && row.version !== null && !row.stopped) {
    throw new AppError(
      'conflict',
      `${serviceKey(row)} is deployed on platform "${row.platform}". Stop it before moving it to "${put.platform}".`,
    );
  }
  await tx
    .update(services)
    .set({ ...fields, updatedAt: ctx.now() })
    .where(eq(services.id, row.id));
  await notice(tx, { topic: 'services', id: row.id, service: serviceKey(row), team: put.team ?? row.team, kind: 'updated' });
  return { service: row, created: false, changes, entry: updateEntry(ctx, row, put, changes) };
}

function updateEntry(ctx: Context, row: ServiceRow, put: ServicePut, changes: FieldChange[]): NewAuditEntry {
  const { cluster, namespace, name } = row;
  const moved = put.team !== undefined && put.team !== row.team;
  return {
    cluster,
    namespace,
    eventType: moved ? 'TEAM_CHANGE' : 'SERVICE_UPDATE',
    serviceId: row.id,
    service: name,
    actor: ctx.actor,
    summary: moved
      ? message('audit.team_changed', { service: name, before: row.team, after: put.team ?? '' })
      : message('audit.service_updated', { service: name, fields: changes.map((change) => change.path).join(', ') }),
    changes,
  };
}

function columns(put: ServicePut) {
  const { team, owner, description, platform, workload, dependencies, links } = put;
  return {
    team,
    owner,
    description,
    ...(platform && { platform }),
    workload,
    dependencies,
    links,
    metricSelectors: put.metric_selectors,
    logSelector: put.log_selector,
  };
}

const described = [
  'team',
  'owner',
  'description',
  'platform',
  'workload',
  'dependencies',
  'metric_selectors',
  'log_selector',
  'links',
] as const;

function changesOf(row: ServiceRow | null, put: ServicePut): FieldChange[] {
  const before = row && { ...row, metric_selectors: row.metricSelectors, log_selector: row.logSelector };
  return described.flatMap((path) => {
    const after = put[path];
    if (after === undefined || (before && isDeepStrictEqual(before[path], after))) return [];
    return [fieldChangeSchema.parse({ path, before: before?.[path] ?? null, after })];
  });
}
