import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '#/lib/db/client.ts';
import { diagnoses } from '#/lib/db/schema.ts';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import type { Message } from '#/lib/domain/text.ts';
import type { DiagnosisLine } from './present-deployment.ts';

/** The newest diagnosis that each deployment's failure asked for, without the weight of the reports. */
export async function diagnosisLines(db: Queryable, deploymentIds: string[]): Promise<Map<string, DiagnosisLine>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await db
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
  return new Map(rows.flatMap(({ deploymentId, ...line }) => (deploymentId === null ? [] : [[deploymentId, line] as const])));
}
