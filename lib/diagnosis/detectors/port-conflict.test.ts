import { expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { portConflict } from './port-conflict.ts';

const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return portConflict.detect(observations, book.cite).claims;
};

test.each([
  ['Error: listen EADDRINUSE: address already in use :::8080', '8080'],
  ['listen tcp 0.0.0.0:9090: bind: address already in use', '9090'],
  ['Web server failed to start. Port 8081 was already in use.', '8081'],
  ["OSError: [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use", '8000'],
])('fires on "%s" and names the port', (line, port) => {
  expect(detect({ log: [line] })[0]).toMatchObject({ mode: 'resource.port_conflict', object: port });
});

test('stays silent on a port that merely is mentioned', () => {
  expect(detect({ log: ['listening on port 8080', 'connect ECONNREFUSED 127.0.0.1:8080'] })).toEqual([]);
});

test('survives a log that could not be read', () => {
  expect(detect({ gaps: ['logs'] })).toEqual([]);
});
