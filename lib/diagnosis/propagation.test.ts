import { describe, expect, test } from 'vitest';
import { blameTraces } from './propagation.ts';
import { call, requestOf, trace } from './testing/spans.ts';

const blame = (...traces: ReturnType<typeof trace>[]) => blameTraces(traces, 'production');

describe('blames the deepest failing span:', () => {
  test('callers that fail because their callee did are symptoms', () => {
    const failing = trace(
      requestOf('shop', 'POST /checkout', {
        failed: true,
        calls: [
          call('payment', {
            failed: true,
            calls: [requestOf('payment', 'POST /payments', { failed: true, attributes: { 'exception.type': 'TypeError' } })],
          }),
        ],
      }),
    );
    expect(blame(failing)).toMatchObject([
      {
        service: 'production/payment',
        operation: 'POST /payments',
        kind: 'failed',
        caller: 'production/shop',
        share: 1,
        error: { type: 'TypeError' },
        certainty: 1,
      },
    ]);
  });

  test('a call that nobody answered points to the one that was called', () => {
    const failing = trace(
      requestOf('payment', 'POST /payments', {
        failed: true,
        calls: [
          call('ledger', { failed: true, attributes: { 'server.address': '10.0.0.9', 'server.port': 4104, 'error.type': 'ECONNREFUSED' } }),
        ],
      }),
    );
    expect(blame(failing)).toMatchObject([
      {
        service: 'production/ledger',
        kind: 'unanswered',
        caller: 'production/payment',
        address: { host: '10.0.0.9', port: 4104 },
        error: { type: 'ECONNREFUSED' },
      },
    ]);
  });

  test('by its address alone, in the words of a cluster', () => {
    const attributes = { 'peer.service': '', 'server.address': 'ledger.books.svc.cluster.local' };
    expect(blame(trace(requestOf('payment', 'pay', { failed: true, calls: [call('', { failed: true, attributes })] })))).toMatchObject([
      { service: 'books/ledger', kind: 'unanswered' },
    ]);
  });

  test('a callee that answered with an error fails itself, though its spans are missing, which is less certain', () => {
    const [found] = blame(
      trace(
        requestOf('payment', 'pay', {
          failed: true,
          calls: [call('ledger', { failed: true, attributes: { 'http.response.status_code': 503 } })],
        }),
      ),
    );
    expect(found).toMatchObject({ service: 'production/ledger', kind: 'failed', error: { status: 503 } });
    expect(found?.certainty).toBeLessThan(1);
  });

  test('a callee that failed and was tolerated is not blamed for what failed after it', () => {
    const recovered = call('recommendations', { failed: false });
    expect(blame(trace(requestOf('shop', 'GET /', { failed: true, calls: [recovered] })))).toMatchObject([
      { service: 'production/shop', kind: 'failed', caller: null },
    ]);
  });
});

test('counts how many of the failing traces break at the same place, the commonest first', () => {
  const own = trace(requestOf('payment', 'pay', { failed: true }));
  const below = () => trace(requestOf('payment', 'pay', { failed: true, calls: [call('ledger', { failed: true })] }));
  expect(blame(own, below(), below()).map((item) => [item.service, item.count, Math.round(item.share * 100)])).toEqual([
    ['production/ledger', 2, 67],
    ['production/payment', 1, 33],
  ]);
});

test('a trace whose spans are missing is less certain, one without errors says nothing', () => {
  const whole = trace(
    requestOf('shop', 'GET /', {
      failed: true,
      calls: [call('payment', { failed: true, calls: [requestOf('payment', 'pay', { failed: true })] })],
    }),
  );
  const torn = { ...whole, spans: whole.spans.filter((span) => span.kind !== 'client') };
  expect(blame(torn)[0]?.certainty).toBeLessThan(1);
  expect(blame(trace(requestOf('shop', 'GET /', { failed: false })))).toEqual([]);
  expect(blame()).toEqual([]);
});

test('spans that name each other as parents end the search', () => {
  const [one] = trace(requestOf('shop', 'GET /', { failed: true })).spans;
  const looped = one ? { trace_id: 't', spans: [{ ...one, parent_id: one.span_id }] } : { trace_id: 't', spans: [] };
  expect(blame(looped)).toEqual([]);
});
