import { expect, test } from 'vitest';
import type { Evidence, Report } from './diagnosis.ts';
import { evidenceNumbers, orderEvidence, renumbered } from './evidence-order.ts';

const evidence = (id: string): Evidence => ({ id, kind: 'log', tool: 't', query: 'q', time_range: null, excerpt: 'x', data: null });
const finding = (id: string, severity: 'info' | 'critical', evidenceId: string) => ({
  id,
  source: 's',
  title: 't',
  detail: 'd',
  severity,
  service: 'a',
  evidence_ids: [evidenceId],
  data: null,
});
const report: Report = {
  summary: '',
  language: null,
  verdict: 'proven',
  confidence: 1,
  root_cause: {
    mode: null,
    title: '',
    explanation: '',
    service: 'a',
    namespace: 'n',
    cluster: 'c',
    object: 'o',
    change_id: null,
    evidence_ids: ['e3', 'e1'],
  },
  answer: '',
  hypotheses: [],
  findings: [finding('f1', 'info', 'e4'), finding('f2', 'critical', 'e2'), finding('f3', 'critical', 'e3')],
  evidence: ['e1', 'e2', 'e3', 'e4'].map(evidence),
  changes_considered: [],
  onset: null,
  blast_radius: [],
  first_failing_service: null,
  timeline: [],
  recommended_actions: [],
  recommended_action: '',
  gaps: [],
  engine: { name: 'e', version: '1', model: null },
  status: 'COMPLETED',
};

test('what the root cause cites comes first, nothing twice, mere information is folded', () => {
  const { shown, rest } = orderEvidence(report);
  expect(shown.map((item) => item.id)).toEqual(['e3', 'e1', 'e2']);
  expect(rest.map((item) => item.id)).toEqual(['e4']);
});
test('without a root cause even information is shown, and never more than five', () => {
  const many = Array.from({ length: 9 }, (_, index) => evidence(`e${index + 1}`));
  const { shown, rest } = orderEvidence({
    ...report,
    root_cause: null,
    evidence: many,
    findings: many.map((item) => finding(`f-${item.id}`, 'info', item.id)),
  });
  expect([shown.length, rest.length]).toEqual([5, 4]);
});
test('what the note cites leads, in the order of its sentences, and is numbered so', () => {
  const cause = report.root_cause && { ...report.root_cause, explanation: 'It exits [4]. Its log names the key [2][9].' };
  const noted = { ...report, root_cause: cause };
  expect(orderEvidence(noted).shown.map((item) => item.id)).toEqual(['e4', 'e2', 'e3', 'e1']);
  expect(renumbered('It exits [4]. The log [2] of [9].', evidenceNumbers(noted))).toBe('It exits [1]. The log [2] of [9].');
});
