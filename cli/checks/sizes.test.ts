import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files that may be longer than the budget, each with its reason. */
const excused = new Map([['lib/db/schema.ts', 'the one schema']]);

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
  encoding: 'utf8',
});
const sizes = tracked
  .trim()
  .split('\n')
  .flatMap((path) => {
    try {
      return [{ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }];
    } catch {
      return [];
    }
  })
  .sort((a, b) => a.lines - b.lines);

function quantile(share: number): number {
  return sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))]?.lines ?? 0;
}

test('no file is longer than 400 lines', () => {
  expect(sizes.filter((file) => file.lines > 400 && !excused.has(file.path))).toEqual([]);
});

test('half of the files fit on a screen or two, nine in ten on a few', () => {
  expect(quantile(0.5)).toBeLessThanOrEqual(80);
  expect(quantile(0.9)).toBeLessThanOrEqual(200);
});

test('a route handler parses, calls one use case and answers: 30 lines at most', () => {
  expect(sizes.filter((file) => /^app\/.*route\.ts$/.test(file.path) && file.lines > 30)).toEqual([]);
});
