import { expect, test } from 'vitest';
import { fieldOf } from './field-of.ts';

test('a field of our own is named by a word, with which one it is', () => {
  expect(fieldOf('version')).toEqual({ word: 'version', rest: '' });
  expect(fieldOf('config.LEDGER.URL')).toEqual({ word: 'config', rest: 'LEDGER.URL' });
  expect(fieldOf('deployments.01a20476-0db5-730c-aa80-a1905001ae07.status')).toEqual({ word: 'status', rest: '' });
});

test('what other systems reported keeps its path', () => {
  for (const path of ['spec.replicas', 'config', 'config.', '.version', 'deployments.1']) expect(fieldOf(path).word).toBeNull();
});
