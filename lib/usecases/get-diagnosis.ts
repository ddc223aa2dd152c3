import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Language } from '#/lib/domain/text.ts';
import { presentDiagnosis } from './present-diagnosis.ts';
import { veilFor } from './veil.ts';
import { resolveDiagnosis } from './visible-diagnosis.ts';

/** One diagnosis with its report, in `language` or the reader's own. */
export async function getDiagnosis(ctx: Context, input: { id: string; language?: Language | undefined }): Promise<Diagnosis> {
  authorize(ctx.actor, 'read');
  const row = await resolveDiagnosis(ctx, input.id);
  return presentDiagnosis(row, input.language ?? ctx.language, await veilFor(ctx));
}
