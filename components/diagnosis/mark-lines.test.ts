import { expect, test } from 'vitest';
import { markLines, windowAround } from './mark-lines.ts';

test('the quoted line is marked, whatever its colours and spaces', () => {
  const lines = [{ line: 'listening' }, { line: '\u001b[31mError:  LEDGER_URL_V2 is not set\u001b[0m' }];
  expect(markLines(lines, ['error: LEDGER_URL_V2 is not set'])).toEqual([false, true]);
});
test('a line within a longer quotation is marked too', () => {
  expect(markLines([{ line: 'TypeError: x is null' }], ['12:00:01 stderr TypeError: x is null'])).toEqual([true]);
});
test('a lone word marks no line that merely holds it', () => {
  expect(markLines([{ line: 'an error happened' }, { line: 'error' }], ['error'])).toEqual([false, true]);
});
test('empty lines and empty quotations mark nothing', () => {
  expect(markLines([{ line: '' }, { line: 'something long enough' }], ['', '  '])).toEqual([false, false]);
});
test('what is shown first lies around the marked line, else it is the end', () => {
  const none = Array.from({ length: 20 }, () => false);
  expect(windowAround(none, 2)).toEqual({ from: 15, to: 20 });
  expect(windowAround(none.with(10, true), 2)).toEqual({ from: 8, to: 13 });
  expect(windowAround([true], 2)).toEqual({ from: 0, to: 1 });
});
