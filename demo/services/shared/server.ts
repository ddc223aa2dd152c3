import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { HttpError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { HttpMetrics } from './metrics.ts';
import { respondToFailure } from './respond.ts';
import { findRoute, type Response, type Route } from './router.ts';

const MAX_BODY_BYTES = 64 * 1024;

export type ServerParts = {
  routes: readonly Route[];
  metrics: HttpMetrics;
  log: Logger;
  /** Whether traffic may come. */
  isReady: () => boolean;
  /** Where readiness is answered. */
  readinessPath: string;
};

/** An HTTP server with probes and `/metrics`, which are neither measured nor traced, and instrumented routes. */
export function createHttpServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (!url) return write(response, { status: 400, body: { error: 'malformed URL' } });
    if (url.pathname === '/healthz') return write(response, { status: 200, body: { status: 'ok' } });
    if (url.pathname === parts.readinessPath) {
      return write(response, parts.isReady() ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { status: 'draining' } });
    }
    if (url.pathname === '/metrics') return void expose(parts.metrics, response);
    void serve(parts, request, response, url);
  });
}

async function expose(metrics: HttpMetrics, response: ServerResponse): Promise<void> {
  const { contentType, text } = await metrics.expose();
  response.writeHead(200, { 'content-type': contentType }).end(text);
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const started = performance.now();
  const method = request.method ?? 'GET';
  const found = findRoute(parts.routes, method, url.pathname);
  const route = found?.route.path ?? '(unmatched)';
  const span = startServerSpan(request, method, url, found?.route.path);
  await context.with(trace.setSpan(context.active(), span), async () => {
    let answer: Response;
    try {
      if (!found) throw new HttpError(404, `no route ${method} ${url.pathname}`);
      const body = method === 'GET' ? undefined : await readJson(request);
      answer = await found.route.handle({ params: found.params, query: url.searchParams, body, log: parts.log });
    } catch (error) {
      answer = respondToFailure(error, parts.log, span);
    }
    write(response, answer);
    const milliseconds = performance.now() - started;
    span.setAttribute('http.response.status_code', answer.status);
    if (answer.status >= 500) {
      span.setAttribute('error.type', String(answer.status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    parts.metrics.observe({ method, route, status_code: answer.status }, milliseconds / 1_000);
    parts.log.info({ method, route, status_code: answer.status, duration_ms: Math.round(milliseconds * 10) / 10 }, 'request completed');
  });
}

function startServerSpan(request: IncomingMessage, method: string, url: URL, route: string | undefined): Span {
  const host = URL.parse(`http://${request.headers.host ?? 'localhost'}`);
  return trace.getTracer('demo-http-server').startSpan(
    route ? `${method} ${route}` : method,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': method,
        'url.scheme': 'http',
        'url.path': url.pathname,
        'server.address': host?.hostname ?? 'localhost',
        'server.port': request.socket.localPort ?? 0,
        'network.protocol.version': request.httpVersion,
        ...(route && { 'http.route': route }),
        ...(request.headers['user-agent'] && { 'user_agent.original': request.headers['user-agent'] }),
      },
    },
    propagation.extract(context.active(), request.headers),
  );
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'the body is larger than 64 KiB');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, 'the body is not JSON');
  }
}

function write(response: ServerResponse, answer: Response): void {
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
