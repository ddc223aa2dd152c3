import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';

/**
 * What the server or the network said, with the server's advice: drizzle hides both below the whole
 * text of the statement and its values. Other errors keep their own text.
 */
export function readableError(error: unknown): string {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof postgres.PostgresError) return cause.hint ? `${cause.message}. ${cause.hint}` : cause.message;
  if (!(cause instanceof Error)) return String(cause);
  // A name with several addresses fails with one error for each and no text of its own.
  const text = cause instanceof AggregateError && cause.message === '' ? cause.errors.map(readableError).join('; ') : cause.message;
  return error instanceof DrizzleQueryError ? `The database cannot be reached: ${text}` : text;
}
