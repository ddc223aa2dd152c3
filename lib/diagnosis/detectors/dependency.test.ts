import { describe, expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { dependency } from './dependency.ts';

const REFUSED = 'Error: connect ECONNREFUSED 127.0.0.1:4104';
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return dependency.detect(observations, book.cite);
};

test('follows a refused connection to the callee that is down, by the setting that holds its address', () => {
  const [claim] = detect({ log: [REFUSED], peers: [{ health: 'failing' }] }).claims;
  expect(claim).toMatchObject({
    mode: 'dependency.unreachable',
    service: { name: 'ledger' },
    mechanism: { kind: 'callee' },
    data: { key: 'LEDGER_URL' },
  });
  expect(claim?.support.map((item) => item.source)).toEqual(['peers', 'instances']);
});

test('doubts the address, and itself, when the callee is well', () => {
  const [claim] = detect({ log: [REFUSED], peers: [{ health: 'healthy' }] }).claims;
  expect(claim).toMatchObject({
    service: { name: 'payment-api' },
    mechanism: { kind: 'config_key', key: 'LEDGER_URL', wanted: 'different' },
  });
  expect(claim?.strength).toBeLessThan(0.4);
});

describe('names the host that cannot be resolved, in the words of', () => {
  test.each([
    ['Node', 'getaddrinfo ENOTFOUND ledger.prod.svc', 'ledger.prod.svc'],
    ['Node, later', 'Error: getaddrinfo EAI_AGAIN ledger', 'ledger'],
    ['Go', 'dial tcp: lookup ledger.prod on 10.96.0.10:53: no such host', 'ledger.prod'],
    ['Java', 'java.net.UnknownHostException: ledger.prod', 'ledger.prod'],
    ['psql', 'could not translate host name "db" to address', 'db'],
  ])('%s', (_who, line, host) => {
    expect(detect({ log: [line] }).claims[0]).toMatchObject({ mode: 'dependency.dns', object: host });
  });
});

test('rules out the callees that are well when no connection failed', () => {
  const { claims, acquittals } = detect({ log: ['TypeError: x is not a function'], peers: [{ health: 'healthy' }] });
  expect(claims).toEqual([]);
  expect(acquittals[0]).toMatchObject({ service: { name: 'ledger' } });
});

test('survives a log or a graph that could not be read', () => {
  expect(detect({ log: [REFUSED], gaps: ['logs'] }).claims).toEqual([]);
  expect(detect({ log: [REFUSED], gaps: ['graph'] }).claims[0]?.service.name).toBe('payment-api');
});
