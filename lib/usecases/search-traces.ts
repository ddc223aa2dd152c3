import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { traceSummarySchema, tracesAnswerSchema } from '#/lib/contract/telemetry.ts';
import { redact } from '#/lib/domain/redact.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import { parseInput } from './parse-input.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { rangeQuery, windowOf } from './time-range.ts';
import { visibleSpans } from './visible-spans.ts';

/** Query of `GET …/traces`. */
export const tracesQuerySchema = z.object({
  /** As text in an address, as a boolean from a tool. */
  errors: z.union([z.boolean(), z.stringbool()]).default(false),
  min_duration_ms: z.coerce.number().min(0).max(3_600_000).optional(),
  ...rangeQuery,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Traces that touch a service, newest first, one line each; spans of services of other teams are left out of the count. */
export async function searchTraces(
  ctx: Context,
  input: { service: ServiceName; query: z.input<typeof tracesQuerySchema> },
): Promise<z.infer<typeof tracesAnswerSchema>> {
  authorize(ctx.actor, 'telemetry:read');
  const query = parseInput(tracesQuerySchema, input.query);
  const { cluster, namespace, name } = await resolveService(ctx, input.service);
  const wanted = {
    service: { cluster, namespace, name },
    window: windowOf(ctx, query),
    onlyErrors: query.errors,
    minDurationMs: query.min_duration_ms,
    limit: query.limit,
  };
  const { traces, source } = await reading('traces', ctx.signal, (signal) => ctx.ports.traces.search(wanted, signal));
  const filter = await visibleSpans(ctx, { cluster, namespace });
  return { traces: traces.flatMap(({ trace_id, spans }) => summarize(trace_id, filter(spans))), source };
}

function summarize(traceId: string, spans: Span[]): z.infer<typeof traceSummarySchema>[] {
  const ids = new Set(spans.map((span) => span.span_id));
  const ordered = spans.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const root = ordered.find((span) => span.parent_id === null || !ids.has(span.parent_id)) ?? ordered[0];
  if (!root) return [];
  return [
    {
      trace_id: traceId,
      root: redact(root.name),
      service: root.service,
      start: new Date(root.start).toISOString(),
      duration_ms: root.duration_ms,
      spans: spans.length,
      errors: spans.filter((span) => span.status === 'ERROR').length,
    },
  ];
}
