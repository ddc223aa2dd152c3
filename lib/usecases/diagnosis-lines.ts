import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import type { Message } from '#/lib/domain/text.ts';
import type { DiagnosisLine } from './present-deployment.ts';
import { veilFor } from './veil.ts';

/** The newest diagnosis that each deployment's failure asked for, without the weight of the reports and without names that the actor may not see. */
export async function diagnosisLines(ctx: Context, deploymentIds: string[]): Promise<Map<string, DiagnosisLine>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      deploymentId: diagnoses.deploymentId,
      id: diagnoses.id,
      status: diagnoses.status,
      summary: sql<Message | null>`${diagnoses.report} -> 'summary'`,
      verdict: sql<Verdict | null>`${diagnoses.report} ->> 'verdict'`,
      mode: sql<string | null>`${diagnoses.report} -> 'root_cause' ->> 'mode'`,
    })
    .from(diagnoses)
    .where(and(inArray(diagnoses.deploymentId, deploymentIds), eq(diagnoses.trigger, 'deployment')))
    .orderBy(asc(diagnoses.requestedAt), asc(diagnoses.id));
  const veil = rows.some((row) => row.summary) ? await veilFor(ctx) : null;
  return new Map(
    rows.flatMap(({ deploymentId, summary, ...line }) =>
      deploymentId === null ? [] : [[deploymentId, { ...line, summary: summary && veil ? veil.text(summary) : summary }] as const],
    ),
  );
}
