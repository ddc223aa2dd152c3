import { expect, test } from 'vitest';
import { readLines } from './log-lines.ts';
import { newTemplates, vanishedTemplates } from './template-changes.ts';
import { T0 } from './testing/scene.ts';
import { printed } from './testing/printed.ts';

const times = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_none, index) => line(index));
const served = (count: number) => times(count, (index) => `served request ${index} in ${index % 40}ms`);
const read = (lines: string[], start = T0) => readLines(printed(lines, { start }));
const MINUTE = 60_000;
const windows = { before: { start: T0 - 5 * MINUTE, end: T0 }, after: { start: T0, end: T0 + 5 * MINUTE } };

test('what is said for the first time is new, the worst first, with counts and rates a minute', () => {
  const found = newTemplates(
    read([...served(50), 'ERROR known trouble 1'], windows.before.start),
    read([...served(50), 'ERROR known trouble 2', 'cache is warm', ...times(10, (index) => `ERROR no rate for country ${index}`)]),
    windows,
  );
  expect(found).toMatchObject([
    { template: { pattern: 'ERROR no rate for country <*>' }, kind: 'new', before: { count: 0, rate: 0 }, after: { count: 10, rate: 2 } },
    { template: { pattern: 'cache is warm' }, kind: 'new' },
  ]);
});

test('an old statement that is told far more often has grown; one that wavers has not', () => {
  const before = read(
    [...served(50), ...times(2, () => 'ERROR ledger is slow'), ...times(10, () => 'ERROR retrying')],
    windows.before.start,
  );
  const after = read([...served(50), ...times(40, () => 'ERROR ledger is slow'), ...times(14, () => 'ERROR retrying')]);
  expect(newTemplates(before, after, windows)).toMatchObject([
    { template: { pattern: 'ERROR ledger is slow', count: 40 }, kind: 'grown', before: { count: 2 }, after: { count: 40 } },
  ]);
});

test('more of everything is traffic, and a longer look is no growth', () => {
  const before = read([...served(40), ...times(10, () => 'ERROR retrying')], windows.before.start);
  expect(newTemplates(before, read([...served(400), ...times(100, () => 'ERROR retrying')]), windows)).toEqual([]);
  const long = { ...windows, after: { start: T0, end: T0 + 50 * MINUTE } };
  expect(newTemplates(before, read([...served(45), ...times(60, () => 'ERROR retrying')]), long)).toEqual([]);
});

test('a statement that always came and comes no more has vanished, one that came rarely has not', () => {
  const before = read([...served(50), ...times(30, (index) => `receipt ${index} sent`), 'leader elected'], windows.before.start);
  expect(vanishedTemplates(before, read(served(50)), windows)).toMatchObject([
    { template: { pattern: 'receipt <*> sent' }, before: { count: 30 }, expected: 30 },
  ]);
  const soon = { ...windows, after: { start: T0, end: T0 + MINUTE / 2 } };
  expect(vanishedTemplates(before, read(served(5)), soon)).toEqual([]);
});

test('nothing at all is no growth and no loss', () => {
  expect(newTemplates([], [])).toEqual([]);
  expect(vanishedTemplates([], read(['x']))).toEqual([]);
});
