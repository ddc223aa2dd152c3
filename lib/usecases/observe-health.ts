import { isDeepStrictEqual } from 'node:util';
import { eq, isNull } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { notice } from '#/lib/db/notify.ts';
import { services } from '#/lib/db/schema.ts';
import { judgeHealth, type HealthFacts, type HealthVerdict } from '#/lib/domain/health.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import type { Window } from '#/lib/ports.ts';
import type { ServiceRow } from './resolve-service.ts';

const DEADLINE_MS = 5_000;
const MINUTE = 60_000;

/** Golden signals that were read lately, by service id: they change every few seconds, instances at once. */
export type SignalMemory = Map<string, { at: number; signals: HealthFacts['signals'] }>;

const SIGNALS_LIVE_MS = 5_000;

/** Judges the health of every service anew and writes what has changed; since when only when the word itself did. */
export async function observeHealth(ctx: Context, input: { memory: SignalMemory }): Promise<void> {
  authorize(ctx.actor, 'deployments:write');
  const rows = await ctx.db.select().from(services).where(isNull(services.deletedAt));
  await Promise.all(
    rows.map((row) =>
      observeOne(ctx, input.memory, row).catch((error: unknown) =>
        ctx.log.warn({ err: error, service: serviceKey(row) }, 'the health of a service could not be judged'),
      ),
    ),
  );
}

async function observeOne(ctx: Context, memory: SignalMemory, row: ServiceRow): Promise<void> {
  const ref = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  const external = row.platform === 'external';
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const [platform, signals] = await Promise.all([
    external ? null : ctx.ports.platform.observe(ref, signal).catch(() => null),
    readSignals(ctx, memory, row.id, ref, signal),
  ]);
  const verdict = judgeHealth({
    external,
    deployed: row.version !== null,
    stopped: row.stopped,
    replicas: row.replicas,
    generation: row.generation,
    version: row.version,
    platform,
    signals,
  });
  if (row.health === verdict.health && row.readyReplicas === verdict.ready && isDeepStrictEqual(row.healthReason, verdict.reason)) return;
  await write(ctx, row, verdict);
}

async function write(ctx: Context, row: ServiceRow, { health, reason, ready }: HealthVerdict): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [now] = await tx.select().from(services).where(eq(services.id, row.id)).for('update');
    if (!now || now.deletedAt) return;
    const since = now.health === health && now.healthSince ? now.healthSince : ctx.now();
    await tx
      .update(services)
      .set({ health, healthReason: reason, readyReplicas: ready, healthSince: since })
      .where(eq(services.id, row.id));
    await notice(tx, { topic: 'services', id: row.id, service: serviceKey(row), team: row.team, kind: 'health' });
  });
}

async function readSignals(
  ctx: Context,
  memory: SignalMemory,
  id: string,
  service: ServiceRef,
  signal: AbortSignal,
): Promise<HealthFacts['signals']> {
  const now = ctx.now().getTime();
  const known = memory.get(id);
  if (known && now - known.at < SIGNALS_LIVE_MS) return known.signals;
  const mean = (name: Signal, window: Window) => meanOf(ctx, { service, signal: name, window }, signal);
  const lately = { start: now - MINUTE, end: now };
  const [traffic, errorRate, p95, p95Before] = await Promise.all([
    mean('traffic', lately),
    mean('error_rate', lately),
    mean('latency_p95', lately),
    mean('latency_p95', { start: now - 61 * MINUTE, end: now - MINUTE }),
  ]);
  const signals = { traffic, errorRate, p95, p95Before };
  memory.set(id, { at: now, signals });
  return signals;
}

async function meanOf(
  ctx: Context,
  query: { service: ServiceRef; signal: Signal; window: Window },
  signal: AbortSignal,
): Promise<number | null> {
  const step = Math.max(15, Math.round((query.window.end - query.window.start) / 1000 / 60));
  const answer = await ctx.ports.metrics.range({ ...query, step }, signal).catch(() => null);
  const values = (answer?.series[0]?.points ?? []).flatMap(([, value]) => (value === null ? [] : [value]));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
