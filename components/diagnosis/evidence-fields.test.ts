import { expect, test } from 'vitest';
import { looseFields } from './evidence-fields.ts';

test('data of an unknown shape is shown field by field, without what is absent', () => {
  expect(looseFields({ last_exit: { code: 1, signal: null }, ready: false }).map((field) => [field.name, field.value])).toEqual([
    ['last_exit.code', '1'],
    ['ready', 'false'],
  ]);
});
test('lists are numbered, and what lies too deep is JSON', () => {
  expect(looseFields([{ a: { b: { c: { d: 1 } } } }])).toEqual([{ name: '[0].a.b.c', value: '{"d":1}', marked: false }]);
});
test('nothing has no fields', () => {
  expect(looseFields(null)).toEqual([]);
});
