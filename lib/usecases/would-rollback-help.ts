import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Queryable } from '#/lib/db/client.ts';
import { diagnoses } from '#/lib/db/schema.ts';

/** What the deployment's newest finished diagnosis says of a rollback; null when it says nothing. */
export async function wouldRollbackHelp(db: Queryable, deploymentId: string): Promise<boolean | null> {
  const [row] = await db
    .select({ report: diagnoses.report })
    .from(diagnoses)
    .where(and(eq(diagnoses.deploymentId, deploymentId), isNotNull(diagnoses.report)))
    .orderBy(desc(diagnoses.requestedAt))
    .limit(1);
  return row?.report?.recommended_actions.find((action) => action.kind === 'rollback')?.would_help ?? null;
}
