import { eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { alertRules, services } from '#/lib/db/schema.ts';
import { answerProblem } from '#/lib/domain/notification.ts';
import { redact } from '#/lib/domain/redact.ts';
import type { Outbound } from '#/lib/ports.ts';

const DEADLINE_MS = 15_000;

/** What a rule's receiver is sent: the body that `/execute` of another SRE Assistant takes. */
export function receiverBody(given: { rule: string; service: string; summary: string }) {
  return {
    user_query: `The alert ${given.rule} fires on ${given.service}: ${given.summary}. Find out why.`,
    context: { alert_name: given.rule, service: given.service, summary: given.summary, source: 'control-plane' },
  };
}

/** Tells one receiver of a rule that it fires. What may pass is thrown, so that the job comes again; the rest is told of in the log. */
export async function callReceiver(
  ctx: Context,
  input: { ruleId: string; index: number; summary: string; outbound: Outbound },
): Promise<boolean> {
  authorize(ctx.actor, 'alerts:write');
  const [found] = await ctx.db
    .select({ rule: alertRules, service: services })
    .from(alertRules)
    .innerJoin(services, eq(services.id, alertRules.serviceId))
    .where(eq(alertRules.id, input.ruleId));
  const url = found?.rule.receivers[input.index];
  if (!found || url === undefined) return false;
  const body = JSON.stringify(receiverBody({ rule: found.rule.name, service: found.service.name, summary: redact(input.summary) }));
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const answer = await input.outbound.post({ url, headers: { 'content-type': 'application/json' }, body, signal });
  const problem = answerProblem(answer);
  if (problem?.outcome === 'retry') throw problem;
  if (problem) ctx.log.warn({ rule: found.rule.id, status: answer.status }, 'a receiver of a rule has refused the alert');
  return problem === null;
}
