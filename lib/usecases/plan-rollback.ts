import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { rollbackPlanSchema } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';
import { stateChanges } from '#/lib/domain/desired-state.ts';
import { message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { desiredStateOf } from './desired-state-of.ts';
import { openDeployment } from './open-deployment.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import { rollbackTarget } from './rollback-target.ts';
import { wouldRollbackHelp } from './would-rollback-help.ts';

/** Exactly what a rollback of this deployment would change now, and whether it would help as far as is known. */
export async function planRollback(ctx: Context, input: { id: string }): Promise<z.infer<typeof rollbackPlanSchema>> {
  authorize(ctx.actor, 'read');
  const { deployment, service } = await resolveDeployment(ctx, input.id);
  const target = await rollbackTarget(ctx.db, deployment);
  const refuse = (key: string) => ({
    possible: false,
    reason: renderMessage(message(key), ctx.language),
    restores: null,
    version: null,
    changes: [],
    would_help: null,
    supersedes: null,
  });
  if (!target) return refuse('reason.nothing_to_restore');
  const open = isOpen(deployment.status) ? null : await openDeployment(ctx.db, service.id);
  const changes = [
    ...(service.version === target.version ? [] : [{ path: 'version', before: service.version, after: target.version }]),
    ...stateChanges(desiredStateOf(service), target.snapshot),
  ];
  return {
    possible: true,
    reason: null,
    restores: target.id,
    version: target.version,
    changes,
    would_help: await wouldRollbackHelp(ctx.db, deployment.id),
    supersedes: open?.id ?? null,
  };
}
