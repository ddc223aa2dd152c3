import type { ChangeNotice, IncidentNotice } from '#/lib/domain/notification.ts';

/** PagerDuty's limit for a summary; what does not fit stands in full in the details. */
const MAX_SUMMARY = 1024;
/** An event may have 512 KB; the details stay far below. */
const MAX_DETAIL = 60_000;

const actions = { firing: 'trigger', stale: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;

/** The event without its routing key. A diagnosis that ended on an acknowledged incident is attached by a trigger, too. */
export function eventOf(notice: IncidentNotice) {
  const action = notice.status === 'acknowledged' && notice.diagnosis === 'ended' ? 'trigger' : actions[notice.status];
  const shared = { event_action: action, dedup_key: notice.dedupKey.slice(0, 255) };
  if (action !== 'trigger') return shared;
  const whole = `${notice.title} ${notice.words.since} — ${notice.cause}`;
  return {
    ...shared,
    payload: {
      summary: shortened(whole),
      source: notice.service ?? 'control-plane',
      severity: notice.severity,
      timestamp: notice.since,
      component: notice.service ?? undefined,
      custom_details: {
        [notice.words.cause]: notice.cause,
        ...labelled(notice.words.evidence, notice.evidence),
        ...labelled(notice.words.change, notice.change),
        ...labelled(notice.words.action, notice.action),
        ...(whole.length <= MAX_SUMMARY ? {} : { title: notice.title }),
      },
    },
    links: [
      { href: notice.link, text: notice.words.open },
      ...(notice.runbook ? [{ href: notice.runbook, text: notice.words.runbook }] : []),
    ],
  };
}

/** A change event without its routing key. Source: https://developer.pagerduty.com/docs/send-change-events */
export function changeEventOf({ summary, source, at, details, link, linkText }: ChangeNotice) {
  return {
    payload: { summary: shortened(summary), source, timestamp: at, custom_details: details },
    links: [{ href: link, text: linkText }],
  };
}

function shortened(text: string): string {
  return text.length <= MAX_SUMMARY ? text : `${text.slice(0, MAX_SUMMARY - 1)}…`;
}

function labelled(label: string, text: string | null): Record<string, string> {
  return text === null ? {} : { [label]: text.slice(0, MAX_DETAIL) };
}
