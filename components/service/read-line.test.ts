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

test('plain, broken and message-less lines stay as they are', () => {
  for (const line of ['Error: LEDGER_URL_V2 is required', '{"msg": "cut', '{"level":30}', '[1,2]', ''])
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
