import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { scene } from '../testing/scene.ts';

/** What the report says of an instance that ended with code 1 after printing this. */
function causeOf(output: string, given: Parameters<typeof scene>[0] = {}) {
  const { observations, book } = scene({ log: output.split('\n'), ...given });
  const { report } = diagnose(observations, book);
  return { mode: report.root_cause?.mode ?? null, object: report.root_cause?.object ?? null };
}

describe('a missing setting is the cause, in the output of', () => {
  test.each([
    [
      'Node, an error that nobody caught',
      `/app/src/config.js:12
    throw new Error(\`Environment variable \${name} is not set\`);
    ^

Error: Environment variable MAIL_HOST is not set
    at required (/app/src/config.js:12:11)
    at Object.<anonymous> (/app/src/server.js:3:14)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)

Node.js v22.14.0`,
      'MAIL_HOST',
    ],
    [
      'zod 3',
      `ZodError: [
  {
    "code": "invalid_type",
    "expected": "string",
    "received": "undefined",
    "path": [
      "STRIPE_KEY"
    ],
    "message": "Required"
  }
]
    at get error [as error] (/app/node_modules/zod/lib/types.js:39:31)`,
      'STRIPE_KEY',
    ],
    [
      'zod 4',
      `ZodError: [
  {
    "expected": "string",
    "code": "invalid_type",
    "path": [
      "STRIPE_KEY"
    ],
    "message": "Invalid input: expected string, received undefined"
  }
]`,
      'STRIPE_KEY',
    ],
    [
      'zod 4, prettified',
      `✖ Invalid input: expected string, received undefined
  → at STRIPE_KEY`,
      'STRIPE_KEY',
    ],
    [
      't3-env',
      `❌ Invalid environment variables: [
  { code: 'invalid_type', expected: 'string', received: 'undefined', path: [ 'AUTH_ISSUER' ], message: 'Required' }
]
Error: Invalid environment variables`,
      'AUTH_ISSUER',
    ],
    [
      'envalid',
      `================================
 Missing environment variables:
    SESSION_SECRET: undefined
================================

 Exiting with error code 1`,
      'SESSION_SECRET',
    ],
    [
      'dotenv-safe',
      `MissingEnvVarsError: The following variables were defined in .env.example but are not present in the environment:
  SMTP_USER, SMTP_PASS
Make sure to add them to .env or directly to the environment.`,
      'SMTP_USER',
    ],
    [
      'NestJS with joi',
      `[Nest] 17  - 03/01/2026, 12:00:10 PM   ERROR [ExceptionHandler] Config validation error: "QUEUE_URL" is required
Error: Config validation error: "QUEUE_URL" is required
    at Function.forRoot (/app/node_modules/@nestjs/config/dist/config.module.js:66:23)`,
      'QUEUE_URL',
    ],
    ['NestJS getOrThrow', 'TypeError: Configuration key "QUEUE_URL" does not exist', 'QUEUE_URL'],
    ['env-var', 'EnvVarError: env-var: "CACHE_HOST" is a required variable, but it was not set', 'CACHE_HOST'],
    [
      'Python os.environ',
      `Traceback (most recent call last):
  File "/app/main.py", line 7, in <module>
    GATEWAY = os.environ["GATEWAY_URL"]
              ~~~~~~~~~~^^^^^^^^^^^^^^^
  File "<frozen os>", line 714, in __getitem__
KeyError: 'GATEWAY_URL'`,
      'GATEWAY_URL',
    ],
    [
      'pydantic-settings',
      `Traceback (most recent call last):
  File "/app/settings.py", line 12, in <module>
    settings = Settings()
pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings
broker_url
  Field required [type=missing, input_value={}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.10/v/missing`,
      'broker_url',
    ],
    ['Django', 'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.', 'SECRET_KEY'],
    ['django-environ', 'django.core.exceptions.ImproperlyConfigured: Set the BROKER_URL environment variable', 'BROKER_URL'],
    [
      'Go, os.LookupEnv and panic',
      'panic: environment variable "BROKER_URL" not set\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:14 +0x1d',
      'BROKER_URL',
    ],
    ['Go, log.Fatalf', '2026/03/01 12:00:10 missing required env BROKER_URL\nexit status 1', 'BROKER_URL'],
    ['Go, envconfig', '2026/03/01 12:00:10 required key APP_BROKER_URL missing value', 'APP_BROKER_URL'],
    ['Go, viper', 'panic: fatal error config: required configuration key "broker.url" is not set', 'broker.url'],
    [
      'Spring',
      `org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'gateway': Injection of autowired dependencies failed
	at org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor.postProcessProperties(AutowiredAnnotationBeanPostProcessor.java:515)
Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder 'GATEWAY_URL' in value "\${GATEWAY_URL}"
	at org.springframework.util.PropertyPlaceholderHelper.parseStringValue(PropertyPlaceholderHelper.java:180)`,
      'GATEWAY_URL',
    ],
    [
      'Quarkus',
      'java.lang.RuntimeException: Failed to start quarkus\nCaused by: io.smallrye.config.ConfigValidationException: Configuration validation failed:\n\tjava.util.NoSuchElementException: SRCFG00014: The config property gateway.url is required but it could not be found in any config source',
      'gateway.url',
    ],
    [
      'Micronaut',
      "io.micronaut.context.exceptions.DependencyInjectionException: Failed to inject value for parameter [url] of class: app.Gateway\n\nMessage: Error resolving property value [${gateway.url}]. Property doesn't exist",
      'gateway.url',
    ],
    [
      'Ruby fetch',
      `/app/config.rb:4:in \`fetch': key not found: "GATEWAY_URL" (KeyError)
	from /app/config.rb:4:in \`<main>'`,
      'GATEWAY_URL',
    ],
    ['Rails', 'ArgumentError: Missing required environment variable `SECRET_KEY_BASE` for the production environment', 'SECRET_KEY_BASE'],
    [
      'Rust expect',
      "thread 'main' panicked at src/main.rs:9:39:\nGATEWAY_URL must be set: NotPresent\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
      'GATEWAY_URL',
    ],
    ['Rust anyhow', 'Error: env var GATEWAY_URL not found\n\nCaused by:\n    environment variable not found', 'GATEWAY_URL'],
    [
      '.NET',
      'Unhandled exception. System.InvalidOperationException: Environment variable GATEWAY_URL is not configured.\n   at Program.<Main>$(String[] args) in /src/Program.cs:line 6',
      'GATEWAY_URL',
    ],
    [
      'PHP',
      'PHP Fatal error:  Uncaught Dotenv\\Exception\\ValidationException: One or more environment variables failed assertions: MAILER_DSN is missing. in /app/vendor/vlucas/phpdotenv/src/Validator.php:193',
      'MAILER_DSN',
    ],
    ['bash ${X:?}', '/entrypoint.sh: line 4: GATEWAY_URL: parameter null or not set', 'GATEWAY_URL'],
    ['bash ${X:?words}', '/entrypoint.sh: line 4: GATEWAY_URL: GATEWAY_URL must be provided', 'GATEWAY_URL'],
    [
      "PostgreSQL's entrypoint",
      'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.',
      'POSTGRES_PASSWORD',
    ],
    [
      "MySQL's entrypoint",
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD',
      'MYSQL_ROOT_PASSWORD',
    ],
    [
      'a structured line',
      '{"level":"fatal","time":"2026-03-01T12:00:10Z","msg":"cannot start","error":"GATEWAY_URL: required but not set"}',
      'GATEWAY_URL',
    ],
    ['logfmt', 'time=2026-03-01T12:00:10Z level=error msg="cannot start" err="missing environment variable GATEWAY_URL"', 'GATEWAY_URL'],
    [
      'a process manager that tells of its end',
      `> shop@1.4.0 start
> node dist/main.js

Error: GATEWAY_URL is required
    at load (/app/dist/config.js:9:9)
npm error Lifecycle script \`start\` failed with error:
npm error code 1
npm error path /app`,
      'GATEWAY_URL',
    ],
  ])('%s', (_who, output, key) => {
    expect(causeOf(output)).toEqual({ mode: 'config.missing_env', object: key });
  });
});

describe('the value of a setting is the cause, in the output of', () => {
  const configured = (...keys: string[]) => ({ deployment: { configKeys: keys } });
  test.each([
    ['Node, a bad URL that is named', 'TypeError: Invalid URL in GATEWAY_URL: "htp//x"', 'GATEWAY_URL'],
    ['Node, plain words', 'Error: GATEWAY_URL must be a valid URL, got "nonsense"', 'GATEWAY_URL'],
    [
      'zod 3, an enum',
      '[\n  {\n    "received": "loud",\n    "code": "invalid_enum_value",\n    "path": [\n      "LOG_LEVEL"\n    ],\n    "message": "Invalid enum value. Expected \'debug\' | \'info\', received \'loud\'"\n  }\n]',
      'LOG_LEVEL',
    ],
    ['zod 4, a number', '✖ Invalid input: expected number, received NaN\n  → at POOL_SIZE', 'POOL_SIZE'],
    ['envalid', ' Invalid environment variables:\n    POOL_SIZE: Invalid number input: "many"', 'POOL_SIZE'],
    [
      'pydantic-settings',
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\npool_size\n  Input should be a valid integer, unable to parse string as an integer [type=int_parsing]',
      'pool_size',
    ],
    ['Go, strconv', 'panic: parsing POOL_SIZE: strconv.Atoi: parsing "many": invalid syntax', 'POOL_SIZE'],
    [
      'Go, envconfig',
      'envconfig.Process: assigning POOL_SIZE to PoolSize: converting \'many\' to type int. details: strconv.ParseInt: parsing "many": invalid syntax',
      'POOL_SIZE',
    ],
    ['Spring', 'Failed to bind properties under \'pool.size\' to int:\n\n    Property: pool.size\n    Value: "many"', 'pool.size'],
    ['Rust', "thread 'main' panicked at src/main.rs:9: POOL_SIZE must be a number: ParseIntError { kind: InvalidDigit }", 'POOL_SIZE'],
    ['malformed JSON', 'SyntaxError: FEATURES_JSON is not valid JSON: Unexpected token } in JSON at position 12', 'FEATURES_JSON'],
    ['malformed YAML', 'Error: could not parse RULES_YAML: bad indentation of a mapping entry (3:5)', 'RULES_YAML'],
    ['Django', "ValueError: Invalid value for setting POOL_SIZE: 'many'", 'POOL_SIZE'],
  ])('%s', (_who, output, key) => {
    expect(causeOf(output, configured('LEDGER_URL', key))).toEqual({ mode: 'config.invalid_value', object: key });
  });
});

describe('no setting is accused', () => {
  const running = { state: 'running' as const, ready: false, restarts: 0 };
  test.each([
    ['of an optional one', 'warn: SENTRY_DSN is not set, error reporting is disabled\nError: boom\n    at main (/app/main.js:1:1)'],
    ['of one with a default', 'PORT is not set, using default 8080\nError: boom'],
    ['of one that is fallen back from', 'REDIS_URL not configured; falling back to memory\nError: boom'],
    ['of a request that lacks a field', '{"level":"error","msg":"400 POST /orders: ORDER_ID is required"}\nError: boom'],
    ['of a deprecation', 'DeprecationWarning: OLD_FLAG is not supported any more\nError: boom'],
    ['of an unset constant in code', 'ReferenceError: MAX_ITEMS is not defined\n    at main (/app/main.js:4:2)'],
    ['of a header', 'Error: X_REQUEST_ID header is missing'],
    ['of a table', 'ERROR: relation "ORDERS" does not exist'],
    ['of a missing module', "Error: Cannot find module 'LEDGER_CLIENT'\nRequire stack:\n- /app/main.js"],
    [
      'of a Python dictionary in a request',
      "ERROR in handler: Exception on /orders [POST]\nTraceback (most recent call last):\n  File \"/app/main.py\", line 40, in order\n    sku = body['sku']\nKeyError: 'sku'",
    ],
    ['of an error code', 'Error: listen EACCES: permission denied 0.0.0.0:80'],
    ['of a good start', 'all required environment variables are set: GATEWAY_URL, PORT\nError: boom'],
  ])('%s', (_who, output) => {
    expect(causeOf(output).mode).not.toMatch(/^config\./);
  });

  test('when the process was killed for its memory, whatever it had printed', () => {
    const output = 'warn: missing required environment variable GATEWAY_URL\nlistening on 8080';
    expect(causeOf(output, { exit: { code: 137, signal: 'SIGKILL', reason: 'OOMKilled', ran_ms: 60_000 } }).mode).toBe(
      'container.oom_killed',
    );
  });

  test('when the process still runs and only its probe fails', () => {
    const readiness = {
      kind: 'readiness' as const,
      path: '/readyz',
      port: 8080,
      ok: false,
      status: 503,
      error: null,
      at: '2026-03-01T12:00:20.000Z',
      streak: 5,
    };
    const output = 'missing required environment variable GATEWAY_URL\nlistening on 8080';
    expect(causeOf(output, { exit: null, instance: { ...running, readiness } }).mode).not.toMatch(/^config\./);
  });

  test('when the process told afterwards what really ended it', () => {
    const output =
      'warn: environment variable METRICS_URL is not set\nError: connect ECONNREFUSED 10.0.0.9:5432\n    at TCPConnectWrap.afterConnect';
    expect(causeOf(output).mode).not.toBe('config.missing_env');
  });
});
