import { expect, test } from 'vitest';
import { foremostFields, looseFields } from './evidence-fields.ts';

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
test('marked fields are always among the first few, in their own order', () => {
  const fields = ['a', 'b', 'c', 'd'].map((name) => ({ name, marked: name === 'd' }));
  expect(foremostFields(fields, 2).map((field) => field.name)).toEqual(['a', 'd']);
  expect(
    foremostFields(
      fields.map((field) => ({ ...field, marked: true })),
      2,
    ),
  ).toHaveLength(4);
});
