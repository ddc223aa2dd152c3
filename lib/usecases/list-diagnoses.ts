import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { diagnosisStatusSchema, diagnosisTriggerSchema } from '#/lib/domain/diagnosis.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { languageSchema } from '#/lib/domain/text.ts';
import { cutPage, olderThan } from './page.ts';
import { parseInput } from './parse-input.ts';
import { presentDiagnosis } from './present-diagnosis.ts';
import { veilFor } from './veil.ts';
import { visibleDiagnoses } from './visible-diagnosis.ts';

/** Query of `GET /api/v1/diagnoses`. */
export const diagnosisListSchema = z.object({
  service: nameSchema.optional(),
  namespace: nameSchema.optional(),
  cluster: nameSchema.optional(),
  status: diagnosisStatusSchema.optional(),
  trigger: diagnosisTriggerSchema.optional(),
  language: languageSchema.optional(),
  ...pageQuery,
});

/** The diagnoses that the actor may see, newest first. */
export async function listDiagnoses(ctx: Context, input: z.input<typeof diagnosisListSchema>): Promise<Page<Diagnosis>> {
  authorize(ctx.actor, 'read');
  const query = parseInput(diagnosisListSchema, input);
  const rows = await ctx.db
    .select({ diagnosis: diagnoses })
    .from(diagnoses)
    .leftJoin(services, eq(services.id, diagnoses.serviceId))
    .where(
      and(
        visibleDiagnoses(ctx.actor),
        query.service ? sql`${diagnoses.subject} ->> 'service' = ${query.service}` : undefined,
        query.namespace ? sql`${diagnoses.subject} ->> 'namespace' = ${query.namespace}` : undefined,
        query.cluster ? sql`${diagnoses.subject} ->> 'cluster' = ${query.cluster}` : undefined,
        query.status ? eq(diagnoses.status, query.status) : undefined,
        query.trigger ? eq(diagnoses.trigger, query.trigger) : undefined,
        olderThan(query.cursor, diagnoses.requestedAt, diagnoses.id),
      ),
    )
    .orderBy(desc(diagnoses.requestedAt), desc(diagnoses.id))
    .limit(query.limit + 1);
  const veil = await veilFor(ctx);
  return cutPage(
    rows,
    query.limit,
    (row) => [row.diagnosis.requestedAt, row.diagnosis.id],
    (row) => presentDiagnosis(row.diagnosis, query.language ?? ctx.language, veil),
  );
}
