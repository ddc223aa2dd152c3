import type { Incident } from '#/lib/contract/incidents.ts';
import type { DiagnosisStatus, Verdict } from '#/lib/domain/diagnosis.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message, type Language, type Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import type { IncidentRow } from './resolve-incident.ts';
import type { Veil } from './veil.ts';

/** What an incident shows of the diagnosis that speaks for it. */
export type IncidentDiagnosis = {
  id: string;
  status: DiagnosisStatus;
  summary: Message | null;
  verdict: Verdict | null;
  mode: string | null;
  firstFindingAt: Date | null;
  verdictAt: Date | null;
};

/** An incident as it crosses the wire; names that the reader may not see are veiled. */
export function presentIncident(row: IncidentRow, diagnosis: IncidentDiagnosis | null, language: Language, veil: Veil): Incident {
  const words = (text: Message) => renderMessage(veil.text(text), language);
  const instant = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    id: row.id,
    title: redact(row.title),
    severity: row.severity,
    status: row.status,
    service: row.service,
    namespace: row.namespace,
    cluster: row.cluster,
    registered: row.serviceId !== null,
    started_at: row.startedAt.toISOString(),
    received_at: row.receivedAt.toISOString(),
    last_alert_at: row.lastAlertAt.toISOString(),
    open_alerts: row.openAlerts,
    total_alerts: row.totalAlerts,
    acknowledged_at: instant(row.acknowledgedAt),
    acknowledged_by: row.acknowledgedBy,
    assignee: row.assignee,
    resolved_at: instant(row.resolvedAt),
    resolved_by: row.resolvedBy,
    decision: row.decision,
    decision_text: row.decision && renderMessage(message(`incident.decision.${row.decision}`), language),
    diagnosis: diagnosis && {
      id: diagnosis.id,
      status: diagnosis.status,
      summary: diagnosis.summary && words(diagnosis.summary),
      verdict: diagnosis.verdict,
      mode: diagnosis.mode,
    },
    timings: {
      received_at: row.receivedAt.toISOString(),
      first_finding_at: instant(diagnosis?.firstFindingAt),
      verdict_at: instant(diagnosis?.verdictAt),
      notified_at: instant(row.notifiedAt),
    },
  };
}
