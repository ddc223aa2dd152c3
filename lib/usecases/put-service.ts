import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { servicePutSchema, type Service } from '#/lib/contract/services.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { DEFAULT_CLUSTER, nameSchema } from '#/lib/domain/service.ts';
import { getService } from './get-service.ts';
import { oneOf } from './one-of.ts';
import { parseInput } from './parse-input.ts';
import { writeService } from './write-service.ts';

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
    const written = await writeService(ctx, tx, ref, put);
    if (written.entry) await appendAudit(tx, written.entry);
    return written.created;
  });
  return { service: await getService(ctx, ref), created };
}
