import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { rollbackSchema, type AcceptedDeployment } from '#/lib/contract/deployments.ts';
import { deployments } from '#/lib/db/schema.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { beginDeployment } from './begin-deployment.ts';
import { parseInput } from './parse-input.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import { rollbackTarget } from './rollback-target.ts';

const inputSchema = z.object({ id: z.string(), ...rollbackSchema.shape });

/**
 * Restores version and configuration of the newest earlier deployment that ended healthy, as a new
 * deployment. 409 `nothing_to_restore` when there is none; an open deployment that is rolled back
 * itself is superseded, any other open one only when `supersede` says so.
 */
export async function rollbackDeployment(ctx: Context, input: z.input<typeof inputSchema>): Promise<AcceptedDeployment> {
  authorize(ctx.actor, 'deployments:write');
  const { id, reason, supersede } = parseInput(inputSchema, input);
  const found = await resolveDeployment(ctx, id);
  return beginDeployment(ctx, found.service.id, async (service, tx) => {
    const [leaving] = await tx
      .select()
      .from(deployments)
      .where(and(eq(deployments.id, id), eq(deployments.serviceId, service.id)));
    if (!leaving) throw notFound('deployment', id);
    const target = await rollbackTarget(tx, leaving);
    if (!target) {
      throw new AppError(
        'nothing_to_restore',
        `${serviceKey(service)} has no earlier deployment that ended healthy in another state than ${id}. Deploy a good version instead.`,
      );
    }
    return {
      kind: 'rollback',
      eventType: 'ROLLBACK',
      summary: message('audit.rollback', { service: service.name, version: target.version, from: leaving.version }),
      version: target.version,
      state: target.snapshot,
      supersede: supersede === true || isOpen(leaving.status),
      restores: target.id,
      release: { image: target.image ?? undefined, commit_sha: target.commitSha ?? undefined, description: reason },
    };
  });
}
