import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deploymentKindSchema } from '#/lib/domain/deployment.ts';
import { messages } from './messages/index.ts';
import { renderMessage } from './render.ts';

const root = join(import.meta.dirname, '../..');

/** Keys that the code stores: written out, and those that a word completes. */
function storedKeys(): string[] {
  const files = globSync('lib/{domain,usecases,diagnosis,assistant}/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const written = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'((?:reason|audit|report|incident)\.[a-z0-9_.]*[a-z0-9_])'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  const completed = deploymentKindSchema.options.map((kind) => `reason.why_failed_${kind}`);
  const reported = ['progressing', 'healthy', 'failed'].map((status) => `reason.reported_${status}`);
  return [...new Set([...written, ...completed, ...reported])];
}

function exists(key: string, language: 'en' | 'zh-TW'): boolean {
  const sentence = key
    .split('.')
    .reduce<unknown>(
      (node, part) => (typeof node === 'object' && node !== null && part in node ? (node as Record<string, unknown>)[part] : undefined),
      messages[language],
    );
  return sentence !== undefined;
}

test('every sentence that the code stores has words in both languages', () => {
  const keys = storedKeys();
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((key) => !exists(key, 'en') || !exists(key, 'zh-TW'))).toEqual([]);
});

test('every reason and audit sentence can be rendered with its blanks filled in', () => {
  for (const area of ['reason', 'audit'] as const) {
    for (const [key, sentence] of Object.entries<string>(messages.en[area])) {
      const blanks = [...sentence.matchAll(/\{(\w+)[,}]/g)].map((match) => [match[1] ?? '', 3] as const);
      for (const language of ['en', 'zh-TW'] as const) {
        const text = renderMessage({ key: `${area}.${key}`, values: Object.fromEntries(blanks) }, language);
        expect(text).not.toMatch(/[{}]|^(reason|audit)\./);
      }
    }
  }
});
