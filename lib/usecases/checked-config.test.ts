import { expect, test } from 'vitest';
import { checkedConfig } from './checked-config.ts';

const state = { config: { A: '1' }, secretKeys: [], flags: {}, replicas: 1, stopped: false };

test('names that every object has are keys like any other', () => {
  expect(checkedConfig(state, { set: { constructor: 'x' }, unset: ['toString'] }).config).toEqual({ A: '1', constructor: 'x' });
  expect(() => checkedConfig(state, { secret_keys: ['valueOf'] })).toThrow('secret_keys: "valueOf" has no value');
});

test('a key that is both set and unset is refused', () => {
  expect(() => checkedConfig(state, { set: { B: '1' }, unset: ['B'] })).toThrow('unset: "B" is both set and unset');
});
