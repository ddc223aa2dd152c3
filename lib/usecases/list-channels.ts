import { asc, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Channel } from '#/lib/contract/channels.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { redactJson } from '#/lib/domain/redact.ts';
import type { Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';

type Row = typeof notificationChannels.$inferSelect & { lastDeliveredAt: string | null; dead: number };

const told = {
  lastDeliveredAt: sql<
    string | null
  >`(select to_json(max(last_sent_at)) #>> '{}' from notifications where channel_id = notification_channels.id)`,
  dead: sql<number>`(select count(*)::int from notifications where channel_id = notification_channels.id and status = 'dead')`,
};

/** All channels, by name; of their secrets only the names. */
export async function listChannels(ctx: Context): Promise<Channel[]> {
  authorize(ctx.actor, 'admin');
  const rows = await ctx.db
    .select({ channel: notificationChannels, ...told })
    .from(notificationChannels)
    .orderBy(asc(notificationChannels.name));
  return rows.map(({ channel, ...more }) => presentChannel({ ...channel, ...more }, ctx.language));
}

/** A channel as it crosses the wire. */
export function presentChannel(row: Row, language: Language): Channel {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    settings: redactJson(row.settings),
    secret_keys: Object.keys(row.secrets).toSorted(),
    language: row.language,
    min_severity: row.minSeverity,
    teams: row.teams,
    services: row.services,
    enabled: row.enabled,
    disabled_reason: row.disabledReason && renderMessage(row.disabledReason, language),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    last_delivered_at: row.lastDeliveredAt && new Date(row.lastDeliveredAt).toISOString(),
    dead: row.dead,
  };
}
