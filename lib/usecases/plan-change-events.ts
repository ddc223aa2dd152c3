import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#/lib/db/client.ts';
import { enqueue } from '#/lib/jobs/queue.ts';

/**
 * Tells, once, of a deployment that has ended: every enabled channel of a kind that knows changes (PagerDuty) and that
 * its service is routed to. Delivery is a job of this transaction.
 */
export async function planChangeEvents(tx: Transaction, { deploymentId }: { deploymentId: string }): Promise<void> {
  const channels = await tx.execute<{ id: string }>(sql`
    select channel.id
      from deployments deployment
      join services service on service.id = deployment.service_id
      join notification_channels channel on channel.enabled and channel.kind = 'pagerduty'
     where deployment.id = ${deploymentId}
       and (cardinality(channel.teams) = 0 or service.team = any(channel.teams))
       and (cardinality(channel.services) = 0 or service.namespace || '/' || service.name = any(channel.services))
     order by channel.id`);
  for (const channel of channels) {
    const [row] = await tx.execute<{ id: string }>(sql`
      insert into notifications (id, channel_id, subject, deployment_id, wanted_revision)
      values (${randomUUIDv7()}, ${channel.id}, ${`deployment:${deploymentId}`}, ${deploymentId}, 1)
      on conflict (channel_id, subject) do nothing returning id`);
    if (row) await enqueue(tx, 'deliver', { notificationId: row.id });
  }
}
