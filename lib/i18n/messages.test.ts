import { expect, test } from 'vitest';
import { messages } from './messages/index.ts';

type Tree = { [key: string]: string | Tree };

function paths(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : paths(value, `${prefix}${key}.`)));
}

// A branch such as `=0 {nothing}` is words, not a blank.
function blanks(text: string): string[] {
  return [...text.matchAll(/(?<!(?:=\d+|zero|one|two|few|many|other)\s)\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? '').sort();
}

function at(tree: Tree, path: string): string {
  const value = path.split('.').reduce<Tree | string | undefined>((node, key) => (typeof node === 'object' ? node[key] : undefined), tree);
  return typeof value === 'string' ? value : '';
}

test('both languages say the same sentences', () => {
  expect(paths(messages['zh-TW'])).toEqual(expect.arrayContaining(paths(messages.en)));
  expect(paths(messages.en)).toEqual(expect.arrayContaining(paths(messages['zh-TW'])));
});

test('both languages leave the same blanks', () => {
  const differing = paths(messages.en).filter(
    (path) => new Set(blanks(at(messages.en, path))).symmetricDifference(new Set(blanks(at(messages['zh-TW'], path)))).size > 0,
  );
  expect(differing).toEqual([]);
});
