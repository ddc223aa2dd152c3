import type { IncidentNotice } from '#/lib/domain/notification.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { noticeWords } from './notice-words.ts';

/** A message that says of itself that it is a test: it is resolved, so that it wakes nobody. */
export function sampleNotice({ language, publicUrl, now }: { language: Language; publicUrl: string; now: Date }): IncidentNotice {
  const say = (key: string) => renderMessage(message(`incident.sample.${key}`), language);
  return {
    dedupKey: `control-plane/test/${now.getTime()}`,
    incidentId: 0,
    status: 'resolved',
    severity: 'info',
    service: null,
    title: say('title'),
    since: now.toISOString(),
    openAlerts: 0,
    diagnosis: 'ended',
    cause: say('cause'),
    verdict: null,
    evidence: null,
    change: null,
    action: say('action'),
    steps: [],
    link: publicUrl,
    runbook: null,
    words: noticeWords({ status: 'resolved', since: now, openAlerts: 0 }, language),
  };
}
