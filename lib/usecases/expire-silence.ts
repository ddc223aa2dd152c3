import { eq, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { services, silences } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { matcherWords } from '#/lib/domain/silence.ts';
import { message } from '#/lib/domain/text.ts';

/** Ends a silence now; one that has ended stays as it is. */
export async function expireSilence(ctx: Context, input: { id: string }): Promise<void> {
  authorize(ctx.actor, 'incidents:write');
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ silence: silences, service: services })
      .from(silences)
      .leftJoin(services, eq(services.id, silences.serviceId))
      .where(eq(silences.id, input.id))
      .for('update', { of: silences });
    if (!found || (found.service && !seesTeam(ctx.actor, found.service.team))) throw notFound('silence', input.id);
    if (found.silence.endsAt <= ctx.now()) return;
    await tx
      .update(silences)
      .set({ endsAt: sql`clock_timestamp()` })
      .where(eq(silences.id, input.id));
    const matchers = matcherWords(found.silence.matchers);
    await appendAudit(tx, {
      namespace: found.service?.namespace ?? 'default',
      eventType: found.silence.kind === 'maintenance' ? 'MAINTENANCE' : 'OTHER',
      serviceId: found.silence.serviceId,
      actor: ctx.actor,
      summary: message('audit.silence_ended', { matchers }),
    });
  });
}
