import type { IncidentNotice } from '#/lib/domain/notification.ts';

/** Subject and plain text of a mail: no markup, so nothing that telemetry says can become any. */
export function mailOf(notice: IncidentNotice): { subject: string; text: string } {
  const { words } = notice;
  const block = (label: string, text: string | null) => (text === null ? [] : [`${label}: ${text}`]);
  const head = `${notice.service ? `${notice.service}: ` : ''}${notice.title}`;
  return {
    subject: `[${words.status}] ${head}`.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: [
      `${head} (${words.since})`,
      `${notice.severity} · ${words.alerts}`,
      '',
      ...block(words.cause, notice.cause),
      ...block(words.evidence, notice.evidence),
      ...block(words.change, notice.change),
      ...block(words.action, notice.action),
      '',
      `${words.open}: ${notice.link}`,
      ...block(words.runbook, notice.runbook),
    ].join('\n'),
  };
}
