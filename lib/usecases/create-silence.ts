import { randomUUIDv7 } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { silenceCreateSchema, type Silence } from '#/lib/contract/incidents.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { services, silences } from '#/lib/db/schema.ts';
import { seesTeam, visibleTo } from '#/lib/db/visible.ts';
import type { Matcher } from '#/lib/domain/alert.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { matcherProblem, matcherWords } from '#/lib/domain/silence.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message } from '#/lib/domain/text.ts';
import { presentSilence } from './list-silences.ts';
import { parseInput } from './parse-input.ts';
import type { ServiceRow } from './resolve-service.ts';

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
    const service = await serviceOf(ctx, tx, given.matchers);
    // Whoever does not see all teams must not keep another team's alerts quiet.
    if (!service && !seesTeam(ctx.actor, null)) throw refuse('matchers', 'must name one service of your teams: service = …, namespace = …');
    const matchers = service ? placed(given.matchers, service) : given.matchers;
    const [row] = await tx
      .insert(silences)
      .values({
        id: randomUUIDv7(),
        kind: given.kind,
        matchers,
        serviceId: service?.id ?? null,
        startsAt,
        endsAt,
        comment: given.comment,
        createdBy: ctx.actor.name,
      })
      .returning();
    if (!row) throw new Error('A silence was not stored.');
    const said = matcherWords(row.matchers);
    await appendAudit(tx, {
      namespace: service?.namespace ?? 'default',
      eventType: given.kind === 'maintenance' ? 'MAINTENANCE' : 'OTHER',
      serviceId: service?.id ?? null,
      actor: ctx.actor,
      summary: message(`audit.${given.kind}_created`, { matchers: said, until: endsAt.toISOString() }),
    });
    return presentSilence(row, now);
  });
}

/** The one service that the matchers name and the actor sees; null when they name none, or several. */
async function serviceOf(ctx: Context, tx: Transaction, matchers: readonly Matcher[]): Promise<ServiceRow | null> {
  const [name, namespace] = [exactly(matchers, 'service'), exactly(matchers, 'namespace')];
  if (name === undefined) return null;
  const [service, ...others] = await tx
    .select()
    .from(services)
    .where(
      and(
        eq(services.name, name),
        namespace === undefined ? undefined : eq(services.namespace, namespace),
        isNull(services.deletedAt),
        visibleTo(ctx.actor),
      ),
    )
    .limit(2);
  return others.length === 0 ? (service ?? null) : null;
}

function exactly(matchers: readonly Matcher[], name: string): string | undefined {
  return matchers.find((matcher) => matcher.name === name && matcher.operator === '=')?.value;
}

/** The same for this service alone: there may be one of its name elsewhere that the actor does not see. */
function placed(matchers: readonly Matcher[], service: ServiceRow): Matcher[] {
  if (exactly(matchers, 'namespace') !== undefined) return [...matchers];
  return [...matchers, { name: 'namespace', operator: '=', value: service.namespace }];
}

const WHY = {
  too_long: 'is too long: at most 200 characters of a pattern, 1,000 of a value',
  too_costly: 'could take too long to match: no repeated group with a repetition inside, no look-around, no back reference',
  no_pattern: 'is no regular expression',
} as const;

function refuse(path: string, text: string): AppError {
  return new AppError('invalid_input', `${path}: ${text}`, { errors: [{ path, message: text }] });
}
