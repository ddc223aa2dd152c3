import { expect, test } from 'vitest';
import { diagnose } from '#/lib/diagnosis/diagnose.ts';
import { changeEvidence, objectEvidence, field } from '#/lib/diagnosis/evidence.ts';
import { change, scene, T0 } from '#/lib/diagnosis/testing/scene.ts';
import { literal, message, paragraphs } from '#/lib/domain/text.ts';
import { renderEvent, renderReport } from './render-report.ts';
import { veilEvidence, veilOver } from './veil.ts';

/** A failure of payment-api whose fault sits in ledger. */
function ledgerDown() {
  const stop = change('stop', T0 - 60_000, {
    service: 'ledger',
    eventType: 'SCALE',
    changes: [{ path: 'stopped', before: false, after: true }],
  });
  const given = {
    log: ['connect ECONNREFUSED 127.0.0.1:4104'],
    peers: [{ health: 'failing' as const, stopped: true }],
    changes: [{ ...stop, summary: literal('Stop ledger') }],
  };
  const { observations, book } = scene(given);
  return diagnose(observations, book).report;
}

test('who may see all services reads all of the report', () => {
  const report = renderReport(ledgerDown(), 'en');
  expect(report.root_cause).toMatchObject({ service: 'ledger', change_id: 'stop' });
  expect(report.gaps).toEqual([]);
});

test('what tells of another team’s service is withheld, and that is said', () => {
  const report = renderReport(ledgerDown(), 'en', veilOver(['production/ledger'], ['production/payment-api']));
  const told = JSON.stringify({ ...report, evidence: report.evidence.filter((item) => item.kind !== 'log') });
  expect(told).not.toMatch(/\bledger\b/);
  expect(report.root_cause).toMatchObject({ mode: 'dependency.unreachable', service: '', change_id: null });
  expect(report.changes_considered.map((item) => item.change_id)).toEqual(['c2', 'c1']);
  expect(report.gaps).toMatchObject([{ source: 'teams' }]);
});

test('evidence keeps its number, so that citations stay true', () => {
  const veil = veilOver(['production/ledger']);
  const draft = objectEvidence({
    kind: 'status',
    tool: 't',
    service: 'production/ledger',
    object: 'ledger',
    query: 'health of production/ledger',
    fields: [field('health', 'failing')],
  });
  expect(veilEvidence({ ...draft, id: 'e3' }, veil)).toMatchObject({ id: 'e3', excerpt: '', data: { withheld: true } });
  const own = { ...changeEvidence(change('c', T0, { changes: [] }), 'mine'), id: 'e4' };
  expect(veilEvidence(own, veil)).toBe(own);
});

test('a stream withholds the same: calls, sentences, paragraph by paragraph', () => {
  const veil = veilOver(['production/ledger']);
  const call = { event: 'tool-call' as const, data: { call_id: 'c1', tool: 'get-service', input: { service: 'ledger' } } };
  expect(renderEvent(call, 'en', veil).data).toMatchObject({ input: {} });
  const text = {
    event: 'text' as const,
    data: { delta: paragraphs(message('report.summary.no_fault', { service: 'ledger' }), literal('fine')) },
  };
  expect(renderEvent(text, 'en', veil).data).toEqual({ delta: 'This tells of a service of another team and is not shown to you.\n\nfine' });
});

test('a name within a longer one is not taken for it', () => {
  const veil = veilOver(['production/ledger']);
  expect(veil.names('ledger-archive and LEDGER_URL')).toBe(false);
  expect(veil.names('calls ledger.')).toBe(true);
});
