import { sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Severity } from '#/lib/domain/alert.ts';
import type { IncidentStatus } from '#/lib/domain/incident.ts';

/** Upper bounds in seconds; the targets (5 s to a verdict, 6 s to a message) are among them. */
export const INCIDENT_BUCKETS = [0.5, 1, 2, 5, 6, 10, 15, 30, 60, 300] as const;

/** How long it took from the first alert received to a stage: how many within each bucket, all of them, their sum in seconds. */
export type IncidentStage = {
  stage: 'first_finding' | 'verdict' | 'notified';
  severity: Severity;
  within: number[];
  count: number;
  sum: number;
};
export type IncidentMetrics = { byStatus: { status: IncidentStatus; severity: Severity; count: number }[]; timings: IncidentStage[] };

/**
 * Figures over all incidents that are kept; they name no service. A diagnosis that had spoken before the alert was
 * received counts as at once, since it did so for whoever read the incident.
 */
export async function readIncidentMetrics(ctx: Context): Promise<IncidentMetrics> {
  authorize(ctx.actor, 'telemetry:read');
  const byStatus = await ctx.db.execute<IncidentMetrics['byStatus'][number]>(
    sql`select status, severity, count(*)::int as count from incidents group by status, severity order by status, severity`,
  );
  const buckets = INCIDENT_BUCKETS.map((bound) => sql`count(*) filter (where seconds <= ${bound}::numeric)`);
  const rows = await ctx.db.execute<{ stage: IncidentStage['stage']; severity: Severity; figures: number[] }>(sql`
    select stage, severity, json_build_array(${sql.join([...buckets, sql`count(*)`, sql`coalesce(sum(seconds), 0)`], sql`, `)}) as figures
      from incidents incident left join diagnoses diagnosis on diagnosis.id = incident.diagnosis_id
           cross join lateral (values ('first_finding', diagnosis.first_finding_at), ('verdict', diagnosis.verdict_at),
             ('notified', incident.notified_at)) as moment(stage, at)
           cross join lateral (select greatest(0, extract(epoch from moment.at - incident.received_at)) as seconds) as taken
     where moment.at is not null
     group by stage, severity order by stage, severity`);
  const timings = [...rows].map(({ stage, severity, figures }) => ({
    stage,
    severity,
    within: figures.slice(0, INCIDENT_BUCKETS.length),
    count: figures.at(-2) ?? 0,
    sum: figures.at(-1) ?? 0,
  }));
  return { byStatus: [...byStatus], timings };
}
