import { expect, test } from 'vitest';
import { pageHeaders } from './page-headers.ts';

const policy = (https: boolean, development = false) => pageHeaders({ nonce: 'abc', https, development })['content-security-policy'] ?? '';
const directive = (name: string, https = false) =>
  policy(https)
    .split('; ')
    .find((part) => part.startsWith(`${name} `)) ?? '';

test('scripts run by nonce alone', () => {
  expect(directive('script-src')).toContain("'nonce-abc'");
  expect(directive('script-src')).not.toMatch(/unsafe/);
});

test('nothing comes from another host, and nobody frames us', () => {
  expect(policy(true)).not.toMatch(/https?:|\*/);
  expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(directive('style-src')).not.toContain('unsafe');
  expect(directive('style-src-attr')).toBe("style-src-attr 'unsafe-inline'");
});

test('only under https is https demanded', () => {
  expect(policy(false)).not.toContain('upgrade-insecure-requests');
  expect(pageHeaders({ nonce: 'abc', https: false, development: false })).not.toHaveProperty('strict-transport-security');
  expect(policy(true)).toContain('upgrade-insecure-requests');
  expect(pageHeaders({ nonce: 'abc', https: true, development: false })).toHaveProperty('strict-transport-security');
});
