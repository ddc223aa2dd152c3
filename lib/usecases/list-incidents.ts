import { and, desc, eq, lt, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { incidentListSchema, type Incident } from '#/lib/contract/incidents.ts';
import { givenInstant } from '#/lib/contract/instant.ts';
import { decodeCursor, encodeCursor, type Page } from '#/lib/contract/paging.ts';
import { diagnoses, incidents, services } from '#/lib/db/schema.ts';
import type { Verdict } from '#/lib/domain/diagnosis.ts';
import type { Message } from '#/lib/domain/text.ts';
import { parseInput } from './parse-input.ts';
import { presentIncident } from './present-incident.ts';
import { visibleIncidents } from './resolve-incident.ts';
import { veilFor } from './veil.ts';

const positionSchema = z.tuple([givenInstant(), z.number().int()]);

/** What a list shows of a diagnosis, without the weight of its report. */
export const diagnosisColumns = {
  id: diagnoses.id,
  status: diagnoses.status,
  summary: sql<Message | null>`${diagnoses.report} -> 'summary'`,
  verdict: sql<Verdict | null>`${diagnoses.report} ->> 'verdict'`,
  mode: sql<string | null>`${diagnoses.report} -> 'root_cause' ->> 'mode'`,
  firstFindingAt: diagnoses.firstFindingAt,
  verdictAt: diagnoses.verdictAt,
};

/** The incidents that the actor may see, newest first. */
export async function listIncidents(ctx: Context, input: z.input<typeof incidentListSchema>): Promise<Page<Incident>> {
  authorize(ctx.actor, 'read');
  const query = parseInput(incidentListSchema, input);
  const rows = await ctx.db
    .select({ incident: incidents, diagnosis: diagnosisColumns })
    .from(incidents)
    .leftJoin(services, eq(services.id, incidents.serviceId))
    .leftJoin(diagnoses, eq(diagnoses.id, incidents.diagnosisId))
    .where(
      and(
        visibleIncidents(ctx.actor),
        query.service ? eq(incidents.service, query.service) : undefined,
        query.namespace ? eq(incidents.namespace, query.namespace) : undefined,
        query.status ? eq(incidents.status, query.status) : undefined,
        query.severity ? eq(incidents.severity, query.severity) : undefined,
        query.assignee ? eq(incidents.assignee, query.assignee) : undefined,
        query.open ? ne(incidents.status, 'resolved') : undefined,
        after(query.cursor),
      ),
    )
    .orderBy(desc(incidents.receivedAt), desc(incidents.id))
    .limit(query.limit + 1);
  const veil = await veilFor(ctx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1)?.incident;
  return {
    items: shown.map(({ incident, diagnosis }) => presentIncident(incident, diagnosis, ctx.language, veil)),
    next: rows.length > query.limit && last ? encodeCursor([last.receivedAt.toISOString(), last.id]) : null,
  };
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [at, id] = decodeCursor(cursor, positionSchema);
  const moment = new Date(at);
  return or(lt(incidents.receivedAt, moment), and(eq(incidents.receivedAt, moment), lt(incidents.id, id)));
}
