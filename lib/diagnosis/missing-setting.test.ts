import { describe, expect, test } from 'vitest';
import { missingSetting } from './missing-setting.ts';

describe('a missing setting is understood in the words of', () => {
  test.each([
    ['plain Node', 'Error: LEDGER_URL_V2 is not set', 'LEDGER_URL_V2'],
    ['a service that says it stops', 'payment-api stopped: Missing required environment variable LEDGER_URL_V2', 'LEDGER_URL_V2'],
    ['plain Node, required', 'Error: Missing required environment variable: DATABASE_URL', 'DATABASE_URL'],
    ['a setting reader', 'the setting LEDGER_URL_V2 is required but not configured', 'LEDGER_URL_V2'],
    ['zod, flattened', 'Invalid environment: LEDGER_URL: Required', 'LEDGER_URL'],
    ['zod 4', 'LEDGER_URL: Invalid input: expected string, received undefined', 'LEDGER_URL'],
    ['envalid', '    STRIPE_KEY: Required (eg. "sk_test")', 'STRIPE_KEY'],
    ['joi', 'Config validation error: "DATABASE_URL" is required', 'DATABASE_URL'],
    ['prisma', 'error: Environment variable not found: DATABASE_URL.', 'DATABASE_URL'],
    ['python os.environ', "KeyError: 'PAYMENT_GATEWAY_URL'", 'PAYMENT_GATEWAY_URL'],
    [
      'python decouple',
      'decouple.UndefinedValueError: SECRET_KEY not found. Declare it as envvar or define a default value.',
      'SECRET_KEY',
    ],
    ['python environs', 'environs.EnvError: Environment variable "PORT" not set', 'PORT'],
    ['django', 'django.core.exceptions.ImproperlyConfigured: Set the DJANGO_SECRET environment variable', 'DJANGO_SECRET'],
    ['ruby fetch', 'main.rb:3:in `fetch\': key not found: "REDIS_URL" (KeyError)', 'REDIS_URL'],
    ['go envconfig', 'envconfig.Process: required key API_TOKEN missing value', 'API_TOKEN'],
    ['go caarlos0/env', 'env: required environment variable "SECRET_KEY" is not set', 'SECRET_KEY'],
    ['go log.Fatal', '2026/01/02 03:04:05 PORT environment variable must be set', 'PORT'],
    ['spring', 'Could not resolve placeholder \'ledger.url\' in value "${ledger.url}"', 'ledger.url'],
    [
      'quarkus',
      'SRCFG00014: The config property quarkus.datasource.url is required but it could not be found in any config source',
      'quarkus.datasource.url',
    ],
    [
      'typesafe config',
      "com.typesafe.config.ConfigException$Missing: No configuration setting found for key 'kafka.brokers'",
      'kafka.brokers',
    ],
    ['java', 'java.lang.IllegalStateException: Required environment variable DB_HOST is not defined', 'DB_HOST'],
    ['sh -u', 'entrypoint.sh: 4: DB_PASSWORD: parameter not set', 'DB_PASSWORD'],
    ['bash -u', './start.sh: line 7: UPSTREAM_HOST: unbound variable', 'UPSTREAM_HOST'],
    ['bash :?', './start.sh: line 3: AWS_REGION: must be set', 'AWS_REGION'],
    ['php dotenv', 'One or more environment variables failed assertions: MAILER_DSN is missing.', 'MAILER_DSN'],
    ['symfony', 'Environment variable not found: "APP_SECRET".', 'APP_SECRET'],
    ['php array', 'PHP Warning:  Undefined array key "DB_HOST" in /app/index.php on line 3', 'DB_HOST'],
    ['elixir', '** (RuntimeError) environment variable DATABASE_URL is missing.', 'DATABASE_URL'],
    [
      'elixir System.fetch_env!',
      '** (System.EnvError) could not fetch environment variable "SECRET_KEY_BASE" because it is not set',
      'SECRET_KEY_BASE',
    ],
    ['rust expect', "thread 'main' panicked at src/main.rs:4: BROKER_URL must be set: NotPresent", 'BROKER_URL'],
    ['rust envy', 'missing value for field database_url in environment', 'database_url'],
    ['haskell', 'server: APP_PORT: getEnv: does not exist (no environment variable)', 'APP_PORT'],
    ['.NET', "System.InvalidOperationException: Configuration value 'Ledger_Url' is missing", 'Ledger_Url'],
    ['quoted with backticks', 'the environment variable `OTEL_ENDPOINT` must not be empty', 'OTEL_ENDPOINT'],
  ])('%s', (_who, line, name) => {
    expect(missingSetting(line)?.names[0]).toBe(name);
  });

  test('zod, as JSON over several lines', () => {
    const block =
      '[\n {\n "code": "invalid_type",\n "expected": "string",\n "received": "undefined",\n "path": [\n "LEDGER_URL_V2"\n ],\n "message": "Required"\n }\n]';
    expect(missingSetting('ZodError: [', block)?.names).toEqual(['LEDGER_URL_V2']);
  });

  test('pydantic, over several lines', () => {
    const block =
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\nledger_url\n  Field required [type=missing, input_value={}, input_type=dict]';
    expect(missingSetting(block.split('\n')[0] ?? '', block)?.names).toEqual(['ledger_url']);
  });

  test('several variables in one line', () => {
    expect(missingSetting('Missing required environment variables: DB_HOST, DB_USER and DB_NAME')?.names).toEqual([
      'DB_HOST',
      'DB_USER',
      'DB_NAME',
    ]);
  });
});

describe('other sentences are left alone', () => {
  test.each([
    'user_id is required',
    'Authorization header is missing',
    'POST /payments: field amount is required',
    'GET /favicon.ico not found',
    'ERROR the file was not found',
    "Error: Cannot find module './ledger.js'",
    'connect ECONNREFUSED 127.0.0.1:5432',
    'TypeError: Cannot read properties of undefined (reading "url")',
    'listening on port 8080',
    'LEDGER_URL is set to http://ledger',
    'configuration loaded, all required settings are present',
    'the variable was set',
    'payment p_123 not found',
  ])('%s', (line) => {
    expect(missingSetting(line)).toBeNull();
  });
});
