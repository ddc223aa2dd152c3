import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { exchange } from './exchange.ts';
import { UpstreamError } from './errors.ts';

/** Another service, as the configuration knows it. */
export type Upstream = { service: string; baseUrl: URL; /** for the whole exchange */ timeoutMs: number };
export type Call = { method: 'GET' | 'POST'; path: string; body?: unknown };
export type Answer = { status: number; body: unknown };

/**
 * Calls another service within a client span, passing the trace on. A status below 500 is an answer.
 * @throws UpstreamError when there is no answer in time, no JSON, or a server error
 */
export async function callJson(upstream: Upstream, call: Call): Promise<Answer> {
  const url = new URL(upstream.baseUrl.href.replace(/\/$/, '') + call.path);
  const span = trace.getTracer('demo-http-client').startSpan(call.method, {
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': call.method,
      'url.full': url.href,
      'server.address': url.hostname,
      'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      'peer.service': upstream.service,
    },
  });
  const fail = (code: string, message: string): UpstreamError => {
    span.setAttribute('error.type', code.replace('HTTP_', ''));
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    return new UpstreamError({ upstream: upstream.service, host: url.host, code, message });
  };
  try {
    const headers: Record<string, string> = { accept: 'application/json' };
    propagation.inject(trace.setSpan(context.active(), span), headers);
    const answer = await exchange(url, { ...call, headers, timeoutMs: upstream.timeoutMs }).catch((error: unknown) => {
      const cause = error instanceof Error ? error : new Error(String(error));
      const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
      throw fail(code, `${call.method} ${url.href} failed: ${cause.message}`);
    });
    span.setAttribute('http.response.status_code', answer.status);
    if (answer.status >= 500) throw fail(`HTTP_${answer.status}`, `${call.method} ${url.href} answered ${answer.status}`);
    try {
      return { status: answer.status, body: JSON.parse(answer.text) };
    } catch {
      throw fail('INVALID_JSON', `${call.method} ${url.href} did not answer with JSON`);
    }
  } finally {
    span.end();
  }
}
