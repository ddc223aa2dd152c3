import { expect, test } from 'vitest';
import { readableLine } from './readable-line.ts';

test('a structured line becomes its message, its error and its own fields', () => {
  const line = JSON.stringify({
    level: 'fatal',
    time: 1,
    service: 'a',
    err: { type: 'SettingsError', message: 'LEDGER_URL_V2 is missing', stack: 'x' },
    msg: 'cannot start',
    port: 80,
  });
  expect(readableLine(line)).toBe('cannot start — SettingsError: LEDGER_URL_V2 is missing  port=80');
});
test('a message that repeats its error is said once', () => {
  expect(readableLine('{"msg":"boom","err":"boom"}')).toBe('boom');
  expect(readableLine('{"msg":"stopped: no key","err":{"type":"E","message":"no key"}}')).toBe('stopped: no key');
});
test('other lines stay as they were printed', () => {
  for (const line of ['plain text', '{not json', '{"a":1}', '[1]']) expect(readableLine(line)).toBe(line);
});
