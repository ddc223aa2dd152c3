import { expect, test } from 'vitest';
import { explainFileError } from './data-folder.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

test('a file system that refuses is explained with the folder and a remedy', () => {
  for (const [code, words] of [
    ['EROFS', /"\/data" is on a read-only file system.*Set DATA_DIR/],
    ['EACCES', /"\/data" cannot be written by this account.*Set|set DATA_DIR/],
    ['ENOSPC', /disk of the data folder "\/data" is full/],
    ['ENOTDIR', /"\/data" cannot be made/],
  ] as const) {
    expect(explainFileError(failure(code), '/data').message).toMatch(words);
  }
});

test('every other error keeps its own words', () => {
  const other = failure('EMFILE');
  expect(explainFileError(other, '/data')).toBe(other);
});
