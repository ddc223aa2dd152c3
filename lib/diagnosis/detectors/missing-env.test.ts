import { expect, test } from 'vitest';
import { printed } from '../testing/printed.ts';
import { scene } from '../testing/scene.ts';
import { missingEnv } from './missing-env.ts';

const LINE = 'Error: LEDGER_URL_V2 is not set';
const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return missingEnv.detect(observations, book.cite).claims;
};

test('fires on a line that names a variable which the configuration lacks', () => {
  const [claim] = detect({ log: ['starting', LINE] });
  expect(claim).toMatchObject({
    mode: 'config.missing_env',
    object: 'LEDGER_URL_V2',
    mechanism: { kind: 'config_key', key: 'LEDGER_URL_V2' },
  });
  expect(claim?.support.map((item) => item.source)).toEqual(['deployment', 'previous', 'instances']);
});

test('reads the message of a structured line, with its error and cause', () => {
  const line = JSON.stringify({
    level: 60,
    msg: 'cannot start',
    err: { message: 'bad settings', cause: { message: 'LEDGER_URL_V2 is required' } },
  });
  expect(detect({ log: [line] })[0]?.object).toBe('LEDGER_URL_V2');
});

test('stays silent when the configuration has the key, in whatever spelling', () => {
  expect(detect({ log: ["Could not resolve placeholder 'ledger.url' in value"] })).toEqual([]);
});

test('stays silent when the instances are well: then it is a line about something else', () => {
  const well = { state: 'running' as const, ready: true };
  expect(detect({ log: [LINE], instance: well, exit: null, deployment: { status: 'healthy' } })).toEqual([]);
});

test('stays silent without a telling line', () => {
  expect(detect({ log: ['starting', 'listening on 8080'] })).toEqual([]);
});

test('survives a log that could not be read', () => {
  expect(detect({ log: [LINE], gaps: ['logs'] })).toEqual([]);
});

test('claims less when the deployment or the instances could not be read', () => {
  expect(detect({ log: [LINE], gaps: ['deployment'] })[0]?.support.map((item) => item.source)).toEqual(['instances']);
  expect(detect({ log: [LINE], gaps: ['instances'] })[0]?.support.map((item) => item.source)).toEqual(['deployment', 'previous']);
});

test('stays silent on a variable that was only warned of before something else ended the program', () => {
  const warned = 'WARN SENTRY_DSN is not set';
  expect(detect({ log: [warned, 'TypeError: cannot read properties of null', '    at main (/app/main.js:3:1)'] })).toEqual([]);
  expect(detect({ log: [warned] })[0]?.object).toBe('SENTRY_DSN');
  expect(detect({ log: [LINE, 'Error: start failed', '    at main (/app/main.js:3:1)'] })[0]?.object).toBe('LEDGER_URL_V2');
});

test('stays silent on a variable that the version before lacked as well, and said so', () => {
  const { observations, book } = scene({ log: [LINE] });
  const value = { service: 'production/payment-api', role: 'previous' as const, lines: printed([LINE, 'listening']), truncated: false };
  observations.logs.push({ evidence: 'e1', value });
  expect(missingEnv.detect(observations, book.cite).claims).toEqual([]);
});
