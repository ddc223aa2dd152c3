import { createHash } from 'node:crypto';
import type { AlertBody } from '#/lib/contract/alerts.ts';
import { severityOf, type Alert } from '#/lib/domain/alert.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import { storable } from '#/lib/domain/storable.ts';
import { oneOf } from './one-of.ts';

/** Alerts of one body with what they have in common. */
export type AlertBatch = {
  alerts: Alert[];
  groupLabels: Record<string, string>;
  /** How many the sender left out: their state is unknown, not resolved. */
  truncated: number;
};

/** Longest label or annotation that is kept, and how many of them; the rest is counted in words. */
const MAX_VALUE = 4_000;
const MAX_NAMES = 200;

/** Reads either body; what a sender leaves out is taken from the group or from `now`. */
export function readAlerts(body: AlertBody, now: Date): AlertBatch {
  return 'alerts' in body ? ofAlertmanager(body, now) : ofTemplate(body, now);
}

type Native = Extract<AlertBody, { alerts: unknown }>;
type Templated = Exclude<AlertBody, Native>;

function ofAlertmanager(body: Native, now: Date): AlertBatch {
  const alerts = body.alerts.map((given): Alert => {
    const labels = bounded({ ...body.commonLabels, ...given.labels });
    const resolved = given.status === 'resolved' || (given.status === undefined && body.status === 'resolved');
    const startsAt = given.startsAt ?? now;
    return {
      fingerprint: given.fingerprint?.slice(0, 200) || fingerprintOf(labels),
      status: resolved ? 'resolved' : 'firing',
      name: labels.alertname ?? 'alert',
      severity: severityOf(labels),
      labels,
      annotations: redactTexts(bounded({ ...body.commonAnnotations, ...given.annotations })),
      generatorUrl: webAddress(given.generatorURL),
      startsAt,
      endsAt: resolved ? (given.endsAt ?? now) : null,
    };
  });
  return { alerts, groupLabels: bounded(body.groupLabels), truncated: body.truncatedAlerts ?? 0 };
}

/** One alert without times of its own: it starts when it is received, so that each is a new fact unless it fires already. */
function ofTemplate({ user_query: question, context }: Templated, now: Date): AlertBatch {
  const name = context.alert_name ?? 'alert';
  const service = oneOf(context, 'service', 'service_name');
  const place = { namespace: context.namespace, cluster: context.cluster, service, severity: context.severity };
  const labels = bounded({ alertname: name, ...Object.fromEntries(Object.entries(place).filter(([, value]) => value)) });
  const resolved = /^(?:resolved|ok|normal)$/i.test(context.status ?? '');
  const alert: Alert = {
    fingerprint: fingerprintOf(labels),
    status: resolved ? 'resolved' : 'firing',
    name,
    severity: severityOf(labels),
    labels,
    annotations: redactTexts(bounded({ summary: context.summary ?? question, description: question })),
    generatorUrl: null,
    startsAt: now,
    endsAt: resolved ? now : null,
  };
  return { alerts: [alert], groupLabels: { alertname: name }, truncated: 0 };
}

/** Where a sender gives none: the labels themselves tell alerts apart. */
function fingerprintOf(labels: Record<string, string>): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

function bounded(given: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(storable(given)).slice(0, MAX_NAMES);
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const text = String(value);
      return [
        name.replaceAll('\0', '').toWellFormed().slice(0, 200),
        text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}… (+${text.length - MAX_VALUE})` : text,
      ];
    }),
  );
}

/** Only what a browser may open as a page; anything else is data and no link. */
function webAddress(text: string | null | undefined): string | null {
  if (!text || text.length > 2_000 || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}
