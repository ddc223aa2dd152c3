import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { skewOf, type Alert } from '#/lib/domain/alert.ts';
import { storableJson } from '#/lib/domain/storable.ts';
import type { Memory, PlacedAlert, Touched } from './alert-arrival.ts';
import type { AlertTarget } from './alert-target.ts';

/** Rows of one JSON parameter: one statement takes any number of alerts. */
const rowsOf = (items: unknown) => sql`jsonb_to_recordset(${storableJson(items)}::text::jsonb)`;

/** What is remembered of each alert, locked in one order so that two senders never wait for each other. */
export async function lockMemories(tx: Transaction, source: string, fingerprints: string[]): Promise<Map<string, Memory>> {
  const sorted = fingerprints.toSorted();
  await tx.execute(sql`
    insert into alert_states (source, fingerprint)
    select ${source}, item.fingerprint from ${rowsOf(sorted.map((fingerprint) => ({ fingerprint })))} as item(fingerprint text)
    order by item.fingerprint on conflict do nothing`);
  const rows = await tx.execute<{
    fingerprint: string;
    latest_start: string | null;
    latest_end: string | null;
    episode_id: string | null;
  }>(sql`
    select state.fingerprint, to_json(state.latest_start) #>> '{}' as latest_start, to_json(state.latest_end) #>> '{}' as latest_end, state.episode_id
      from alert_states state
      join ${rowsOf(sorted.map((fingerprint) => ({ fingerprint })))} as item(fingerprint text) on item.fingerprint = state.fingerprint
     where state.source = ${source} order by state.fingerprint for update of state`);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return new Map(
    [...rows].map((row) => [
      row.fingerprint,
      {
        latestStart: date(row.latest_start),
        latestEnd: date(row.latest_end),
        open: row.episode_id !== null,
        episodeId: row.episode_id,
      },
    ]),
  );
}

/** Locks, in one order, every incident that these alerts can open or close: so two senders never wait for each other. */
export async function lockIncidents(tx: Transaction, placed: PlacedAlert[], memories: Map<string, Memory>): Promise<void> {
  const keys = placed.map((item) => ({
    grouping_key: item.target.groupingKey,
    episode: memories.get(item.alert.fingerprint)?.episodeId ?? null,
  }));
  await tx.execute(sql`
    with item as (select * from ${rowsOf(keys)} as item(grouping_key text, episode text))
    select incident.id from incidents incident
     where incident.status <> 'resolved'
       and (incident.grouping_key in (select grouping_key from item)
         or incident.id in (select incident_id from alert_episodes where id in (select episode from item)))
     order by incident.grouping_key for update`);
}

/** The open incident of each grouping, made where there is none; answers ids by grouping key. */
export async function openIncidents(
  tx: Transaction,
  opening: { target: AlertTarget; alert: Alert }[],
  now: Date,
): Promise<Map<string, number>> {
  if (opening.length === 0) return new Map();
  const items = opening.map(({ target, alert }) => ({
    grouping_key: target.groupingKey,
    service_id: target.serviceId,
    cluster: target.cluster,
    namespace: target.namespace,
    service: target.service,
    title: alert.annotations.summary ?? alert.annotations.title ?? alert.name,
    severity: alert.severity,
    started_at: alert.startsAt.toISOString(),
  }));
  // The update that changes nothing makes a concurrent incident visible, and locks it.
  const rows = await tx.execute<{ id: number; grouping_key: string }>(sql`
    insert into incidents (grouping_key, service_id, cluster, namespace, service, title, severity, status, started_at, received_at, last_alert_at)
    select item.grouping_key, item.service_id, item.cluster, item.namespace, item.service, item.title, item.severity, 'firing',
           item.started_at, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      from ${rowsOf(items)} as item(grouping_key text, service_id text, cluster text, namespace text, service text, title text, severity text, started_at timestamptz)
     order by item.grouping_key
    on conflict (grouping_key) where status in ('firing', 'acknowledged', 'stale') do update set updated_at = incidents.updated_at
    returning id, grouping_key`);
  return new Map([...rows].map((row) => [row.grouping_key, row.id]));
}

/** Writes episodes and memories; answers what arrived for each incident. */
export async function storeArrivals(
  tx: Transaction,
  given: { source: string; placed: PlacedAlert[]; opened: Map<string, number>; memories: Map<string, Memory>; now: Date },
): Promise<Map<number, Touched>> {
  const { source, placed, opened, memories, now } = given;
  const touched = new Map<number, Touched>();
  const touch = (id: number): Touched => {
    const entry = touched.get(id) ?? { opened: [], repeated: 0, closed: 0 };
    touched.set(id, entry);
    return entry;
  };
  const begun = placed.filter((item) => item.arrival === 'opens');
  const episodes = begun.map(({ alert, target }) => {
    const incidentId = opened.get(target.groupingKey);
    const memory = memories.get(alert.fingerprint);
    if (incidentId === undefined || !memory) throw new Error(`The alert "${alert.name}" opened no incident.`);
    const id = randomUUIDv7();
    memory.episodeId = id;
    touch(incidentId).opened.push(alert);
    return { id, incident_id: incidentId, skew_seconds: skewOf(alert, now), ...columns(alert) };
  });
  if (episodes.length > 0) await insertEpisodes(tx, source, episodes, now);
  const seen = placed.filter((item) => item.arrival === 'repeats' || item.arrival === 'closes');
  for (const { id, repeated, closed } of await updateEpisodes(tx, seen, memories, now)) {
    const entry = touch(id);
    entry.repeated += repeated;
    entry.closed += closed;
  }
  await saveMemories(tx, source, memories, placed);
  return touched;
}

function columns(alert: Alert) {
  return {
    fingerprint: alert.fingerprint,
    alert_name: alert.name,
    severity: alert.severity,
    labels: alert.labels,
    annotations: alert.annotations,
    generator_url: alert.generatorUrl,
    starts_at: alert.startsAt.toISOString(),
  };
}

async function insertEpisodes(tx: Transaction, source: string, episodes: unknown[], now: Date): Promise<void> {
  await tx.execute(sql`
    insert into alert_episodes (id, incident_id, source, fingerprint, alert_name, severity, status, labels, annotations, generator_url, starts_at, received_at, last_seen_at, skew_seconds)
    select item.id, item.incident_id, ${source}, item.fingerprint, item.alert_name, item.severity, 'firing', item.labels, item.annotations,
           item.generator_url, item.starts_at, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, item.skew_seconds
      from ${rowsOf(episodes)} as item(id text, incident_id int, fingerprint text, alert_name text, severity text, labels jsonb, annotations jsonb,
           generator_url text, starts_at timestamptz, skew_seconds int)`);
}

/** Repeats touch the open episode and keep its earliest start, an end closes it; answers how many of each by incident. */
async function updateEpisodes(
  tx: Transaction,
  seen: PlacedAlert[],
  memories: Map<string, Memory>,
  now: Date,
): Promise<{ id: number; repeated: number; closed: number }[]> {
  const items = new Map(
    seen.map(({ alert, arrival }) => {
      const id = memories.get(alert.fingerprint)?.episodeId ?? '';
      return [id, { id, ...columns(alert), ends_at: arrival === 'closes' ? (alert.endsAt ?? alert.startsAt).toISOString() : null }];
    }),
  );
  items.delete('');
  if (items.size === 0) return [];
  const rows = await tx.execute<{ incident_id: number; repeated: number; closed: number }>(sql`
    with changed as (
      update alert_episodes episode
         set last_seen_at = ${now.toISOString()}::timestamptz,
             received = episode.received + 1,
             severity = item.severity,
             labels = item.labels,
             annotations = item.annotations,
             starts_at = least(episode.starts_at, item.starts_at),
             ends_at = item.ends_at,
             closed_at = case when item.ends_at is null then null else ${now.toISOString()}::timestamptz end,
             status = case when item.ends_at is null then 'firing' else 'resolved' end
        from ${rowsOf([...items.values()])} as item(id text, severity text, labels jsonb, annotations jsonb, starts_at timestamptz, ends_at timestamptz)
       where episode.id = item.id
      returning episode.incident_id, item.ends_at
    )
    select incident_id, count(*) filter (where ends_at is null)::int as repeated, count(*) filter (where ends_at is not null)::int as closed
      from changed group by incident_id order by incident_id`);
  return [...rows].map(({ incident_id, repeated, closed }) => ({ id: incident_id, repeated, closed }));
}

async function saveMemories(tx: Transaction, source: string, memories: Map<string, Memory>, placed: PlacedAlert[]): Promise<void> {
  const fingerprints = new Set(placed.map((item) => item.alert.fingerprint));
  const items = [...fingerprints].flatMap((fingerprint) => {
    const memory = memories.get(fingerprint);
    if (!memory) return [];
    const { latestStart, latestEnd, open, episodeId } = memory;
    return [{ fingerprint, latest_start: latestStart, latest_end: latestEnd, episode_id: open ? episodeId : null }];
  });
  await tx.execute(sql`
    update alert_states state
       set latest_start = item.latest_start, latest_end = item.latest_end, episode_id = item.episode_id, updated_at = clock_timestamp()
      from ${rowsOf(items)} as item(fingerprint text, latest_start timestamptz, latest_end timestamptz, episode_id text)
     where state.source = ${source} and state.fingerprint = item.fingerprint`);
}
