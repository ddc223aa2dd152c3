import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([['/services/production/payment-api?tab=logs#x'], ['/'], ['/a/../b']])('%s is a path of ours', (target) => {
  expect(ownPath(target).startsWith('/')).toBe(true);
  expect(new URL(ownPath(target), 'http://localhost:3000').origin).toBe('http://localhost:3000');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/\t/evil.example',
  '/%09/evil.example'.replace('%09', '\t'),
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  ' //evil.example',
  '',
  null,
  undefined,
])('%j leads home', (target) => {
  expect(ownPath(target)).toBe('/');
});
