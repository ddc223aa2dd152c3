import type { IncidentNotice } from '#/lib/domain/notification.ts';

/** The body of our own webhook, version 1. Fields are only ever added. */
export function bodyOf(notice: IncidentNotice) {
  return {
    version: 1,
    type: 'incident',
    dedup_key: notice.dedupKey,
    incident_id: notice.incidentId,
    status: notice.status,
    severity: notice.severity,
    service: notice.service,
    title: notice.title,
    since: notice.since,
    open_alerts: notice.openAlerts,
    diagnosis: { status: notice.diagnosis, verdict: notice.verdict, cause: notice.cause },
    evidence: notice.evidence,
    suspected_change: notice.change,
    recommended_action: notice.action,
    link: notice.link,
    runbook_url: notice.runbook,
  };
}
