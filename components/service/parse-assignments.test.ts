import { expect, test } from 'vitest';
import { parseAssignments } from './parse-assignments.ts';

test('lines become settings; a value may hold an equals sign or nothing', () => {
  expect(parseAssignments('LEDGER_URL_V2 = http://x/?a=b\n\nEMPTY=\n')).toEqual({
    set: { LEDGER_URL_V2: 'http://x/?a=b', EMPTY: '' },
    wrong: null,
  });
});

test('a line without a proper key is named and nothing is taken', () => {
  expect(parseAssignments('A=1\nnot a setting')).toEqual({ set: {}, wrong: 'not a setting' });
  expect(parseAssignments('9A=1').wrong).toBe('9A=1');
});
