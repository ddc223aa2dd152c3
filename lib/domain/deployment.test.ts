import { expect, test } from 'vitest';
import { commitSchema } from './deployment.ts';

test.each([
  ['https://git.example.test/c/1', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
])('a commit that leads to %s is taken: %s', (url, taken) => {
  expect(commitSchema.safeParse({ sha: 'abc', message: 'm', url }).success).toBe(taken);
});
