import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { MetricsAnswer } from '#/lib/contract/telemetry.ts';
import { signalSchema } from '#/lib/domain/telemetry.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { literal } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { parseInput } from './parse-input.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { selectAuditEntries } from './select-audit-entries.ts';
import { rangeQuery, windowOf } from './time-range.ts';

const MAX_POINTS = 1_000;
const MAX_MARKERS = 200;
const USUAL_POINTS = 240;

/** Query of `GET …/metrics`. `step` in seconds; it is raised so that no series has more than 1,000 points. */
export const metricsQuerySchema = z.object({
  signal: signalSchema,
  ...rangeQuery,
  step: z.coerce.number().min(1).max(86_400).optional(),
  group_by: z.enum(['version', 'route']).optional(),
});

/** One golden signal of a service, with what changed in that time as markers. */
export async function queryMetrics(
  ctx: Context,
  input: { service: ServiceName; query: z.input<typeof metricsQuerySchema> },
): Promise<MetricsAnswer> {
  authorize(ctx.actor, 'telemetry:read');
  const query = parseInput(metricsQuerySchema, input.query);
  const row = await resolveService(ctx, input.service);
  const window = windowOf(ctx, query);
  const seconds = (window.end - window.start) / 1000;
  const step = Math.max(1, Math.ceil(Math.max(query.step ?? seconds / USUAL_POINTS, seconds / MAX_POINTS)));
  const service = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  const [answer, changes] = await Promise.all([
    reading('metrics', ctx.signal, (signal) =>
      ctx.ports.metrics.range({ service, signal: query.signal, window, step, groupBy: query.group_by }, signal),
    ),
    selectAuditEntries(ctx, {
      serviceId: row.id,
      start: new Date(window.start),
      end: new Date(window.end),
      limit: MAX_MARKERS,
      changesOnly: true,
    }),
  ]);
  return {
    signal: query.signal,
    unit: signalUnits[query.signal],
    step,
    series: answer.series.map(({ labels, points }) => ({ labels, points: points.slice(-MAX_POINTS) })),
    markers: changes.toReversed().map((entry) => ({
      change_id: entry.id,
      at: entry.timestamp.toISOString(),
      event_type: entry.eventType,
      summary: renderMessage(entry.summaryMessage ?? literal(entry.summary), ctx.language),
    })),
    source: answer.source,
  };
}
