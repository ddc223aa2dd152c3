import { expect, test } from 'vitest';
import { redact } from './redact.ts';

/** Signs that begin what the patterns look for, again and again, and never end it. */
const hostile = [
  'a',
  'aB3',
  ' ',
  '.',
  '-',
  '"',
  "'",
  '\\',
  '\\"',
  '=',
  ': ',
  '%3D',
  '••••••',
  'a=',
  'a: ',
  'password',
  'password=',
  'password: ',
  'password="',
  'password=\\"',
  'password: |\n  ',
  '--password ',
  '"--password","',
  'secret_token.',
  'name: a ',
  'name: a value',
  '<a',
  '<password>',
  '<a b',
  'AKIA',
  'sk-',
  'sk-proj-a',
  'eyJ',
  'eyJaaaaaaaaaa.',
  'xoxb-',
  '://',
  '://a:',
  '://a:b@',
  'a:bcd@',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  '$2b$10$',
  'cookie: ',
  'cookie: a=bcdefghij; ',
  'a=bcdefghij;',
  'bearer ',
  'bearer a1a1a1a1',
  'Basic YTph',
  'curl -u ',
  'curl ',
  'mysql -x ',
  'docker login ',
  'redis-cli ',
  'login x password ',
  'IDENTIFIED BY ',
  '密碼：',
  'hooks.slack.com/services/',
  'api key ',
  '\u001b[',
  '\u001b[1;',
  '{"a":',
  '["',
  'jdbc:oracle:thin:a/',
];

function milliseconds(text: string): number {
  const times = [0, 1, 2].map(() => {
    const started = performance.now();
    redact(text, Number.MAX_SAFE_INTEGER / 2);
    return performance.now() - started;
  });
  return Math.min(...times);
}

// Eight times the text may take eight times as long; a square would take 64 times. The constant is for what a timer cannot see.
test.each(hostile.map((sign) => [JSON.stringify(sign), sign]))('the time grows with the text and no faster: %s', (_shown, sign) => {
  const length = 8_192;
  const short = sign.repeat(Math.ceil(length / sign.length));
  const long = sign.repeat(Math.ceil((length * 8) / sign.length));
  milliseconds(short);
  expect(milliseconds(long) / (milliseconds(short) + 1)).toBeLessThan(28);
});
