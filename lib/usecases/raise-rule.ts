import type { Context } from '#/lib/context.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { MONITOR_SOURCE, type Alert } from '#/lib/domain/alert.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { enqueue } from '#/lib/jobs/queue.ts';
import type { RuleRow } from './present-rule.ts';
import { takeAlerts } from './receive-alerts.ts';
import type { ServiceRow } from './resolve-service.ts';

type Raised = { rule: RuleRow; service: ServiceRow; value: number | null; baseline: number | null; firing: boolean; now: number };

/** Sends a rule's alert, or its end, the way of every other alert, and tells the rule's own receivers when it fires. */
export async function raiseRule(ctx: Context, tx: Transaction, raised: Raised): Promise<void> {
  const { rule, service, firing, now } = raised;
  const alert: Alert = {
    fingerprint: rule.id,
    status: firing ? 'firing' : 'resolved',
    name: rule.name,
    severity: rule.severity,
    labels: {
      alertname: rule.name,
      cluster: service.cluster,
      namespace: service.namespace,
      service: service.name,
      severity: rule.severity,
      signal: rule.signal,
    },
    annotations: { summary: summaryOf(raised) },
    generatorUrl: null,
    startsAt: new Date(firing ? now : (rule.stateSince?.getTime() ?? now)),
    endsAt: firing ? null : new Date(now),
  };
  const batch = { alerts: [alert], groupLabels: {}, truncated: 0 };
  await takeAlerts(ctx, tx, { batch, source: MONITOR_SOURCE, serviceLabels: ['service'], now: new Date(now) });
  if (!firing) return;
  for (const [index] of rule.receivers.entries())
    await enqueue(tx, 'call-receiver', { ruleId: rule.id, index, summary: summaryOf(raised) });
}

/** In English, as the alerts of other senders mostly are: a title is data. */
function summaryOf({ rule, service, value, baseline }: Raised): string {
  const unit = signalUnits[rule.signal];
  const shown = (number: number | null) =>
    number === null ? 'no data' : unit === 'ratio' ? `${round(number * 100)} %` : `${round(number)} ${unit}`;
  const words = rule.signal.replaceAll('_', ' ');
  const limit = rule.comparison === 'times_baseline' ? `${rule.threshold} times the usual ${shown(baseline)}` : `${shown(rule.threshold)}`;
  return `${service.name}: ${words} ${shown(value)}, ${rule.comparison === 'below' ? 'below' : 'above'} ${limit} for ${rule.forSeconds} s`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
