import { expect, test } from 'vitest';
import type { Span } from '#/lib/domain/telemetry.ts';
import { spanRows } from './span-rows.ts';

const span = (id: string, parent: string | null, second: number, duration: number): Span => ({
  trace_id: 't',
  span_id: id,
  parent_id: parent,
  service: 's',
  name: id,
  kind: 'server',
  start: new Date(second * 1000).toISOString(),
  duration_ms: duration,
  status: 'OK',
  attributes: {},
});

test('a child stands below its parent, placed within the whole trace', () => {
  const rows = spanRows([span('child', 'root', 1, 500), span('root', null, 0, 2000)]);
  expect(rows.map((row) => [row.span.name, row.depth, row.left, row.width])).toEqual([
    ['root', 0, 0, 1],
    ['child', 1, 0.5, 0.25],
  ]);
});
test('a span whose parent was not kept stands at the root', () => {
  expect(spanRows([span('orphan', 'gone', 0, 1)])[0]?.depth).toBe(0);
});
test('a trace that names itself as its parent ends', () => {
  expect(spanRows([span('loop', 'loop', 0, 1)])).toHaveLength(1);
});
