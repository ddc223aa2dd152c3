import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { servicePutSchema, type Service, type ServicePut } from '#/lib/contract/services.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { fieldChangeSchema, type FieldChange } from '#/lib/domain/change.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { DEFAULT_CLUSTER, nameSchema, serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { getService } from './get-service.ts';
import { oneOf } from './one-of.ts';
import { parseInput } from './parse-input.ts';
import { registerService } from './register-service.ts';
import type { ServiceRow } from './resolve-service.ts';

const inputSchema = z.object({ cluster: nameSchema.optional(), namespace: nameSchema, name: nameSchema, put: servicePutSchema });

/**
 * Registers a service or changes its description. A field that is left out keeps its value, or its
 * default in a new one; a change of team is an audit entry of its own kind. No change writes nothing.
 */
export async function putService(ctx: Context, input: z.input<typeof inputSchema>): Promise<{ service: Service; created: boolean }> {
  authorize(ctx.actor, 'admin');
  const { cluster: addressed, namespace, name, put } = parseInput(inputSchema, input);
  const cluster = oneOf({ cluster: addressed, 'body.cluster': put.cluster }, 'cluster', 'body.cluster') ?? DEFAULT_CLUSTER;
  const ref = { cluster, namespace, name };
  const created = await ctx.db.transaction(async (tx) => {
    const fields = columns(put);
    if (await registerService(ctx, tx, ref, { platform: 'external', ...fields })) return true;
    const [row] = await tx
      .select()
      .from(services)
      .where(and(eq(services.cluster, ref.cluster), eq(services.namespace, namespace), eq(services.name, name), isNull(services.deletedAt)))
      .for('update');
    if (!row || !seesTeam(ctx.actor, row.team)) throw notFound('service', serviceKey(ref));
    const changes = changesOf(row, put);
    if (changes.length === 0) return false;
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
    const moved = put.team !== undefined && put.team !== row.team;
    await appendAudit(tx, {
      ...ref,
      eventType: moved ? 'TEAM_CHANGE' : 'SERVICE_UPDATE',
      serviceId: row.id,
      service: name,
      actor: ctx.actor,
      summary: moved
        ? message('audit.team_changed', { service: name, before: row.team, after: put.team ?? '' })
        : message('audit.service_updated', { service: name, fields: changes.map((change) => change.path).join(', ') }),
      changes,
    });
    return false;
  });
  return { service: await getService(ctx, ref), created };
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

function changesOf(row: ServiceRow, put: ServicePut): FieldChange[] {
  const before = { ...row, metric_selectors: row.metricSelectors, log_selector: row.logSelector };
  const fields = [
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
  return fields.flatMap((path) => {
    const after = put[path];
    if (after === undefined || JSON.stringify(before[path]) === JSON.stringify(after)) return [];
    return [fieldChangeSchema.parse({ path, before: before[path] ?? null, after })];
  });
}
