import type { Caller } from '#/lib/auth/authenticate.ts';
import type { AppError } from '#/lib/domain/errors.ts';
import { runtime } from '#/lib/runtime.ts';
import { processMetrics, routePattern } from './process-metrics.ts';

type Served = {
  request: Request;
  requestId: string;
  params: Record<string, string | string[] | undefined>;
  started: number;
  caller: Caller | undefined;
  failure: AppError | undefined;
};

/** The last steps of every answer: its common headers, its metric, and its one line in the log. */
export function finish(response: Response, served: Served): Response {
  const { headers } = response;
  headers.set('x-request-id', served.requestId);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.append('vary', 'authorization, cookie, accept-language');
  note(response, served);
  return response;
}

function note(response: Response, { request, requestId, params, started, caller, failure }: Served): void {
  const path = new URL(request.url).pathname;
  const pattern = routePattern(path, params);
  const seconds = (performance.now() - started) / 1000;
  processMetrics().requests.observe({ method: request.method, route: pattern, status: response.status }, seconds);
  const line = {
    requestId,
    method: request.method,
    path,
    route: pattern,
    status: response.status,
    ms: Math.round(seconds * 1000),
    actor: caller ? `${caller.actor.kind}:${caller.actor.id}` : null,
    ...(failure ? { code: failure.code } : {}),
  };
  const { log } = logOf();
  if (response.status < 500) log.info(line, 'request');
  else log.error({ ...line, err: failure?.cause ?? failure }, 'request');
}

/** The runtime's log; when the runtime itself cannot be made, the error says so on standard error. */
function logOf(): { log: Pick<ReturnType<typeof runtime>['log'], 'info' | 'error'> } {
  try {
    return runtime();
  } catch (error) {
    const write = (line: unknown) => process.stderr.write(`${JSON.stringify(line)}\n${String(error)}\n`);
    return { log: { info: write, error: write } };
  }
}
