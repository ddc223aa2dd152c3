import { and, eq, isNull } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { Health, ServiceRef } from '#/lib/domain/service.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

export type Neighbour = {
  service: ServiceRef;
  relation: 'callee' | 'caller';
  health: Health;
  healthSince: number | null;
  stopped: boolean;
};

/** The services that one calls and those that call it, as declared, with their health; of those the actor may see. */
export async function serviceGraph(ctx: Context, input: ServiceName): Promise<Neighbour[]> {
  authorize(ctx.actor, 'read');
  const subject = await resolveService(ctx, input);
  const rows = await ctx.db
    .select()
    .from(services)
    .where(and(eq(services.cluster, subject.cluster), isNull(services.deletedAt), visibleTo(ctx.actor)));
  const others = rows.filter((row) => row.id !== subject.id);
  return others.flatMap((row) => [
    ...(callsService(subject, row) ? [neighbour(row, 'callee')] : []),
    ...(callsService(row, subject) ? [neighbour(row, 'caller')] : []),
  ]);
}

type Declared = { cluster: string; namespace: string; name: string; dependencies: string[] };

/** Whether `a` declares that it calls `b`, as `name` in its own namespace or as `namespace/name`. */
export function callsService(a: Declared, b: Declared): boolean {
  if (a.cluster !== b.cluster) return false;
  const own = a.namespace === b.namespace && a.dependencies.includes(b.name);
  return own || a.dependencies.includes(`${b.namespace}/${b.name}`);
}

function neighbour(row: typeof services.$inferSelect, relation: Neighbour['relation']): Neighbour {
  const service = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  return { service, relation, health: row.health, healthSince: row.healthSince?.getTime() ?? null, stopped: row.stopped };
}
