import { expect, test } from 'vitest';
import { readLine } from './read-line.ts';

test('a structured line is read as its message and the fields that are not said elsewhere', () => {
  expect(readLine('{"level":50,"time":1,"pid":7,"msg":"no such host","code":"ENOTFOUND","attempt":2}')).toEqual({
    text: 'no such host',
    fields: [
      ['code', 'ENOTFOUND'],
      ['attempt', '2'],
    ],
  });
});

test('the words of an error stand behind the message', () => {
  const err = { type: 'SettingsError', message: 'LEDGER_URL_V2 is missing', stack: 'x' };
  expect(readLine(JSON.stringify({ level: 'fatal', service: 'a', err, msg: 'cannot start', port: 80 }))).toEqual({
    text: 'cannot start — SettingsError: LEDGER_URL_V2 is missing',
    fields: [['port', '80']],
  });
  expect(readLine('{"error":"refused"}').text).toBe('refused');
});

test('a message that repeats its error is said once', () => {
  expect(readLine('{"msg":"boom","err":"boom"}').text).toBe('boom');
  expect(readLine('{"msg":"stopped: no key","err":{"type":"E","message":"no key"}}').text).toBe('stopped: no key');
});

test('plain, broken and message-less lines stay as they are', () => {
  for (const line of ['Error: LEDGER_URL_V2 is required', '{"msg": "cut', '{not json', '{"level":30}', '[1,2]', ''])
    expect(readLine(line)).toEqual({ text: line, fields: [] });
});

test('ids of traces stand last, the others keep their order', () => {
  expect(readLine('{"msg":"done","trace_id":"t","span_id":"s","method":"GET","route":"/x"}').fields.map(([name]) => name)).toEqual([
    'method',
    'route',
    'trace_id',
    'span_id',
  ]);
});
