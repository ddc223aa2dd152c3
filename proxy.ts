import { randomUUID } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { cookieNames, PAGE_PATH_HEADER } from '#/lib/auth/cookies.ts';
import { ownPath } from '#/lib/auth/own-path.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { pageHeaders } from '#/lib/http/page-headers.ts';
import { problem } from '#/lib/http/problem.ts';

/**
 * Before every page: its security headers, and the way to sign-in for whoever has no session
 * cookie. Only the page itself checks whether the cookie is worth anything; this saves the detour.
 * API paths are kept out by the matcher: they answer 401, never a redirect.
 */
export function proxy(request: NextRequest): NextResponse | Response {
  const { pathname } = request.nextUrl;
  if (!isDecodable(pathname)) return problem(new AppError('bad_request', 'The path is not valid UTF-8 in percent-encoding.'), randomUUID());
  if (/^\/(api|diagnostics)\//.test(pathname)) return NextResponse.next();
  const https = process.env.NEXTAUTH_URL?.startsWith('https:') ?? false;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const headers = pageHeaders({ nonce, https, development: process.env.NODE_ENV === 'development' });
  const response = answer(request, headers, cookieNames(https).session);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function answer(request: NextRequest, headers: Record<string, string>, sessionCookie: string): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isPublic = pathname === '/sign-in';
  if (!isPublic && !request.cookies.has(sessionCookie)) {
    const target = new URL('/sign-in', request.url);
    const back = ownPath(pathname + search);
    if (back !== '/') target.searchParams.set('callbackUrl', back);
    return NextResponse.redirect(target);
  }
  // Always overwritten, so that nobody else can set it: where a page sends people back to after sign-in.
  const forwarded = new Headers(request.headers);
  forwarded.set(PAGE_PATH_HEADER, ownPath(pathname + search));
  // Next reads the nonce from the request's own policy and puts it on its scripts.
  forwarded.set('content-security-policy', headers['content-security-policy'] ?? '');
  return NextResponse.next({ request: { headers: forwarded } });
}

export const config = {
  matcher: [
    '/((?!api/|api$|execute/?$|diagnostics/|diagnostics$|metrics/?$|healthz/?$|readyz/?$|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)',
    // Next answers 500 to a path whose escapes are broken.
    '/(api|diagnostics)/(.*%.*)',
  ],
};
