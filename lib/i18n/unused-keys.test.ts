import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messages } from './messages/index.ts';

const root = join(import.meta.dirname, '../..');
/** Sentences that are stored are named by the code that stores them; `used-keys.test.ts` looks after those. */
const stored = new Set(['report', 'reason', 'audit', 'incident']);

const NAME = '[\\w:]+';

type Tree = { [key: string]: string | Tree };

function paths(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : paths(value, `${prefix}${key}.`)));
}

/** What one file may ask for: each literal below each area that it opens; a blank of a template and a computed key stand for one name. */
function asked(source: string): RegExp[] {
  const areas = [...source.matchAll(/(?:use|get)Translations\(\s*(?:'([\w.]+)')?\s*\)/g)].map((match) => match[1] ?? '');
  const literals = [...source.matchAll(/'([\w.-]+)'|`([\w.-]*(?:\$\{[^{}]*\}[\w.-]*)+)`/g)].map((match) => match[1] ?? match[2] ?? '');
  const names = literals.map((literal) => literal.replaceAll('.', '\\.').replaceAll(/\$\{[^{}]*\}/g, NAME));
  if (/[^\w.]t\((?:[^()]+: )?[\w.]+\)/.test(source)) names.push(NAME);
  return areas.flatMap((area) => names.map((name) => new RegExp(`^${area ? `${area.replaceAll('.', '\\.')}\\.` : ''}${name}$`)));
}

test('every message is asked for somewhere', () => {
  const files = globSync('{app,components,lib/i18n}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
  const questions = files.map((file) => asked(readFileSync(join(root, file), 'utf8')));
  const unused = Object.entries(messages.en)
    .filter(([area]) => !stored.has(area))
    .flatMap(([area, tree]) => (typeof tree === 'string' ? [] : paths(tree, `${area}.`)))
    .filter((path) => !questions.some((file) => file.some((question) => question.test(path))));
  expect(unused).toEqual([]);
});
