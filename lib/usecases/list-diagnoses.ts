import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { diagnosisStatusSchema, diagnosisTriggerSchema, type StoredReport } from '#/lib/domain/diagnosis.ts';
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

/** A report without the lines, points and spans that its evidence keeps: a page of whole ones could weigh hundreds of megabytes. */
const light = sql<StoredReport | null>`case when ${diagnoses.report} is not null then jsonb_set(${diagnoses.report}, '{evidence}', coalesce(
  (select jsonb_agg(item || jsonb_build_object('data', jsonb_build_object('service', item #> '{data,service}')) order by place)
     from jsonb_array_elements(${diagnoses.report} -> 'evidence') with ordinality as kept(item, place)), '[]'::jsonb)) end`;

/** The diagnoses that the actor may see, newest first; evidence has its excerpt and not its data. */
export async function listDiagnoses(ctx: Context, input: z.input<typeof diagnosisListSchema>): Promise<Page<Diagnosis>> {
  authorize(ctx.actor, 'read');
  const query = parseInput(diagnosisListSchema, input);
  const rows = await ctx.db
    .select({ diagnosis: { ...getTableColumns(diagnoses), report: light } })
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
