import { randomUUIDv7 } from 'node:crypto';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { ruleCreateSchema, rulePatchSchema, type AlertRule } from '#/lib/contract/rules.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { alertRules } from '#/lib/db/schema.ts';
import type { FieldChange } from '#/lib/domain/change.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import type { Outbound } from '#/lib/ports.ts';
import { addressProblem } from './channel-shape.ts';
import { ensureRules } from './ensure-rules.ts';
import { parseInput } from './parse-input.ts';
import { presentRule, type RuleRow } from './present-rule.ts';
import { resolveService, type ServiceName, type ServiceRow } from './resolve-service.ts';

/** Adds a rule to a service. */
export async function createRule(
  ctx: Context,
  input: { service: ServiceName; rule: z.input<typeof ruleCreateSchema> },
  outbound: Outbound,
): Promise<AlertRule> {
  authorize(ctx.actor, 'admin');
  const given = parseInput(ruleCreateSchema, input.rule);
  await checkReceivers(given.receivers, outbound);
  const service = await resolveService(ctx, input.service);
  return ctx.db.transaction(async (tx) => {
    await ensureRules(tx);
    await refuseTaken(tx, service, given.name, null);
    const { for_seconds: forSeconds, ...rest } = given;
    const [row] = await tx
      .insert(alertRules)
      .values({ ...rest, forSeconds, id: randomUUIDv7(), serviceId: service.id, createdBy: ctx.actor.name })
      .returning();
    if (!row) throw new Error('A rule was not stored.');
    await record(ctx, tx, service, message('audit.rule_created', { name: row.name, service: service.name }), differences(null, row));
    return presentRule(row);
  });
}

/** Changes a rule; it is looked at anew from then on. */
export async function updateRule(
  ctx: Context,
  input: { service: ServiceName; id: string; rule: z.input<typeof rulePatchSchema> },
  outbound: Outbound,
): Promise<AlertRule> {
  authorize(ctx.actor, 'admin');
  const { for_seconds: forSeconds, ...given } = parseInput(rulePatchSchema, input.rule);
  await checkReceivers(given.receivers ?? [], outbound);
  const service = await resolveService(ctx, input.service);
  return ctx.db.transaction(async (tx) => {
    const before = await lockRule(tx, service, input.id);
    if (given.name) await refuseTaken(tx, service, given.name, before.id);
    const [row] = await tx
      .update(alertRules)
      .set({ ...given, forSeconds, updatedAt: sql`clock_timestamp()` })
      .where(eq(alertRules.id, before.id))
      .returning();
    if (!row) throw notFound('rule', input.id);
    const changes = differences(before, row);
    if (changes.length > 0)
      await record(ctx, tx, service, message('audit.rule_changed', { name: row.name, service: service.name }), changes);
    return presentRule(row);
  });
}

/** Removes a rule; an incident that it has opened stays until somebody resolves it. */
export async function deleteRule(ctx: Context, input: { service: ServiceName; id: string }): Promise<void> {
  authorize(ctx.actor, 'admin');
  const service = await resolveService(ctx, input.service);
  await ctx.db.transaction(async (tx) => {
    const row = await lockRule(tx, service, input.id);
    await tx.delete(alertRules).where(eq(alertRules.id, row.id));
    await record(ctx, tx, service, message('audit.rule_deleted', { name: row.name, service: service.name }), differences(row, null));
  });
}

async function lockRule(tx: Transaction, service: ServiceRow, id: string): Promise<RuleRow> {
  const [row] = await tx
    .select()
    .from(alertRules)
    .where(and(eq(alertRules.id, id), eq(alertRules.serviceId, service.id)))
    .for('update');
  if (!row) throw notFound('rule', id);
  return row;
}

async function refuseTaken(tx: Transaction, service: ServiceRow, name: string, own: string | null): Promise<void> {
  const [taken] = await tx
    .select({ id: alertRules.id })
    .from(alertRules)
    .where(and(eq(alertRules.serviceId, service.id), eq(alertRules.name, name), own ? ne(alertRules.id, own) : undefined));
  if (taken)
    throw new AppError('conflict', `"${service.name}" has a rule called "${name}" already.`, {
      errors: [{ path: 'name', message: 'is taken' }],
    });
}

async function checkReceivers(receivers: readonly string[], outbound: Outbound): Promise<void> {
  for (const [index, address] of receivers.entries()) {
    const problem = await addressProblem(address, outbound);
    if (problem)
      throw new AppError('invalid_input', `receivers.${index}: ${problem}`, { errors: [{ path: `receivers.${index}`, message: problem }] });
  }
}

const FIELDS = ['name', 'signal', 'comparison', 'threshold', 'forSeconds', 'severity', 'enabled'] as const;

function differences(before: RuleRow | null, after: RuleRow | null): FieldChange[] {
  const path = (field: string) => `rules.${(after ?? before)?.name ?? ''}.${field}`;
  const simple = FIELDS.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after?.[field] ?? null];
    return was === is ? [] : [{ path: path(field), before: was, after: is }];
  });
  const [was, is] = [before, after].map((rule) => rule?.receivers ?? []);
  if (was?.join('\n') === is?.join('\n')) return simple;
  // An address may hold a token: it is told of by what is not one.
  const told = (addresses: string[] | undefined) => (addresses ?? []).map((address) => redact(address)).join(', ');
  return [...simple, { path: path('receivers'), before: told(was), after: told(is) }];
}

async function record(ctx: Context, tx: Transaction, service: ServiceRow, summary: Message, changes: FieldChange[]): Promise<void> {
  await appendAudit(tx, {
    cluster: service.cluster,
    namespace: service.namespace,
    eventType: 'OTHER',
    serviceId: service.id,
    actor: ctx.actor,
    summary,
    changes,
  });
}
