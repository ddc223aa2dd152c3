import { sql, type SQL } from 'drizzle-orm';
import { severities } from '#/lib/domain/words.ts';

/** Numbers as one parameter of a statement, e.g. `id = any(${intArray(ids)})`. */
export function intArray(numbers: readonly number[]): SQL {
  return sql`${sql.param(`{${numbers.join(',')}}`)}::int[]`;
}

/** Texts as one parameter, whatever stands in them. */
export function textArray(texts: readonly string[]): SQL {
  const quoted = texts.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  return sql`${sql.param(`{${quoted.join(',')}}`)}::text[]`;
}

/** 1 for the most urgent severity, growing; what is no severity has none. */
export function severityRank(severity: unknown): SQL<number | null> {
  return sql`array_position(${textArray(severities)}, ${severity})`;
}
