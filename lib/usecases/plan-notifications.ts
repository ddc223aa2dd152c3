import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { intArray, severityRank } from '#/lib/db/lists.ts';
import { enqueue } from '#/lib/jobs/queue.ts';

/**
 * Wants the messages about incidents to say what is known now: of every enabled channel that they are
 * routed to, one message an incident, edited rather than repeated. Delivery is a job of this transaction.
 */
export async function planNotifications(tx: Transaction, { incidentIds }: { incidentIds: readonly number[] }): Promise<void> {
  if (incidentIds.length === 0) return;
  const pairs = await tx.execute<{ channel_id: string; incident_id: number; revision: number }>(sql`
    with raised as (
      update incidents set revision = revision + 1 where id = any(${intArray(incidentIds)})
      returning id, revision, severity, service_id, namespace, service, status
    )
    select channel.id as channel_id, raised.id as incident_id, raised.revision
      from raised
      left join services service on service.id = raised.service_id
      join notification_channels channel on channel.enabled
     where ${severityRank(sql`raised.severity`)} <= ${severityRank(sql`channel.min_severity`)}
       and (cardinality(channel.teams) = 0 or service.team = any(channel.teams))
       and (cardinality(channel.services) = 0 or raised.namespace || '/' || raised.service = any(channel.services))
       -- Nobody hears only of an end, or of a silence.
       and (raised.status not in ('resolved', 'stale') or exists (
         select 1 from notifications where channel_id = channel.id and subject = 'incident:' || raised.id))
     order by raised.id, channel.id`);
  for (const pair of pairs) {
    const [row] = await tx.execute<{ id: string }>(sql`
      insert into notifications (id, channel_id, subject, incident_id, wanted_revision)
      values (${randomUUIDv7()}, ${pair.channel_id}, ${`incident:${pair.incident_id}`}, ${pair.incident_id}, ${pair.revision})
      on conflict (channel_id, subject) do update
        set wanted_revision = greatest(notifications.wanted_revision, excluded.wanted_revision), status = 'pending', attempts = 0, next_attempt_at = null
      returning id`);
    if (row) await enqueue(tx, 'deliver', { notificationId: row.id });
  }
}
