import { describe, expect, test } from 'vitest';
import { scene } from '../testing/scene.ts';
import { invalidValue } from './invalid-value.ts';

const detect = (given: Parameters<typeof scene>[0]) => {
  const { observations, book } = scene(given);
  return invalidValue.detect(observations, book.cite).claims;
};

describe('fires on a value that the program refuses, in the words of', () => {
  test.each([
    ['a reader', 'Error: invalid value for LEDGER_URL: not a url'],
    ['another reader', 'Invalid value of environment variable LEDGER_URL: "nonsense" is not a URL'],
    ['zod', 'LEDGER_URL: Invalid URL'],
    ['zod 4', 'LOG_LEVEL: Invalid option: expected one of "debug"|"info"'],
    ['joi', '"LOG_LEVEL" must be one of [debug, info]'],
    ['go', 'cannot parse LOG_LEVEL: unknown level "loud"'],
    ['go envconfig', "envconfig.Process: assigning LOG_LEVEL to Level: converting 'loud' to type int"],
    ['quarkus', 'SRCFG00039: The config property LOG_LEVEL with the config value "loud" threw an Exception'],
    ['rust config', 'invalid type: string "loud", expected an integer for key `LOG_LEVEL` in the environment'],
    ['a list of choices', 'error: LOG_LEVEL="loud" is not one of debug, info'],
    ['environs', 'environs.EnvValidationError: Environment variable "LOG_LEVEL" invalid: [\'Not a valid choice.\']'],
    ['spring', "Failed to bind properties under 'LOG_LEVEL' to java.lang.Integer"],
    ['plain words', 'LEDGER_URL is not a valid URL'],
    ['a key that is set but empty', 'LEDGER_URL must be set'],
  ])('%s', (_who, line) => {
    expect(detect({ log: [line] })[0]).toMatchObject({
      mode: 'config.invalid_value',
      mechanism: { kind: 'config_key', wanted: 'different' },
    });
  });
});

test.each([
  'INFO LOG_LEVEL is one of debug, info',
  'invalid credentials of visitor LEDGER',
  'order.total must be greater than 0',
  'could not read file.txt',
  'the item is not one of ours',
  'PORT must be set',
  'the amount must be a positive number',
  'invalid request: body is empty',
])('stays silent on "%s"', (line) => {
  expect(detect({ log: [line] })).toEqual([]);
});

test('survives a log that could not be read', () => {
  expect(detect({ gaps: ['logs'] })).toEqual([]);
});
