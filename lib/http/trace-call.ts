import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { traced } from '#/lib/tracing.ts';
import { routePattern } from './process-metrics.ts';

type Params = Record<string, string | string[] | undefined>;

/** One span for one call, a child of the caller's `traceparent`; named by the route, so that no id is in it. */
export function traceCall(request: Request, params: Params, work: () => Promise<Response>): Promise<Response> {
  const route = routePattern(new URL(request.url).pathname, params);
  const traceparent = request.headers.get('traceparent');
  const tracestate = request.headers.get('tracestate');
  const from = traceparent ? { traceparent, ...(tracestate && { tracestate }) } : undefined;
  const attributes = { 'http.request.method': request.method, 'http.route': route };
  return traced(`${request.method} ${route}`, { kind: SpanKind.SERVER, from, attributes }, async (span) => {
    const response = await work();
    span.setAttribute('http.response.status_code', response.status);
    span.setAttribute('control_plane.request_id', response.headers.get('x-request-id') ?? '');
    if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    return response;
  });
}
