import { expect, test } from 'vitest';
import { running, served, thrown } from '../testing/running.ts';
import { call, requestOf, trace } from '../testing/spans.ts';
import { dependencyFailing } from './dependency-failing.ts';

const below = () =>
  trace(
    requestOf('payment-api', 'POST /payments', {
      failed: true,
      calls: [
        call('ledger', {
          failed: true,
          calls: [requestOf('ledger', 'POST /entries', { failed: true, attributes: { 'http.response.status_code': 500 } })],
        }),
      ],
    }),
  );
const own = () => trace(requestOf('payment-api', 'POST /payments', { failed: true }));
const detect = (given: Parameters<typeof running>[0]) => {
  const { observations, book } = running(given);
  return dependencyFailing.detect(observations, book.cite);
};

test('blames the callee whose own span fails, and lets the caller go', () => {
  const { claims, acquittals } = detect({ traces: [below(), below()], peers: [{ health: 'degraded' }] });
  expect(claims[0]).toMatchObject({
    mode: 'dependency.failing',
    service: { name: 'ledger' },
    object: 'POST /entries',
    support: [{ source: 'peers' }],
  });
  expect(acquittals[0]).toMatchObject({ service: { name: 'payment-api' } });
});

test('what the callee itself says of it bears it out, and names the version that says so', () => {
  const others = [
    { service: 'production/ledger', role: 'previous' as const, lines: served(50) },
    {
      service: 'production/ledger',
      role: 'failing' as const,
      lines: [...served(40), ...thrown(9, 'RangeError: no book for EUR')],
      version: '2.0.0',
    },
  ];
  const [claim] = detect({ traces: [below(), below()], others }).claims;
  expect(claim).toMatchObject({ mechanism: { kind: 'exception', version: '2.0.0' }, support: [{ source: 'logs' }] });
});

test('stays silent when most failing requests break in the subject itself, and when all is well', () => {
  expect(detect({ traces: [own(), own(), below()] }).claims).toEqual([]);
  expect(detect({ traces: [below()], deployment: { status: 'healthy' } }).claims).toEqual([]);
});

test('survives traces, logs or a graph that could not be read', () => {
  expect(detect({ traces: [below()], gaps: ['traces'] }).claims).toEqual([]);
  expect(detect({ traces: [below(), below()], gaps: ['logs', 'graph'] }).claims[0]).toMatchObject({ service: { name: 'ledger' } });
});
