import { expect, test } from 'vitest';
import { change, T0 } from '../testing/scene.ts';
import { running, served } from '../testing/running.ts';
import { dependency } from './dependency.ts';
import { wrongAddress } from './wrong-address.ts';

const refused = Array.from({ length: 6 }, () => 'Error: connect ECONNREFUSED 127.0.0.1:9');
const set = (after: string, before = 'http://127.0.0.1:4104') =>
  change('set', T0, { eventType: 'CONFIG_UPDATE', deploymentId: 'd2', changes: [{ path: 'config.LEDGER_URL', before, after }] });
const scene = (given: Parameters<typeof running>[0] = {}) => ({
  deployment: { kind: 'config' as const, endpoints: [{ key: 'LEDGER_URL', host: '127.0.0.1', port: 9 }] },
  changes: [set('http://127.0.0.1:9')],
  peers: [{ health: 'healthy' as const }],
  before: served(50),
  now: refused,
  ...given,
});
const detect = (given: Parameters<typeof running>[0], detector = wrongAddress) => {
  const { observations, book } = running(given);
  return detector.detect(observations, book.cite).claims;
};

test('the address that does not answer was just put into a key, and the callee is well: the key', () => {
  const [claim] = detect(scene());
  expect(claim).toMatchObject({
    mode: 'config.invalid_value',
    object: 'LEDGER_URL',
    mechanism: { kind: 'config_key', key: 'LEDGER_URL', wanted: 'different' },
    support: [{ source: 'peers' }],
    actions: [{ kind: 'config', target: 'LEDGER_URL' }],
  });
  expect(detect(scene(), dependency)).toEqual([]);
});

test('a name that does not exist, put into a key, likewise', () => {
  const endpoints = [{ key: 'LEDGER_URL', host: 'legder.books', port: 80 }];
  const given = {
    deployment: { kind: 'config' as const, endpoints },
    changes: [set('http://legder.books:80')],
    now: ['getaddrinfo ENOTFOUND legder.books'],
  };
  expect(detect(scene(given))[0]).toMatchObject({ mode: 'config.invalid_value' });
});

test('stays silent when the callee is not well, when another address fails, and when nothing changed the address', () => {
  expect(detect(scene({ peers: [{ health: 'failing' }] }))).toEqual([]);
  expect(detect(scene({ now: ['connect ECONNREFUSED 127.0.0.1:5432'] }))).toEqual([]);
  expect(detect(scene({ changes: [] }))).toEqual([]);
  expect(detect(scene({ changes: [set('http://127.0.0.1:9/v2', 'http://127.0.0.1:9')] }))).toEqual([]);
});

test('survives a log, an audit log or a graph that could not be read', () => {
  expect(detect(scene({ gaps: ['logs'] }))).toEqual([]);
  expect(detect(scene({ gaps: ['changes'] }))).toEqual([]);
  expect(detect(scene({ peers: [], gaps: ['graph'] }))).toEqual([]);
});
