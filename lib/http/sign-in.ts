import { randomUUID } from 'node:crypto';
import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { attempts, authOptions } from '#/lib/auth/next-auth.ts';
import { OIDC } from '#/lib/auth/oidc-provider.ts';
import { runtime } from '#/lib/runtime.ts';
import { asAppError, problem } from './problem.ts';
import { isJson, readBody } from './read-body.ts';
import { parseJson } from './parse-json.ts';

const MAX_BYTES = 20_000;

type NextArguments = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints, with sign-in attempts limited and bodies bounded before it sees them. */
export async function serveSignIn(request: NextRequest, given: NextArguments): Promise<Response> {
  const requestId = randomUUID();
  try {
    const body = request.method === 'POST' ? await readBody(request, MAX_BYTES) : null;
    if (body !== null && request.nextUrl.pathname.endsWith('/callback/credentials'))
      attempts.take(emailIn(body, request.headers.get('content-type')));
    const usesIssuer = request.nextUrl.pathname.endsWith(`/${OIDC}`);
    const options = await authOptions({ usesIssuer, userAgent: request.headers.get('user-agent') });
    const handler = NextAuth(options) as (request: NextRequest, given: NextArguments) => Promise<Response>;
    const forwarded = body === null ? request : new NextRequest(request.url, { method: 'POST', headers: request.headers, body });
    const response = await handler(forwarded, given);
    response.headers.set('x-request-id', requestId);
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    response.headers.set('referrer-policy', 'no-referrer');
    return response;
  } catch (error) {
    const refusal = asAppError(error);
    const page = `${siteOf(request)}/sign-in?error=${refusal.code}`;
    if (refusal.status >= 500) runtime().log.error({ requestId, err: refusal.cause ?? refusal }, 'sign-in');
    // Whoever comes back from the issuer is a person in a browser; the others are our own page's script.
    if (request.method === 'GET' && request.nextUrl.pathname.includes('/callback/'))
      return new Response(null, { status: 302, headers: { location: page, 'cache-control': 'no-store', 'x-request-id': requestId } });
    // The sign-in page's client reads where to go from `url`, also when it is refused.
    refusal.details.url = page;
    return problem(refusal, requestId, { 'cache-control': 'no-store' });
  }
}

/** The address that people use; behind a proxy the request's own is another. */
function siteOf(request: NextRequest): string {
  return new URL(runtime().environment.NEXTAUTH_URL ?? request.url).origin;
}

/** The address that an attempt names, in either of the two forms that next-auth reads. */
function emailIn(body: string, contentType: string | null): string {
  const given = isJson(contentType) ? (parseJson(body) as { email?: unknown } | null)?.email : new URLSearchParams(body).get('email');
  return typeof given === 'string' ? given.trim().toLowerCase().slice(0, 320) : '';
}
