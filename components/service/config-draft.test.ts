import { expect, test } from 'vitest';
import { draftEntries, draftPatch } from './config-draft.ts';

const current = { config: { LEDGER_URL: 'http://a', TIMEOUT: '3000', API_KEY: '••••••' }, secret_keys: ['API_KEY'] };

test('a value typed back to what it was is no change', () => {
  const draft = { values: { TIMEOUT: '3000', NEVER_THERE: null }, secrets: [] };
  expect(draftEntries(current, draft)).toEqual([]);
  expect(draftPatch(current, draft)).toEqual({});
});

test('changed, new and removed keys are told apart', () => {
  const draft = { values: { TIMEOUT: '5000', LEDGER_URL_V2: 'http://b', LEDGER_URL: null }, secrets: [] };
  expect(draftEntries(current, draft)).toEqual([
    { path: 'LEDGER_URL', before: 'http://a', after: null },
    { path: 'LEDGER_URL_V2', before: null, after: 'http://b' },
    { path: 'TIMEOUT', before: '3000', after: '5000' },
  ]);
  expect(draftPatch(current, draft)).toEqual({ set: { TIMEOUT: '5000', LEDGER_URL_V2: 'http://b' }, unset: ['LEDGER_URL'] });
});

test('the values of secrets are sent and never shown', () => {
  const draft = { values: { API_KEY: 'new-key', DB_PASSWORD: 'hunter2' }, secrets: ['DB_PASSWORD'] };
  expect(JSON.stringify(draftEntries(current, draft))).not.toMatch(/new-key|hunter2/);
  expect(draftPatch(current, draft)).toEqual({ set: { API_KEY: 'new-key', DB_PASSWORD: 'hunter2' }, secret_keys: ['DB_PASSWORD'] });
});

test('an empty value is a value', () => {
  expect(draftPatch(current, { values: { TIMEOUT: '' }, secrets: [] })).toEqual({ set: { TIMEOUT: '' } });
});
