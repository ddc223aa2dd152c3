import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { channelPatchSchema, type Channel } from '#/lib/contract/channels.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import type { Outbound } from '#/lib/ports.ts';
import { checkedChannel } from './channel-shape.ts';
import { listChannels } from './list-channels.ts';
import { parseInput } from './parse-input.ts';

type Input = { id: string } & z.input<typeof channelPatchSchema>;

/** Changes a channel; enabling one that was disabled by itself forgives what it was disabled for. */
export async function updateChannel(ctx: Context, { id, ...input }: Input, outbound: Outbound): Promise<Channel> {
  authorize(ctx.actor, 'admin');
  const given = parseInput(channelPatchSchema, input);
  const owner = `channel:${id}`;
  const reshaped = async (row: typeof notificationChannels.$inferSelect) => {
    const opened = Object.fromEntries(Object.entries(row.secrets).map(([key, value]) => [key, ctx.vault.open(owner, key, value)]));
    const wanted = { settings: given.settings ?? row.settings, secrets: { ...opened, ...given.secrets } };
    const { settings, secrets } = await checkedChannel(row.kind, wanted, outbound);
    return {
      settings,
      secrets: Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, ctx.vault.seal(owner, key, value)])),
    };
  };
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(notificationChannels).where(eq(notificationChannels.id, id)).for('update');
    if (!row) throw notFound('channel', id);
    // Whoever only renames a channel, or turns it off, need not have an address that resolves or a key that opens.
    const { settings, secrets } = given.settings || given.secrets ? await reshaped(row) : row;
    const [taken] = given.name
      ? await tx.select({ id: notificationChannels.id }).from(notificationChannels).where(eq(notificationChannels.name, given.name))
      : [];
    if (taken && taken.id !== id)
      throw new AppError('conflict', `There is a channel called "${given.name ?? ''}" already.`, {
        errors: [{ path: 'name', message: 'is taken' }],
      });
    await tx
      .update(notificationChannels)
      .set({
        settings,
        secrets,
        name: given.name,
        language: given.language,
        minSeverity: given.min_severity,
        teams: given.teams,
        services: given.services,
        enabled: given.enabled,
        ...(given.enabled ? { disabledReason: null } : {}),
        updatedAt: sql`clock_timestamp()`,
      })
      .where(eq(notificationChannels.id, id));
    await appendAudit(tx, {
      namespace: 'default',
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.channel_changed', { name: given.name ?? row.name, fields: Object.keys(given).toSorted().join(', ') }),
    });
  });
  const changed = (await listChannels(ctx)).find((channel) => channel.id === id);
  if (!changed) throw notFound('channel', id);
  return changed;
}
