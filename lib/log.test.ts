import { expect, test } from 'vitest';
import { describeError } from './log.ts';

test('bound values of a failed query are not logged', () => {
  const error = new Error('Failed query: insert into tokens values ($1)\nparams: s3cret-value,2');
  expect(JSON.stringify(describeError(error))).not.toContain('s3cret-value');
});

test('a password in an address is not logged, wherever the error sits', () => {
  const error = new Error('outer', { cause: new Error('cannot reach postgres://app:hunter2@db:5432/x') });
  const text = JSON.stringify(describeError(error));
  expect(text).not.toContain('hunter2');
  expect(text).toMatch(/postgres:\/\/app:••••••\w{4}@db:5432\/x/);
});

test('what is thrown and is no error is described too', () => {
  expect(describeError('plain')).toEqual({ type: 'string', message: 'plain' });
});
