import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from './redact.ts';

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
    expect(redact('using AKIAIOSFODNN7EXAMPLE now')).toBe('using •••••• now');
    expect(redact(`got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${SECRET}`)).not.toContain(SECRET);
    expect(redact('-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----')).toBe('••••••');
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

test('redacting twice changes nothing more, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => redact(redact(text)) === redact(text)));
});
