import { eq, sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { diagnoses, incidents } from '#/lib/db/schema.ts';
import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { notFound } from '#/lib/domain/errors.ts';
import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message, type Language, type Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { noticeWords } from './notice-words.ts';

export type ReadNotice = {
  notice: IncidentNotice;
  diagnosisId: string | null;
  /** Whether it tells what the diagnosis found. */ verdict: boolean;
};

/** What there is to say of an incident now, in a channel's language: from its stored state alone. */
export async function readNotice(ctx: Context, given: { incidentId: number; language: Language; publicUrl: string }): Promise<ReadNotice> {
  const [found] = await ctx.db
    .select({ incident: incidents, diagnosis: diagnoses })
    .from(incidents)
    .leftJoin(diagnoses, eq(diagnoses.id, incidents.diagnosisId))
    .where(eq(incidents.id, given.incidentId));
  if (!found) throw notFound('incident', String(given.incidentId));
  const { incident, diagnosis } = found;
  const [alert] = await ctx.db.execute<{ runbook: string | null }>(
    sql`select coalesce(annotations ->> 'runbook_url', annotations ->> 'runbook') as runbook from alert_episodes
         where incident_id = ${incident.id} order by received_at limit 1`,
  );
  const words = (text: Message) => renderMessage(text, given.language);
  const report = diagnosis?.status === 'completed' ? diagnosis.report : null;
  const working = diagnosis?.status === 'queued' || diagnosis?.status === 'running';
  const steps = diagnosis ? await stepsOf(ctx, diagnosis.id) : [];
  return {
    diagnosisId: diagnosis?.id ?? null,
    verdict: report !== null,
    notice: {
      dedupKey: `control-plane/incident/${incident.id}`,
      incidentId: incident.id,
      status: incident.status,
      severity: incident.severity,
      service: incident.service,
      title: redact(incident.title),
      since: incident.startedAt.toISOString(),
      openAlerts: incident.openAlerts,
      diagnosis: working ? 'working' : report ? 'ended' : 'none',
      cause: words(causeOf(report, working, incident.decision)),
      verdict: report?.verdict ?? null,
      evidence: evidenceOf(report),
      change: report ? changeOf(report, words) : null,
      action: report && report.verdict !== 'no_fault' ? words(report.recommended_action) || null : null,
      steps: steps.map(words),
      link: `${given.publicUrl.replace(/\/$/, '')}/incidents/${incident.id}`,
      runbook: webAddress(alert?.runbook ?? null),
      words: noticeWords({ status: incident.status, since: incident.startedAt, openAlerts: incident.openAlerts }, given.language),
    },
  };
}

function causeOf(report: StoredReport | null, working: boolean, decision: string | null): Message {
  if (working) return message('incident.notice.diagnosing');
  if (!report) return message(decision ? `incident.decision.${decision}` : 'incident.notice.no_diagnosis');
  if (report.root_cause && (report.verdict === 'proven' || report.verdict === 'likely'))
    return message(`incident.notice.${report.verdict}`, { cause: report.summary });
  return message(report.verdict === 'no_fault' ? 'incident.notice.no_fault' : 'incident.notice.not_proven', { summary: report.summary });
}

/** The evidence that the root cause cites first. */
function evidenceOf(report: StoredReport | null): string | null {
  const [first] = report?.root_cause?.evidence_ids ?? [];
  const excerpt = report?.evidence.find((item) => item.id === first)?.excerpt;
  return excerpt ? redact(excerpt) : null;
}

function changeOf(report: StoredReport, words: (text: Message) => string): string | null {
  const id = report.root_cause?.change_id;
  const change = report.changes_considered.find((item) => item.change_id === id);
  return change ? words(message('incident.notice.change', { summary: change.summary, author: change.author })) : null;
}

async function stepsOf(ctx: Context, diagnosisId: string): Promise<Message[]> {
  const rows = await ctx.db.execute<{ title: Message }>(
    sql`select data -> 'title' as title from diagnosis_events
         where diagnosis_id = ${diagnosisId} and event = 'step' and data ->> 'status' in ('done', 'failed')
         order by sequence desc limit 20`,
  );
  return [...rows].map((row) => row.title).toReversed();
}

function webAddress(text: string | null): string | null {
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
}
