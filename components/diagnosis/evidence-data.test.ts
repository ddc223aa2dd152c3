import { expect, test } from 'vitest';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { evidenceView } from './evidence-data.ts';

const item = (kind: Evidence['kind'], data: Evidence['data']): Evidence => ({
  id: 'e1',
  kind,
  tool: 't',
  query: 'q',
  time_range: null,
  excerpt: 'x',
  data,
});

test('log lines are read bare and inside an object', () => {
  const lines = [{ at: '2026-01-01T00:00:00.000Z', line: 'boom', instance: 'i1' }];
  expect(evidenceView(item('log', lines)).shape).toBe('log');
  expect(evidenceView(item('log', { lines }))).toMatchObject({ shape: 'log', lines: [{ line: 'boom' }] });
});
test('a metric keeps its gaps', () => {
  expect(
    evidenceView(
      item('metric', {
        unit: 's',
        points: [
          [1, null],
          [2, 0.5],
        ],
      }),
    ),
  ).toMatchObject({
    shape: 'metric',
    unit: 's',
    series: [
      {
        points: [
          [1, null],
          [2, 0.5],
        ],
      },
    ],
  });
});
test('a change shows its diff, one without a diff its fields', () => {
  expect(evidenceView(item('change', { changes: [{ path: 'version', before: '1', after: '2' }] })).shape).toBe('diff');
  expect(evidenceView(item('change', { author: 'ada', changes: [] }))).toMatchObject({
    shape: 'fields',
    fields: [
      { name: 'author', value: 'ada' },
      { name: 'changes', value: '[]' },
    ],
  });
});
test('whatever has another shape than expected is shown field by field', () => {
  expect(evidenceView(item('object', { last_exit: { code: 1, signal: null }, ready: false }))).toEqual({
    shape: 'fields',
    fields: [
      { name: 'last_exit.code', value: '1' },
      { name: 'ready', value: 'false' },
    ],
  });
  expect(evidenceView(item('log', null))).toEqual({ shape: 'none' });
});
