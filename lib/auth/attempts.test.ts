import { expect, test } from 'vitest';
import { createAttempts } from './attempts.ts';

function clock() {
  let ms = 1_000_000;
  return { now: () => ms, pass: (more: number) => (ms += more) };
}

test('the hundred-and-first attempt within a minute is refused, whoever it is for', () => {
  const { now, pass } = clock();
  const attempts = createAttempts(now);
  for (let index = 0; index < 100; index += 1) attempts.take(`${index}@example.test`);
  expect(() => attempts.take('somebody@example.test')).toThrow('Too many attempts');
  pass(60_001);
  expect(() => attempts.take('somebody@example.test')).not.toThrow();
});

test('an address that keeps failing is refused, others are not', () => {
  const attempts = createAttempts(clock().now);
  for (let index = 0; index < 20; index += 1) {
    attempts.take('a@example.test');
    attempts.failed('a@example.test');
  }
  expect(() => attempts.take('a@example.test')).toThrow('Too many attempts');
  expect(() => attempts.take('b@example.test')).not.toThrow();
});

test('signing in forgets the failures before it', () => {
  const attempts = createAttempts(clock().now);
  for (let index = 0; index < 30; index += 1) {
    attempts.take('a@example.test');
    attempts.failed('a@example.test');
    attempts.succeeded('a@example.test');
  }
  expect(() => attempts.take('a@example.test')).not.toThrow();
});

test('the refusal says how long to wait', () => {
  const { now, pass } = clock();
  const attempts = createAttempts(now);
  for (let index = 0; index < 100; index += 1) attempts.take('a@example.test');
  pass(20_000);
  expect(() => attempts.take('a@example.test')).toThrow(expect.objectContaining({ details: { retry_after: 40 } }));
});
