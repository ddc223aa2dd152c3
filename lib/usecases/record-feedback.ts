import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { feedbackSchema } from '#/lib/contract/diagnoses.ts';
import { diagnosisFeedback } from '#/lib/db/schema.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import { storable } from '#/lib/domain/storable.ts';
import { resolveDiagnosis } from './visible-diagnosis.ts';

/** Keeps whether a diagnosis helped; the newest word of each actor counts. */
export async function recordFeedback(ctx: Context, input: { id: string; feedback: z.output<typeof feedbackSchema> }): Promise<void> {
  authorize(ctx.actor, 'execute');
  const { id } = await resolveDiagnosis(ctx, input.id);
  const { helpful, reason = null } = redactTexts(storable(input.feedback));
  const said = { helpful, reason, createdAt: ctx.now() };
  await ctx.db
    .insert(diagnosisFeedback)
    .values({ diagnosisId: id, actorId: `${ctx.actor.kind}:${ctx.actor.id}`, ...said })
    .onConflictDoUpdate({ target: [diagnosisFeedback.diagnosisId, diagnosisFeedback.actorId], set: said });
}
