import { AppError } from '#/lib/domain/errors.ts';
import { isJson } from './read-body.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

function sameOrigin(origin: string, request: Request, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, origin: normal } = new URL(origin);
  return host === request.headers.get('host') || (publicUrl !== undefined && normal === new URL(publicUrl).origin);
}

/**
 * Refuses a mutating call that a foreign page could have made a signed-in browser send. A cookie
 * alone is not an intention: the Origin must be our own and a body must be JSON, which no form can send.
 */
export function refuseCrossSite(request: Request, publicUrl: string | undefined): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const type = request.headers.get('content-type');
  const refuse = (reason: string) => {
    throw new AppError('cross_site', `A call with a session cookie is accepted from our own pages only: ${reason}.`);
  };
  if (site !== null && site !== 'same-origin') refuse('Sec-Fetch-Site is not same-origin');
  if (origin === null || !sameOrigin(origin, request, publicUrl)) refuse('Origin is missing or not ours');
  if (type !== null && !isJson(type)) refuse('Content-Type is not application/json');
}
