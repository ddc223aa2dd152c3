import { expect, test } from 'vitest';
import { REDACTED } from './words.ts';
import { configBytes, hideEvidentSecrets, isSecretRotation, patchConfig, stateChanges, type DesiredState } from './desired-state.ts';

const before: DesiredState = {
  config: { URL: 'http://a', PASSWORD: 'old' },
  secretKeys: ['PASSWORD'],
  flags: { tax: false },
  replicas: 1,
  stopped: false,
};

test('a changed value shows before and after, a secret only that it changed', () => {
  const after = patchConfig(before, { set: { URL: 'http://b', PASSWORD: 'new', EXTRA: '1' } });
  expect(stateChanges(before, after)).toEqual([
    { path: 'config.EXTRA', before: null, after: '1' },
    { path: 'config.PASSWORD', before: REDACTED, after: REDACTED },
    { path: 'config.URL', before: 'http://a', after: 'http://b' },
  ]);
});

test('a key that is called like something every object has is a key like any other', () => {
  const after = { ...patchConfig(before, { set: { constructor: 'x' }, secret_keys: ['valueOf'] }), flags: { tax: false, toString: true } };
  expect(after.secretKeys).toEqual(['PASSWORD']);
  expect(stateChanges(before, after)).toEqual([
    { path: 'config.constructor', before: null, after: 'x' },
    { path: 'flags.toString', before: null, after: true },
  ]);
});

test.each([
  ['DB_PASSWORD', 'hunter2'],
  ['STRIPE_API_KEY', 'abc'],
  ['SECRET_KEY_BASE', 'abc'],
  ['GITHUB_TOKEN', 'abc'],
  ['DATABASE_URL', 'postgres://app:hunter2@db/app'],
  ['HEADERS', 'Authorization: Bearer abcdefgh12345678'],
])('%s is a secret without being called one', (key, value) => {
  const after = patchConfig(before, { set: { [key]: value } });
  expect(stateChanges(before, after)).toEqual([{ path: `config.${key}`, before: null, after: REDACTED }]);
  expect(hideEvidentSecrets([{ path: `config.${key}`, before: value, after: null }])).toEqual([
    { path: `config.${key}`, before: REDACTED, after: null },
  ]);
});

test.each([
  ['TOKEN_TTL_SECONDS', '60'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['PRIMARY_KEY_COLUMN', 'id'],
  ['URL', 'http://a:8080/x'],
])('%s is none', (key, value) => {
  expect(patchConfig({ ...before, config: {} }, { set: { [key]: value } }).secretKeys).toEqual([]);
});

test('setting a secret to the value it has is no change', () => {
  expect(stateChanges(before, patchConfig(before, { set: { PASSWORD: 'old' } }))).toEqual([]);
});

test('a key that becomes a secret is a change whose value is hidden from now on', () => {
  expect(stateChanges(before, patchConfig(before, { secret_keys: ['URL'] }))).toEqual([
    { path: 'config.URL', before: REDACTED, after: REDACTED },
  ]);
});

test('a key that is unset is gone and no secret any more', () => {
  const after = patchConfig(before, { unset: ['PASSWORD'] });
  expect(after).toMatchObject({ config: { URL: 'http://a' }, secretKeys: [] });
  expect(stateChanges(before, after)).toEqual([{ path: 'config.PASSWORD', before: REDACTED, after: null }]);
});

test('new values of known secrets alone are a rotation', () => {
  const rotated = stateChanges(before, patchConfig(before, { set: { PASSWORD: 'new' } }));
  expect(isSecretRotation(before, rotated)).toBe(true);
  expect(isSecretRotation(before, stateChanges(before, patchConfig(before, { set: { PASSWORD: 'new', URL: 'x' } })))).toBe(false);
  expect(isSecretRotation(before, [])).toBe(false);
});

test('flags, replicas and stopping are told of by their paths', () => {
  const after = { ...before, flags: { tax: true, beta: 'x' }, replicas: 3, stopped: true };
  expect(stateChanges(before, after).map((change) => change.path)).toEqual(['flags.beta', 'flags.tax', 'replicas', 'stopped']);
});

test('bytes are counted in UTF-8', () => {
  expect(configBytes({ A: '帳' })).toBe(1 + 3 + 2);
});
