import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import type { Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { veilFor } from './veil.ts';
import { visibleDiagnoses } from './visible-diagnosis.ts';

/** The newest verdict on each of these services, by service id, whoever asked for it; none that is older than the service's present health. */
export async function newestVerdicts(ctx: Context, serviceIds: string[]): Promise<Map<string, NonNullable<Deployment['diagnosis']>>> {
  if (serviceIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([diagnoses.serviceId], {
      serviceId: diagnoses.serviceId,
      id: diagnoses.id,
      status: diagnoses.status,
      summary: sql<Message | null>`${diagnoses.report} -> 'summary'`,
      verdict: sql<Verdict | null>`${diagnoses.report} ->> 'verdict'`,
      mode: sql<string | null>`${diagnoses.report} -> 'root_cause' ->> 'mode'`,
    })
    .from(diagnoses)
    .innerJoin(services, eq(services.id, diagnoses.serviceId))
    .where(
      and(
        inArray(diagnoses.serviceId, serviceIds),
        eq(diagnoses.status, 'completed'),
        sql`${diagnoses.report} ->> 'verdict' is not null`,
        sql`${diagnoses.requestedAt} >= ${services.healthSince}`,
        visibleDiagnoses(ctx.actor),
      ),
    )
    .orderBy(diagnoses.serviceId, desc(diagnoses.requestedAt));
  const veil = rows.length > 0 ? await veilFor(ctx) : null;
  return new Map(
    rows.flatMap(({ serviceId, summary, ...line }) =>
      serviceId === null || !veil
        ? []
        : [[serviceId, { ...line, summary: summary && renderMessage(veil.text(summary), ctx.language) }] as const],
    ),
  );
}
