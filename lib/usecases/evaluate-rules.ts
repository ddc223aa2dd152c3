import { and, eq, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { alertRules, services } from '#/lib/db/schema.ts';
import { BASELINE_SECONDS, baselineOf, breaks, nextRuleState, type RuleMemory } from '#/lib/domain/alert-rule.ts';
import type { Point } from '#/lib/domain/telemetry.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { ensureRules } from './ensure-rules.ts';
import type { RuleRow } from './present-rule.ts';
import { raiseRule } from './raise-rule.ts';
import type { ServiceRow } from './resolve-service.ts';

/** The mean of so many seconds is what a rule looks at. */
const LOOK_SECONDS = 30;
const READ_MS = 5_000;

/**
 * One look at every enabled rule, over the Metrics port: what fires and what ends goes the way of every other
 * alert. Several workers may look at once; the row of a rule is taken by one of them.
 */
export async function evaluateRules(ctx: Context): Promise<{ looked: number }> {
  authorize(ctx.actor, 'alerts:write');
  await ensureRules(ctx.db);
  const rows = await ctx.db
    .select({ rule: alertRules, service: services })
    .from(alertRules)
    .innerJoin(services, eq(services.id, alertRules.serviceId))
    .where(and(eq(alertRules.enabled, true), isNull(services.deletedAt)));
  await Promise.all(
    rows.map(({ rule, service }) =>
      look(ctx, rule, service).catch((error: unknown) =>
        ctx.log.warn({ err: error, rule: rule.id, service: serviceKey(service) }, 'a rule could not be looked at'),
      ),
    ),
  );
  return { looked: rows.length };
}

async function look(ctx: Context, rule: RuleRow, service: ServiceRow): Promise<void> {
  const now = ctx.now().getTime();
  const measured = await measure(ctx, rule, service, now);
  // A service that is stopped on purpose is nobody's alert.
  const broken = service.stopped ? null : breaks(rule, measured.value, measured.baseline);
  await ctx.db.transaction(async (tx) => {
    const [held] = await tx
      .select()
      .from(alertRules)
      .where(and(eq(alertRules.id, rule.id), sql`${alertRules.updatedAt} = ${rule.updatedAt.toISOString()}::timestamptz`))
      .for('update', { skipLocked: true });
    if (!held?.enabled) return;
    const before: RuleMemory = {
      state: held.state,
      since: held.stateSince?.getTime() ?? now,
      calmSince: held.calmSince?.getTime() ?? null,
    };
    const after = nextRuleState(held, before, broken, now);
    await tx
      .update(alertRules)
      .set({
        state: after.state,
        stateSince: new Date(after.since),
        calmSince: after.calmSince === null ? null : new Date(after.calmSince),
        value: measured.value,
        evaluatedAt: new Date(now),
      })
      .where(eq(alertRules.id, rule.id));
    if (after.state === 'firing' && before.state !== 'firing')
      await raiseRule(ctx, tx, { rule: held, service, ...measured, firing: true, now });
    if (before.state === 'firing' && after.state !== 'firing')
      await raiseRule(ctx, tx, { rule: held, service, ...measured, firing: false, now });
  });
}

type Measured = { value: number | null; baseline: number | null };

/** A source that cannot be read is no data. */
async function measure(ctx: Context, rule: RuleRow, service: ServiceRow, now: number): Promise<Measured> {
  const ref = { cluster: service.cluster, namespace: service.namespace, name: service.name };
  const read = async (start: number, end: number, step: number): Promise<Point[]> => {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(READ_MS)]);
    const answer = await ctx.ports.metrics
      .range({ service: ref, signal: rule.signal, window: { start, end }, step }, signal)
      .catch(() => null);
    return answer?.series[0]?.points ?? [];
  };
  const from = now - LOOK_SECONDS * 1000;
  const settled = from - rule.forSeconds * 1000;
  const [lately, past] = await Promise.all([
    read(from, now, 10),
    rule.comparison === 'times_baseline' ? read(settled - BASELINE_SECONDS * 1000, settled, 60) : [],
  ]);
  const values = lately.flatMap(([, value]) => (value === null ? [] : [value]));
  const value = values.length === 0 ? null : values.reduce((sum, item) => sum + item, 0) / values.length;
  return { value, baseline: baselineOf(past) };
}
