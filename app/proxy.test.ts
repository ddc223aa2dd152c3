import { NextRequest } from 'next/server';
import { afterEach, expect, test } from 'vitest';
import { config, proxy } from '#/proxy.ts';

const page = (path: string, headers: Record<string, string> = {}) => proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));
const matched = (path: string) => new RegExp(`^${config.matcher[0] ?? ''}$`).test(path);

afterEach(() => {
  delete process.env.NEXTAUTH_URL;
});

test('a page without a session goes to sign-in and back', () => {
  const response = page('/services/production/payment-api?tab=logs');
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toBe(
    'http://localhost:3000/sign-in?callbackUrl=%2Fservices%2Fproduction%2Fpayment-api%3Ftab%3Dlogs',
  );
});

test('a redirect has the security headers too', () => {
  expect(page('/services').headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('each page has a nonce of its own', () => {
  const [one, other] = [page('/sign-in'), page('/sign-in')].map((response) => response.headers.get('content-security-policy'));
  expect(one).not.toBe(other);
});

test('a page with a cookie goes on, and is told its own path whatever the caller claims', () => {
  const response = page('/services?x=1', { cookie: 'control-plane.session=x', 'x-page-path': '//evil.example' });
  expect(response.headers.get('x-middleware-next')).toBe('1');
  expect(response.headers.get('x-middleware-request-x-page-path')).toBe('/services?x=1');
});

test('under https only the host-bound cookie counts', () => {
  process.env.NEXTAUTH_URL = 'https://plane.example';
  expect(page('/services', { cookie: 'control-plane.session=x' }).status).toBe(307);
  expect(page('/services', { cookie: '__Host-control-plane.session=x' }).headers.get('x-middleware-next')).toBe('1');
});

test('sign-in itself needs no session', () => {
  expect(page('/sign-in').headers.get('x-middleware-next')).toBe('1');
});

test.each([
  '/api/v1/services',
  '/api/auth/signin',
  '/api',
  '/execute',
  '/diagnostics/deployment',
  '/metrics',
  '/healthz',
  '/readyz',
  '/_next/static/x.js',
])('%s is never redirected', (path) => {
  expect(matched(path)).toBe(false);
});

test.each(['/', '/services', '/API/v1/services', '/executes', '/apiary', '/_next/data/x.json', '/services.rsc'])(
  '%s is guarded',
  (path) => {
    expect(matched(path)).toBe(true);
  },
);
