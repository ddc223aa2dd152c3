import { expect, test } from 'vitest';
import { running, served, thrown } from '../testing/running.ts';
import { call, requestOf, trace } from '../testing/spans.ts';
import { exceptions } from './exceptions.ts';

const detect = (given: Parameters<typeof running>[0]) => {
  const { observations, book } = running(given);
  return exceptions.detect(observations, book.cite).claims;
};
const ERROR = "TypeError: Cannot read properties of undefined (reading 'cutoff')";

test('an error that was not told before comes with its count, its first own frame and the lines', () => {
  const { observations, book } = running({ before: served(80), now: [...served(70), ...thrown(8, ERROR)] });
  const [claim] = exceptions.detect(observations, book.cite).claims;
  expect(claim).toMatchObject({
    mode: 'app.exception',
    rank: 'mechanism',
    mechanism: { kind: 'exception', version: '1.1.0' },
    data: { count: 8, before: 0, frame: 'at priceOf (file:///app/price.ts:14:9)' },
    support: [{ source: 'previous' }],
  });
  expect(book.items().find((item) => item.id === claim?.evidence[0])).toMatchObject({ kind: 'log', tool: 'search-logs' });
});

test('one that was told before as often is no news: it is dated back, and with that nothing new is to blame', () => {
  const [claim] = detect({ before: [...served(70), ...thrown(8, ERROR)], now: [...served(70), ...thrown(8, ERROR)] });
  expect(claim).toMatchObject({ rank: 'symptom', before: { evidence: expect.any(String) as string } });
  expect(claim?.strength).toBeLessThan(0.5);
});

test('one that is told far more often than before has grown', () => {
  const [claim] = detect({ before: [...served(70), ...thrown(1, ERROR)], now: [...served(70), ...thrown(30, ERROR)] });
  expect(claim).toMatchObject({ rank: 'mechanism', data: { count: 30, before: 1 } });
});

test('an error that came to a version which had long run without it is not laid to that version', () => {
  const [claim] = detect({ before: served(400), versionBefore: '1.1.0', now: [...served(70), ...thrown(20, ERROR)] });
  expect(claim?.mechanism).toMatchObject({ kind: 'exception', version: null });
});

test('stays silent where all is well, where a program ends, where one line is all, and where a signature explains the error', () => {
  expect(detect({ before: served(80), now: served(80) })).toEqual([]);
  expect(detect({ deployment: { status: 'healthy' }, now: thrown(5, ERROR) })).toEqual([]);
  expect(detect({ before: served(80), now: [...served(80), ...thrown(1, ERROR)] })).toEqual([]);
  expect(detect({ before: served(80), now: thrown(9, 'UpstreamError: connect ECONNREFUSED 127.0.0.1:4104') })).toEqual([]);
});

test('stays silent where the failing requests break in another service', () => {
  const below = trace(requestOf('payment-api', 'POST /payments', { failed: true, calls: [call('ledger', { failed: true })] }));
  expect(detect({ before: served(80), now: thrown(9, 'UpstreamError: ledger answered 502'), traces: [below] })).toEqual([]);
});

test('survives a log that could not be read, now or before', () => {
  expect(detect({ now: thrown(9, ERROR), gaps: ['logs'] })).toEqual([]);
  const [claim] = detect({ now: thrown(9, ERROR) });
  expect(claim).toMatchObject({ rank: 'symptom', deciding: { key: 'report.cause.exception.deciding_before' } });
});
