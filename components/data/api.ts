import { ProblemError, readProblem } from './problem-error.ts';

const DEADLINE_MS = 30_000;

async function call(url: string, init: RequestInit): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  const headers = { accept: 'application/json', 'accept-language': document.documentElement.lang, ...init.headers };
  const response = await fetch(url, { ...init, headers, signal, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new ProblemError({ code: 'network', detail: '', status: 0 }, { cause });
  });
  if (!response.ok) throw await readProblem(response);
  return response;
}

/**
 * The one cast of the browser: an answer of our own server has the contract's type, since page and
 * server are of one build and the routes' tests hold every answer against its schema.
 */
async function bodyOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new ProblemError(
      { code: 'unreadable', detail: '', status: response.status, requestId: response.headers.get('x-request-id') },
      { cause },
    );
  }
}

/** GET `url`, which answers with a T. Throws ProblemError. */
export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await call(url, { signal }));
}

/** GET one page of a list of T; `next` is the address of the following one. Throws ProblemError. */
export async function getPage<T>(url: string, signal?: AbortSignal): Promise<{ items: T[]; next: string | null }> {
  const response = await call(url, { signal });
  const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return { items: await bodyOf<T[]>(response), next: next ? pathOf(next) : null };
}

/** Sends `body` as JSON to what answers with a T. Throws ProblemError. */
export async function send<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body: unknown = {}): Promise<T> {
  return bodyOf<T>(await call(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
}

/** The same for calls that answer without a body (204). Throws ProblemError. */
export async function sendOnly(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<void> {
  const content = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  await call(url, { method, ...content });
}

/** Only our own origin is ever asked, whatever a Link header says. */
function pathOf(target: string): string {
  const url = new URL(target, location.origin);
  return `${url.pathname}${url.search}`;
}
