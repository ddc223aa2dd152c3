import type { Page } from '#/lib/contract/paging.ts';

/** A JSON answer; 200 unless said otherwise. */
export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...init.headers },
  });
}

/** 204. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** A bare JSON array; when there is more, `Link: <…>; rel="next"` with the same filters and the page's cursor. */
export function list(request: Request, page: Page<unknown>): Response {
  if (page.next === null) return json(page.items);
  const { pathname, searchParams } = new URL(request.url);
  const query = new URLSearchParams(searchParams);
  query.set('cursor', page.next);
  return json(page.items, { headers: { link: `<${pathname}?${query.toString()}>; rel="next"` } });
}
