import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')];
const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);

function references(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

test.each(documents)('%s names only files that exist', (document) => {
  const text = readFileSync(document, 'utf8');
  const links = references(text, /\]\((?!https?:|#|mailto:)([^)#\s]+)/g).map((path) => join(dirname(document), path));
  const paths = references(text, /`((?:app|components|lib|demo|cli|e2e|bench|docs|drizzle|public)\/[\w./[\]()-]*)`/g);
  expect([...links, ...paths].filter((path) => !existsSync(path))).toEqual([]);
});

test.each(documents)('%s names only commands that exist', (document) => {
  const named = references(readFileSync(document, 'utf8'), /npm run (?:--silent )?([\w:-]+)/g);
  expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
});
