import { expect, test } from 'vitest';
import { prefersStream } from './accept.ts';

test.each([
  ['text/event-stream', true],
  ['Text/Event-Stream; charset=utf-8', true],
  ['application/json, text/event-stream', true],
  ['text/html, text/event-stream;q=0.5', true],
  ['application/json, text/event-stream;q=0.5', false],
  ['text/event-stream;q=0', false],
  ['application/json', false],
  ['*/*', false],
  ['', false],
  [null, false],
])('%j asks for a stream: %s', (accept, expected) => {
  expect(prefersStream(accept)).toBe(expected);
});
