import { sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { notice } from '#/lib/db/notify.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { ALERTING_SILENT, isWatchdog, worse } from '#/lib/domain/alert.ts';
import { decideDiagnosis, type Decision } from '#/lib/domain/alert-decision.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { recordIncidentEvents, type NewIncidentEvent } from './incident-events.ts';
import { readIncidentFacts, readSilenced, type IncidentFacts } from './incident-facts.ts';
import { planNotifications } from './plan-notifications.ts';
import { queueDiagnosis } from './queue-diagnosis.ts';
import type { Touched } from './alert-arrival.ts';

export type JudgedIncident = { id: number; diagnosisId: string | null };

/** What follows from the alerts that arrived: status, the decision about a diagnosis with its reason, messages, notices. */
export async function judgeIncidents(
  ctx: Context,
  tx: Transaction,
  { touched, now }: { touched: Map<number, Touched>; now: Date },
): Promise<JudgedIncident[]> {
  if (touched.size === 0) return [];
  const ids = [...touched.keys()];
  const [all, silenced] = [await readIncidentFacts(tx, ids), await readSilenced(tx, ids)];
  const events: NewIncidentEvent[] = [];
  const tell: number[] = [];
  const judged: JudgedIncident[] = [];
  let begun = 0;
  for (const facts of all) {
    const arrived = touched.get(facts.id) ?? { opened: [], repeated: 0, closed: 0 };
    events.push(...storyOf(facts, arrived));
    const raised = worse(facts.severity, facts.severityBefore);
    const retry = facts.diagnosisStatus === 'failed' && arrived.repeated > 0;
    const asks = facts.status !== 'resolved' && (arrived.opened.length > 0 || raised || retry || arrived.again === true);
    const decision = asks ? decideDiagnosis({ ...decisionFacts(facts, silenced), atWork: facts.atWork + begun }) : null;
    const diagnosisId = decision ? await act(ctx, tx, facts, decision, events) : facts.diagnosisId;
    if (decision?.diagnose) begun += 1;
    const quiet = decision !== null && ['watchdog', 'silenced', 'maintenance', 'flapping'].includes(decision.reason);
    const moved = facts.status !== facts.statusBefore && facts.status !== 'acknowledged';
    const news = arrived.opened.length > 0 || raised || moved || arrived.again === true;
    if (news && !quiet) tell.push(facts.id);
    judged.push({ id: facts.id, diagnosisId });
    const service =
      facts.service && facts.namespace ? serviceKey({ cluster: facts.cluster, namespace: facts.namespace, name: facts.service }) : null;
    await notice(tx, { topic: 'incidents', id: String(facts.id), service, team: facts.team, kind: facts.status });
  }
  await recordIncidentEvents(tx, events, now);
  await planNotifications(tx, { incidentIds: tell });
  return judged;
}

function decisionFacts(facts: IncidentFacts, silenced: Map<number, 'silence' | 'maintenance'>) {
  const { diagnosisStatus } = facts;
  const diagnosis =
    diagnosisStatus === null
      ? ('none' as const)
      : diagnosisStatus === 'completed'
        ? ('completed' as const)
        : diagnosisStatus === 'failed' || diagnosisStatus === 'cancelled'
          ? ('failed' as const)
          : ('working' as const);
  return {
    watchdog: isWatchdog({ name: facts.alertName }),
    alertingSilent: facts.alertName === ALERTING_SILENT,
    silencedBy: silenced.get(facts.id) ?? null,
    opened: facts.opened,
    severity: facts.severity,
    diagnosedSeverity: facts.diagnosedSeverity,
    diagnosis,
    elsewhere: {
      deployment: facts.deploymentDiagnosis,
      working: facts.workingDiagnosis,
      recent: facts.recentDiagnosis,
      justNow: facts.justNowDiagnosis,
    },
  };
}

/** Carries a decision out; answers the diagnosis that speaks for the incident from now on. */
async function act(
  ctx: Context,
  tx: Transaction,
  facts: IncidentFacts,
  { diagnose, reason, join }: Decision,
  events: NewIncidentEvent[],
): Promise<string | null> {
  const diagnosisId = diagnose ? await begin(ctx, tx, facts) : (facts.diagnosisId ?? join);
  await tx.execute(sql`update incidents set decision = ${reason}, diagnosis_id = ${diagnosisId} where id = ${facts.id}`);
  if (diagnose)
    events.push({ incidentId: facts.id, kind: 'diagnosis_started', text: message(`incident.decision.${reason}`), ref: diagnosisId });
  else if (diagnosisId !== facts.diagnosisId || facts.diagnosisId === null)
    events.push({ incidentId: facts.id, kind: 'decision', text: message(`incident.decision.${reason}`), ref: diagnosisId });
  return diagnosisId;
}

const PRIORITY = { critical: 30, warning: 20, info: 10 } as const;

/** With the control plane's own rights: an alert asks on nobody's behalf. */
async function begin(ctx: Context, tx: Transaction, facts: IncidentFacts): Promise<string> {
  const { id } = await queueDiagnosis(tx, {
    requestId: ctx.requestId,
    trigger: 'alert',
    actor: SYSTEM,
    serviceId: facts.serviceId,
    deploymentId: null,
    subject: { cluster: facts.cluster, namespace: facts.namespace, service: facts.service, deployment_id: null, version: null },
    question: facts.service
      ? message('incident.question.service', { alert: facts.alertName, service: facts.service })
      : message('incident.question.alert', { alert: facts.alertName }),
    context: { incident_id: facts.id, alert_name: facts.alertName, severity: facts.severity, summary: facts.title },
    language: ctx.language,
    requestedAt: new Date(facts.receivedAt),
    priority: PRIORITY[facts.severity],
  });
  return id;
}

/** What the timeline tells of the alerts: one line for many of a kind. */
function storyOf(facts: IncidentFacts, arrived: Touched): NewIncidentEvent[] {
  const incidentId = facts.id;
  const events: NewIncidentEvent[] = [];
  const names = [...new Set(arrived.opened.map((alert) => alert.name))];
  for (const name of names.slice(0, 20)) {
    const count = arrived.opened.filter((alert) => alert.name === name).length;
    events.push({ incidentId, kind: 'alert_firing', text: message('incident.event.firing', { name, count }), ref: null });
  }
  if (worse(facts.severity, facts.severityBefore))
    events.push({
      incidentId,
      kind: 'severity_raised',
      text: message('incident.event.raised', { from: facts.severityBefore, to: facts.severity }),
      ref: null,
    });
  if (arrived.stale)
    events.push({ incidentId, kind: 'alert_stale', text: message('incident.event.stale', { count: arrived.stale }), ref: null });
  if (arrived.closed > 0)
    events.push({
      incidentId,
      kind: 'alert_resolved',
      text: message('incident.event.alert_resolved', { count: arrived.closed, left: facts.openAlerts }),
      ref: null,
    });
  if (facts.status === 'resolved' && arrived.closed > 0)
    events.push({ incidentId, kind: 'resolved', text: message('incident.event.resolved_by_alerts'), ref: null });
  return events;
}
