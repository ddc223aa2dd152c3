import pino, { type Logger } from 'pino';
import { redact } from '#/lib/domain/redact.ts';

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'NEXTAUTH_SECRET',
  'OIDC_CLIENT_SECRET',
  'FIRST_ADMIN_PASSWORD',
  'ENCRYPTION_KEY',
];
/** Longest message or stack that is logged. */
const MAX_TEXT = 16_000;

/** The query layer appends bound values to its messages; they may be secrets, so they go no further. */
function withoutValues(text: string): string {
  return redact(text.replace(/\n?params: [\s\S]*?(?=\n\s+at |$)/, ''), MAX_TEXT);
}

type PlainError = { type: string; message: string; code?: unknown; stack?: string; cause?: PlainError };

/** An error as it may be logged: no bound values, no secrets, at most five causes deep. */
export function describeError(error: unknown, depth = 0): PlainError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutValues(String(error)) };
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...('code' in error ? { code: error.code } : {}),
    ...(error.stack ? { stack: withoutValues(error.stack) } : {}),
    ...(error.cause !== undefined && depth < 5 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** JSON lines on standard output, with credentials removed wherever they stand in the first two levels. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    name,
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
    serializers: { err: (error: unknown) => describeError(error), error: (error: unknown) => describeError(error) },
  });
}
