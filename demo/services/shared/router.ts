import type { Logger } from './logger.ts';

/** What a handler is given. */
type Request = { params: Record<string, string>; query: URLSearchParams; body: unknown; log: Logger };
export type Response = { status: number; body: unknown };
type Handler = (request: Request) => Promise<Response>;
export type Route = { method: 'GET' | 'POST'; /** e.g. `/products/:id` */ path: string; handle: Handler };

/** Finds the route of a request and what its `:names` stand for. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
    } else if (value === '') return undefined;
    else params[part.slice(1)] = decode(value);
  }
  return params;
}

/** A malformed escape is taken as it is written; it will match nothing. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
