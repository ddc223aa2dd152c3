import { randomUUIDv7 } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { silenceCreateSchema, type Silence } from '#/lib/contract/incidents.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { services, silences } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { matcherProblem } from '#/lib/domain/silence.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message } from '#/lib/domain/text.ts';
import { presentSilence } from './list-silences.ts';
import { parseInput } from './parse-input.ts';

/** Keeps alerts that match from being diagnosed and told of, until a time; they are still taken and shown. */
export async function createSilence(ctx: Context, input: z.input<typeof silenceCreateSchema>): Promise<Silence> {
  authorize(ctx.actor, 'incidents:write');
  const given = storable(parseInput(silenceCreateSchema, input));
  given.matchers.forEach((matcher, index) => {
    const problem = matcherProblem(matcher);
    if (problem) throw refuse(`matchers.${index}.value`, WHY[problem]);
  });
  const now = ctx.now();
  const startsAt = given.starts_at ? new Date(given.starts_at) : now;
  const endsAt = new Date(given.ends_at);
  if (endsAt <= startsAt || endsAt <= now) throw refuse('ends_at', 'must lie in the future and after the start');
  return ctx.db.transaction(async (tx) => {
    const name = given.matchers.find((matcher) => matcher.name === 'service' && matcher.operator === '=')?.value;
    const [service] = name
      ? await tx
          .select()
          .from(services)
          .where(and(eq(services.name, name), isNull(services.deletedAt), visibleTo(ctx.actor)))
          .limit(1)
      : [];
    const [row] = await tx
      .insert(silences)
      .values({
        id: randomUUIDv7(),
        kind: given.kind,
        matchers: given.matchers,
        serviceId: service?.id ?? null,
        startsAt,
        endsAt,
        comment: given.comment,
        createdBy: ctx.actor.name,
      })
      .returning();
    if (!row) throw new Error('A silence was not stored.');
    const matchers = row.matchers.map((matcher) => `${matcher.name}${matcher.operator}${matcher.value}`).join(', ');
    await appendAudit(tx, {
      namespace: service?.namespace ?? 'default',
      eventType: given.kind === 'maintenance' ? 'MAINTENANCE' : 'OTHER',
      serviceId: service?.id ?? null,
      actor: ctx.actor,
      summary: message(`audit.${given.kind}_created`, { matchers, until: endsAt.toISOString() }),
    });
    return presentSilence(row, now);
  });
}

const WHY = {
  too_long: 'is too long: at most 200 characters of a pattern, 1,000 of a value',
  too_costly: 'could take too long to match: no repeated group with a repetition inside, no look-around, no back reference',
  no_pattern: 'is no regular expression',
} as const;

function refuse(path: string, text: string): AppError {
  return new AppError('invalid_input', `${path}: ${text}`, { errors: [{ path, message: text }] });
}
