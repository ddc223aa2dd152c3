import { asc, eq, gt } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { notificationChannels } from '#/lib/db/schema.ts';
import { UnreadableSecret } from '#/lib/db/vault.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';

/** Encrypts the secrets of notification channels under the current key, one transaction and audit entry a channel. */
export async function rotateChannelSecrets(ctx: Context): Promise<{ values: number; unreadable: string[] }> {
  authorize(ctx.actor, 'admin');
  const unreadable: string[] = [];
  let values = 0;
  for (let after = ''; ;) {
    const [next] = await ctx.db
      .select({ id: notificationChannels.id })
      .from(notificationChannels)
      .where(gt(notificationChannels.id, after))
      .orderBy(asc(notificationChannels.id))
      .limit(1);
    if (!next) return { values, unreadable };
    after = next.id;
    values += await rotateOne(ctx, next.id, unreadable);
  }
}

async function rotateOne(ctx: Context, id: string, unreadable: string[]): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const [channel] = await tx.select().from(notificationChannels).where(eq(notificationChannels.id, id)).for('update');
    if (!channel) return 0;
    const owner = `channel:${id}`;
    const renewed = Object.entries(channel.secrets).map(([key, stored]): [string, string] => {
      try {
        return [key, ctx.vault.seal(owner, key, ctx.vault.open(owner, key, stored))];
      } catch (error) {
        if (!(error instanceof UnreadableSecret)) throw error;
        unreadable.push(`channel "${channel.name}" ${key}`);
        return [key, stored];
      }
    });
    const count = renewed.filter(([key, stored]) => stored !== channel.secrets[key]).length;
    if (count === 0) return 0;
    await tx
      .update(notificationChannels)
      .set({ secrets: Object.fromEntries(renewed) })
      .where(eq(notificationChannels.id, id));
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'SECRET_ROTATION',
      actor: ctx.actor,
      summary: message('audit.secrets_reencrypted', { service: channel.name, count, key: ctx.vault.current ?? '' }),
    });
    return count;
  });
}
