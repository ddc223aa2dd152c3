import { expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { command } from './command.ts';

const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return command.detect(observations, book.cite).claims;
};

test('fires on a command that could not be run', () => {
  expect(detect({ exit: { code: 127, reason: 'CommandNotFound' } })[0]).toMatchObject({
    mode: 'container.command_not_found',
    object: 'node main.js',
  });
});

test('names the command that the shell did not find', () => {
  const [claim] = detect({ exit: { code: 127 }, log: ['sh: 1: gunicorn: not found'] });
  expect(claim).toMatchObject({ object: 'gunicorn', support: [{ source: 'logs' }] });
});

test('fires on a process that ends with success again and again', () => {
  expect(detect({ exit: { code: 0, reason: 'Completed' } })[0]?.mode).toBe('container.completed');
});

test('stays silent on another exit, on a first success, and on one that was asked for', () => {
  expect(detect({})).toEqual([]);
  expect(detect({ exit: { code: 0, reason: 'Completed' }, instance: { restarts: 0 } })).toEqual([]);
  expect(detect({ exit: { code: 0, reason: 'Stopped' } })).toEqual([]);
});

test('survives instances that could not be read', () => {
  expect(detect({ gaps: ['instances'] })).toEqual([]);
});
