import type { IncidentStatus } from '#/lib/domain/incident.ts';
import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';

/** The labels of a message in one language. */
export function noticeWords(
  given: { status: IncidentStatus; since: Date; openAlerts: number },
  language: Language,
): IncidentNotice['words'] {
  const say = (key: string, values: Record<string, string | number> = {}) => renderMessage(message(`incident.${key}`, values), language);
  return {
    status: say(`status.${given.status}`),
    since: say('label.since', { at: `${given.since.toISOString().slice(0, 16).replace('T', ' ')} UTC` }),
    cause: say('label.cause'),
    evidence: say('label.evidence'),
    change: say('label.change'),
    action: say('label.action'),
    open: say('label.open'),
    runbook: say('label.runbook'),
    steps: say('label.steps'),
    alerts: say('label.alerts', { count: given.openAlerts }),
  };
}
