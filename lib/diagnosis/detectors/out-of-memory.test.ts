import { describe, expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { outOfMemory } from './out-of-memory.ts';

const MIB = 1024 * 1024;
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return outOfMemory.detect(observations, book.cite);
};

test('fires when the platform killed it at its limit, borne out by the memory before', () => {
  const [claim] = detect({ exit: { code: 137, signal: 'SIGKILL', reason: 'OOMKilled' }, memory: [100 * MIB, 250 * MIB] }).claims;
  expect(claim).toMatchObject({ mode: 'container.oom_killed', title: { values: { limit: 256 } }, support: [{ source: 'metrics' }] });
});

test.each([
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'java.lang.OutOfMemoryError: Java heap space',
  'MemoryError',
  'fatal error: runtime: out of memory',
])('fires on the runtime’s own words: %s', (line) => {
  expect(detect({ log: [line], exit: { code: 134 } }).claims[0]?.mode).toBe('container.oom_killed');
});

test('rules memory out when it stayed far below the limit', () => {
  const { claims, acquittals } = detect({ memory: [30 * MIB, 40 * MIB] });
  expect(claims).toEqual([]);
  expect(acquittals[0]).toMatchObject({ mode: 'container.oom_killed', reason: { values: { peak: 40, limit: 256 } } });
});

test('says nothing when memory or instances could not be read', () => {
  expect(detect({})).toEqual({ claims: [], acquittals: [] });
  expect(detect({ gaps: ['instances', 'logs'] })).toEqual({ claims: [], acquittals: [] });
});

describe('a full memory is told from its mention', () => {
  test.each([
    'System.OutOfMemoryException: Exception of type System.OutOfMemoryException was thrown.',
    'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)',
    'memory allocation of 1073741824 bytes failed',
    "terminate called after throwing an instance of 'std::bad_alloc'",
    'NoMemoryError: failed to allocate memory',
    'OSError: [Errno 12] Cannot allocate memory',
  ])('said by: %s', (line) => {
    expect(detect({ log: [line], exit: { code: 1 } }).claims[0]?.mode).toBe('container.oom_killed');
  });

  test.each([
    'NOTE: Picked up JAVA_TOOL_OPTIONS: -XX:+ExitOnOutOfMemoryError -Xmx256m',
    'JVM arguments: -XX:+HeapDumpOnOutOfMemoryError',
    'heap size 128 MiB, limit 256 MiB',
    'memory usage is at 91%',
    'oom score adjusted',
    'loaded module memory-error-handler',
    'out for delivery: memory foam, 2 pieces',
    'allocated 20 MiB for the cache',
  ])('not said by: %s', (line) => {
    expect(detect({ log: [line], exit: { code: 1 } }).claims).toEqual([]);
  });
});
