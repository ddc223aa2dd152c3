import { describe, expect, test } from 'vitest';
import { diagnose } from '#/lib/diagnosis/diagnose.ts';
import { field, objectEvidence } from '#/lib/diagnosis/evidence.ts';
import { callee, payment, scene, T0 } from '#/lib/diagnosis/testing/scene.ts';
import { renderReport } from '#/lib/usecases/render-report.ts';
import { graphOf, layout } from './graph.ts';

const subject = { service: 'payment-api', namespace: 'production' };
const storefront = { ...callee('storefront'), relation: 'caller' as const, service: { ...payment, name: 'storefront' } };

/** The report on a payment-api whose ledger does not answer, with the neighbours' evidence as the tool keeps it. */
function report(errorRate: number, errorsSince: number | null) {
  const peers = [
    { health: 'failing' as const, stopped: true },
    { ...storefront, errorRate, errorsSince },
  ];
  const { observations, book } = scene({ log: ['connect ECONNREFUSED 127.0.0.1:4104'], peers });
  for (const { value } of observations.peers)
    book.cite(
      objectEvidence({
        kind: 'status',
        tool: 'get-service-graph',
        service: `production/${value.service.name}`,
        object: value.service.name,
        query: value.service.name,
        fields: [field('health', value.health), field('relation', value.relation)],
      }),
    );
  return renderReport(diagnose(observations, book).report, 'en');
}

describe('the graph of a failure', () => {
  test('names who fails first, who is hurt and who calls whom', () => {
    const graph = graphOf(report(0.3, T0 + 15_000), subject);
    expect(graph).toMatchObject({
      callers: [{ name: 'storefront', state: 'harmed', since: new Date(T0 + 15_000).toISOString() }],
      subject: { name: 'payment-api', state: 'harmed' },
      callees: [{ name: 'ledger', state: 'first' }],
    });
  });
  test('calls a caller well only when it was seen to be', () => {
    expect(graphOf(report(0, null), subject)?.callers).toMatchObject([{ state: 'well' }]);
  });
  test('is not drawn of a service that stands alone', () => {
    const { observations, book } = scene({ log: ['Error: LEDGER_URL_V2 is not set'] });
    expect(graphOf(renderReport(diagnose(observations, book).report, 'en'), subject)).toBeNull();
  });
  test('fits a phone when it stands upright', () => {
    const graph = graphOf(report(0.3, T0 + 15_000), subject);
    if (!graph) throw new Error('the scene has neighbours');
    const crowded = { ...graph, callers: Array.from({ length: 5 }, (_, index) => ({ ...graph.subject, name: `caller-${index}` })) };
    expect(layout(crowded, true).width).toBeLessThan(340);
    expect(layout(crowded, true).edges).toHaveLength(6);
  });
});
