import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { traceAnswerSchema } from '#/lib/contract/telemetry.ts';
import { notFound } from '#/lib/domain/errors.ts';
import { spanOrigin } from '#/lib/domain/span-origin.ts';
import { redact } from '#/lib/domain/redact.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { visibleSpans } from './visible-spans.ts';

/** One trace that touches the service, with the spans that the actor may see and without secrets in them; 404 when it does not. */
export async function getTrace(ctx: Context, input: { service: ServiceName; traceId: string }): Promise<z.infer<typeof traceAnswerSchema>> {
  authorize(ctx.actor, 'telemetry:read');
  const { cluster, namespace, name } = await resolveService(ctx, input.service);
  const { spans, source } = await reading('traces', ctx.signal, (signal) => ctx.ports.traces.get(input.traceId, signal));
  const shown = (await visibleSpans(ctx, { cluster, namespace }))(spans);
  const touches = shown.some((span) => spanOrigin(span, namespace) === `${namespace}/${name}`);
  if (!touches) throw notFound('trace', input.traceId);
  return { trace_id: input.traceId, spans: shown.map(withoutSecrets), source };
}

function withoutSecrets(span: Span): Span {
  const attributes = Object.entries(span.attributes).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]);
  return { ...span, name: redact(span.name), attributes: Object.fromEntries(attributes) as Span['attributes'] };
}
