import { expect, test } from 'vitest';
import { readCatalogue } from './catalogue-file.ts';

test('documents may each be a service or a list, and JSON is taken, too', () => {
  const names = (text: string) => readCatalogue(text).services.map(({ name }) => name);
  expect(names('{ namespace: p, name: a }\n---\nservices:\n  - { namespace: p, name: b }\n  - { namespace: p, name: c }\n---\n')).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(names('{"services": [{"namespace": "p", "name": "a"}]}')).toEqual(['a']);
});

test.each([
  ['a: [\n', /^document 1: .*at line \d+/],
  ['{ namespace: p, name: a }\n---\nname: b\n', /^document 2: namespace: /],
  ['services: none\n', /^document 1, services: must be a list/],
  ['namespace: p\nname: a\nname: b\n', /^document 1: Map keys must be unique/],
  ['{ namespace: p, name: a, first_deployment: { version: "1" } }', /first_deployment: is for services that run on a platform of ours/],
  [
    `a: &a [x, x]\n${[...'bcdefghij'].map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]}, `.repeat(9)}]\n`).join('')}`,
    /^document 1: Excessive alias count/,
  ],
])('%j is refused where it is wrong', (text, reason) => {
  expect(() => readCatalogue(text)).toThrow(reason);
});
