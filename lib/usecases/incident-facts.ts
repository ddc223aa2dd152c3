import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { intArray, severityRank, textArray } from '#/lib/db/lists.ts';
import type { Matcher, Severity } from '#/lib/domain/alert.ts';
import { COOL_DOWN_MINUTES, FLAP_WINDOW_MINUTES, JUST_NOW_MINUTES } from '#/lib/domain/alert-decision.ts';
import type { IncidentStatus } from '#/lib/domain/incident.ts';
import { covers } from '#/lib/domain/silence.ts';
import { severities } from '#/lib/domain/words.ts';

/** An incident after its alerts have been counted anew, and all that the decision about it is made upon. */
export type IncidentFacts = {
  id: number;
  groupingKey: string;
  status: IncidentStatus;
  /** What it was before this count. */
  statusBefore: IncidentStatus;
  severity: Severity;
  /** What it was before this count. */
  severityBefore: Severity;
  serviceId: string | null;
  cluster: string;
  namespace: string | null;
  service: string | null;
  team: string | null;
  title: string;
  alertName: string;
  openAlerts: number;
  /** How often the alert of it that opened most did so lately. */
  opened: number;
  receivedAt: string;
  revision: number;
  diagnosisId: string | null;
  diagnosisStatus: string | null;
  diagnosedSeverity: Severity | null;
  deploymentDiagnosis: string | null;
  workingDiagnosis: string | null;
  recentDiagnosis: string | null;
  justNowDiagnosis: string | null;
  atWork: number;
};

/** Counts the alerts of incidents anew and reads what speaks for and against a diagnosis of each. Their rows must be locked. */
export async function readIncidentFacts(tx: Transaction, ids: readonly number[]): Promise<IncidentFacts[]> {
  const since = (minutes: number) => sql`clock_timestamp() - make_interval(mins => ${minutes}::int)`;
  const rows = await tx.execute<IncidentFacts>(sql`
    with counted as (
      select incident.id,
             count(episode.id) filter (where episode.status = 'firing')::int as firing,
             count(episode.id) filter (where episode.status = 'stale')::int as stale,
             count(episode.id)::int as total,
             min(${severityRank(sql`episode.severity`)}) filter (where episode.status <> 'resolved') as worst,
             min(episode.starts_at) as started_at,
             max(episode.last_seen_at) as last_alert_at
        from incidents incident left join alert_episodes episode on episode.incident_id = incident.id
       where incident.id = any(${intArray(ids)})
       group by incident.id
    ), before as (
      select id, severity, status from incidents where id in (select id from counted)
    ), updated as (
      update incidents incident
         set open_alerts = counted.firing + counted.stale,
             total_alerts = counted.total,
             started_at = coalesce(counted.started_at, incident.started_at),
             last_alert_at = coalesce(counted.last_alert_at, incident.last_alert_at),
             severity = coalesce((${textArray(severities)})[counted.worst], incident.severity),
             status = case
               when counted.firing + counted.stale = 0 then 'resolved'
               when counted.firing = 0 then 'stale'
               when incident.status = 'stale' then case when incident.acknowledged_at is null then 'firing' else 'acknowledged' end
               else incident.status end,
             resolved_at = case when counted.firing + counted.stale = 0 then coalesce(incident.resolved_at, clock_timestamp()) else incident.resolved_at end,
             updated_at = clock_timestamp()
        from counted where counted.id = incident.id
      returning incident.*
    )
    select updated.id, updated.grouping_key as "groupingKey", updated.status, before.status as "statusBefore", updated.severity, before.severity as "severityBefore",
           updated.service_id as "serviceId", updated.cluster, updated.namespace, updated.service, service.team, updated.title,
           updated.open_alerts as "openAlerts", updated.revision, to_json(updated.received_at) #>> '{}' as "receivedAt",
           coalesce((select episode.alert_name from alert_episodes episode where episode.incident_id = updated.id order by episode.received_at desc, episode.id desc limit 1), updated.title) as "alertName",
           coalesce((select max(times) from (
             select count(*)::int as times from alert_episodes episode join incidents other on other.id = episode.incident_id
              where other.grouping_key = updated.grouping_key and episode.received_at > ${since(FLAP_WINDOW_MINUTES)}
              group by episode.source, episode.fingerprint) as flips), 0) as opened,
           updated.diagnosis_id as "diagnosisId", own.status as "diagnosisStatus", own.context ->> 'severity' as "diagnosedSeverity",
           (select diagnosis.id from diagnoses diagnosis join deployments deployment on deployment.id = diagnosis.deployment_id
             where diagnosis.trigger = 'deployment' and diagnosis.service_id = updated.service_id
               and (diagnosis.status in ('queued', 'running')
                 or (diagnosis.status = 'completed' and deployment.status = 'failed' and diagnosis.requested_at > ${since(JUST_NOW_MINUTES)}))
             order by diagnosis.requested_at desc limit 1) as "deploymentDiagnosis",
           (select diagnosis.id from diagnoses diagnosis
             where diagnosis.trigger = 'alert' and diagnosis.status in ('queued', 'running') and diagnosis.id is distinct from updated.diagnosis_id
               and diagnosis.service_id = updated.service_id
             order by diagnosis.requested_at desc limit 1) as "workingDiagnosis",
           (select other.diagnosis_id from incidents other join diagnoses diagnosis on diagnosis.id = other.diagnosis_id
             where other.grouping_key = updated.grouping_key and other.id <> updated.id and diagnosis.status = 'completed'
               and diagnosis.verdict_at > ${since(COOL_DOWN_MINUTES)}
             order by diagnosis.verdict_at desc limit 1) as "recentDiagnosis",
           (select other.diagnosis_id from incidents other join diagnoses diagnosis on diagnosis.id = other.diagnosis_id
             where other.grouping_key = updated.grouping_key and other.id <> updated.id and diagnosis.status = 'completed'
               and diagnosis.verdict_at > ${since(JUST_NOW_MINUTES)}
               -- What was changed nearby since then may be another cause.
               and not exists (select 1 from deployments deployment join services changed on changed.id = deployment.service_id
                 where changed.cluster = updated.cluster and changed.namespace is not distinct from updated.namespace
                   and deployment.created_at > diagnosis.requested_at)
               and not exists (select 1 from alert_episodes now where now.incident_id = updated.id
                 and not exists (select 1 from alert_episodes then_ where then_.incident_id = other.id and then_.alert_name = now.alert_name))
             order by diagnosis.verdict_at desc limit 1) as "justNowDiagnosis",
           (select count(*)::int from diagnoses where trigger = 'alert' and status in ('queued', 'running')) as "atWork"
      from updated join before on before.id = updated.id
      left join services service on service.id = updated.service_id
      left join diagnoses own on own.id = updated.diagnosis_id
     order by updated.id`);
  return [...rows];
}

/** Which incidents are covered, in every alert that is open, by a silence or a maintenance window of now. */
export async function readSilenced(tx: Transaction, ids: readonly number[]): Promise<Map<number, 'silence' | 'maintenance'>> {
  const active = await tx.execute<{ kind: 'silence' | 'maintenance'; matchers: Matcher[] }>(
    sql`select kind, matchers from silences where starts_at <= clock_timestamp() and ends_at > clock_timestamp()`,
  );
  const silenced = new Map<number, 'silence' | 'maintenance'>();
  if (active.length === 0 || ids.length === 0) return silenced;
  const alerts = await tx.execute<{ id: number; labels: Record<string, string> }>(sql`
    select incident.id, episode.labels || jsonb_strip_nulls(jsonb_build_object(
             'service', coalesce(incident.service, episode.labels ->> 'service'),
             'namespace', coalesce(incident.namespace, episode.labels ->> 'namespace'))) as labels
      from incidents incident join alert_episodes episode on episode.incident_id = incident.id
     where incident.id = any(${intArray(ids)}) and episode.status <> 'resolved'`);
  for (const id of ids) {
    const own = alerts.filter((alert) => alert.id === id);
    const kinds = own.map((alert) => active.find((silence) => covers(silence.matchers, alert.labels))?.kind);
    const [first] = kinds;
    if (first && kinds.every((kind) => kind !== undefined)) silenced.set(id, first);
  }
  return silenced;
}
