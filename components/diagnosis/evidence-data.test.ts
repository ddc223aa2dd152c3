import { expect, test } from 'vitest';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { evidenceDataSchemas } from '#/lib/domain/evidence.ts';
import { typedEvidence } from './evidence-data.ts';

const evidence = (kind: Evidence['kind'], data: Evidence['data']): Evidence => ({
  id: 'e1',
  kind,
  tool: 'search-logs',
  query: '',
  time_range: null,
  excerpt: '',
  data,
});

test('data of its kind is typed', () => {
  expect(typedEvidence(evidence('log', { service: null, lines: [], marked: [] }))?.kind).toBe('log');
});

test('data of another shape is not', () => {
  expect(typedEvidence(evidence('log', { lines: 'none' }))).toBeNull();
  expect(typedEvidence(evidence('metric', [1]))).toBeNull();
  expect(typedEvidence(evidence('event', null))).toBeNull();
});

test('every list that is asked for is in the schema of its kind', () => {
  const empty = { lines: [], marked: [], series: [], spans: [], fields: [], events: [], changes: [] };
  for (const [kind, schema] of Object.entries(evidenceDataSchemas)) {
    const own = Object.fromEntries(Object.entries(empty).filter(([name]) => name in schema.shape));
    expect(typedEvidence(evidence(kind as Evidence['kind'], own)), kind).not.toBeNull();
  }
});
