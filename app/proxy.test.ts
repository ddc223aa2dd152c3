import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { problemSchema } from '#/lib/contract/problem.ts';
import { proxy } from '#/proxy.ts';

const ask = (path: string) => proxy(new NextRequest(`http://localhost${path}`));

test.each(['/api/v1/deployments/%ff', '/diagnostics/%E0%A4%A', '/services/%'])(
  'the broken escapes of %s are the caller’s fault',
  async (path) => {
    const response = ask(path);
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).request_id).toBe(response.headers.get('x-request-id'));
  },
);

test('an API path with sound escapes goes on as it is', () => {
  expect(ask('/api/v1/deployments/%e6%96%87').headers.get('x-middleware-next')).toBe('1');
});

test('a page without a session goes to sign-in and back', () => {
  expect(ask('/services?a=1').headers.get('location')).toBe('http://localhost/sign-in?callbackUrl=%2Fservices%3Fa%3D1');
});
