import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecret, redact, redactTexts } from './redact.ts';

const SECRET = 'hunter2hunter2hunter2';

describe('secrets are taken out of captured text', () => {
  test.each([
    `postgres://app:${SECRET}@db.internal:5432/payments`,
    `Authorization: Bearer ${SECRET}`,
    `{"authorization":"Bearer ${SECRET}"}`,
    `authorization=${SECRET}`,
    `password=${SECRET} user=app`,
    `{"db_password":"${SECRET}","host":"db"}`,
    `API_KEY='${SECRET}'`,
    `GET /callback?access_token=${SECRET}&state=1`,
    `STRIPE_CLIENT_SECRET: ${SECRET}`,
  ])('%s', (line) => {
    expect(redact(line)).not.toContain(SECRET);
  });

  test('a key is known by its shape, wherever it stands', () => {
    expect(redact('using AKIAIOSFODNN7EXAMPLE now')).toMatch(/^using ••••••\w{4} now$/);
    expect(redact(`got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${SECRET}`)).not.toContain(SECRET);
    expect(redact('-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----')).toMatch(/^••••••\w{4}$/);
  });
});

describe('what explains a failure stays', () => {
  test.each([
    'Error: LEDGER_URL_V2 is not set',
    'connect ECONNREFUSED 127.0.0.1:5432',
    "KeyError: 'API_TOKEN'",
    'required environment variable "SECRET_KEY" is not set',
    'http://ledger.production.svc:8080/v2/entries answered 503',
    'JWT_SECRET: Required',
  ])('%s', (line) => {
    expect(redact(line)).toBe(line);
  });
});

describe('placeholders', () => {
  const hidden = (text: string) => /••••••\w{4}/.exec(redact(text))?.[0];

  test('the same secret looks the same wherever it stands, and another one does not', () => {
    expect(hidden(`password=${SECRET}`)).toBe(hidden(`see postgres://app:${SECRET}@db/x`));
    expect(hidden(`password=${SECRET}`)).not.toBe(hidden(`password=${SECRET}3`));
  });

  test('say nothing of the length', () => {
    expect(hidden('password=hunter2')?.length).toBe(hidden(`password=${SECRET.repeat(9)}`)?.length);
  });
});

test('a secret that the end of an excerpt would cut is still known', () => {
  expect(redact(`${'a '.repeat(20)}ghp_${SECRET}${SECRET}`, 52)).not.toContain('hunter');
});

test.each([
  ['TOKENS', '800', false],
  ['SESSION_COOKIE', 'true', false],
  ['DB_PASS', '1234', true],
  ['secret', 'payments', true],
  ['CREDENTIALS', 'x7Kd02mmQ', true],
])('whether %s=%s is a secret: %s', (name, value, secret) => {
  expect(isSecret(name, value)).toBe(secret);
});

test('every text inside a value is redacted, and nothing else is touched', () => {
  const said = redactTexts({ at: 1, ok: null, lines: [{ line: `token=${SECRET}` }], id: '0192f0c4-1111-7abc-8def-0123456789ab' });
  expect(said).toEqual({
    at: 1,
    ok: null,
    lines: [{ line: expect.stringMatching(/^token=••••••\w{4}$/) as string }],
    id: '0192f0c4-1111-7abc-8def-0123456789ab',
  });
});

test('redacting twice changes nothing more, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => redact(redact(text)) === redact(text)));
});
