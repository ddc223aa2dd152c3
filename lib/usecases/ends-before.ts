import type { Context } from '#/lib/context.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Before } from './compare-behaviour.ts';
import { range, STEP_MS } from './read-behaviour.ts';

/** How many instances ended, on average, in as much of the undisturbed time before as `lengthMs`. */
export async function endsBefore(ctx: Context, service: ServiceRef, before: Before, lengthMs: number): Promise<number> {
  const { stretches, window } = before;
  const lasted = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  if (lasted < STEP_MS) return 0;
  const ref = { cluster: service.cluster, namespace: service.namespace, name: service.name };
  const [series] = await range(ctx, ref, 'restarts', window);
  const ends = (series?.points ?? []).reduce(
    (sum, [at, value]) => sum + (stretches.some(({ start, end }) => at >= start && at < end) ? (value ?? 0) : 0),
    0,
  );
  return Math.round((ends * Math.max(lengthMs, STEP_MS)) / lasted);
}
