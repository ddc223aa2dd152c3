import { randomUUIDv7 } from 'node:crypto';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { channelCreateSchema, type Channel } from '#/lib/contract/channels.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import type { Outbound } from '#/lib/ports.ts';
import { checkedChannel } from './channel-shape.ts';
import { presentChannel } from './list-channels.ts';
import { parseInput } from './parse-input.ts';

/** Adds a way to tell people; its secrets are sealed and never shown again. */
export async function createChannel(ctx: Context, input: z.input<typeof channelCreateSchema>, outbound: Outbound): Promise<Channel> {
  authorize(ctx.actor, 'admin');
  const given = parseInput(channelCreateSchema, input);
  const { settings, secrets } = await checkedChannel(given.kind, given, outbound);
  const id = randomUUIDv7();
  const sealed = Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, ctx.vault.seal(`channel:${id}`, key, value)]));
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(notificationChannels)
      .values({
        id,
        name: given.name,
        kind: given.kind,
        settings,
        secrets: sealed,
        language: given.language,
        minSeverity: given.min_severity,
        teams: given.teams,
        services: given.services,
        enabled: given.enabled,
        createdBy: ctx.actor.name,
      })
      .onConflictDoNothing({ target: notificationChannels.name })
      .returning();
    if (!row)
      throw new AppError('conflict', `There is a channel called "${given.name}" already.`, {
        errors: [{ path: 'name', message: 'is taken' }],
      });
    await appendAudit(tx, {
      namespace: 'default',
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.channel_created', { name: row.name, kind: row.kind }),
    });
    return presentChannel({ ...row, lastDeliveredAt: null, dead: 0 }, ctx.language);
  });
}
