import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { endDiagnosis } from './end-diagnosis.ts';
import { resolveDiagnosis } from './visible-diagnosis.ts';

/** Ends a queued or running diagnosis; its worker may write no more from that moment. 409 when it has ended otherwise. */
export async function cancelDiagnosis(ctx: Context, input: { id: string }): Promise<void> {
  authorize(ctx.actor, 'execute');
  await resolveDiagnosis(ctx, input.id);
  if (await endDiagnosis(ctx, { id: input.id, outcome: { status: 'cancelled' } })) return;
  const { status } = await resolveDiagnosis(ctx, input.id);
  if (status !== 'cancelled') throw new AppError('conflict', `The diagnosis "${input.id}" has already ended as ${status}.`);
}
