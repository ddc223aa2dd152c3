import { z } from 'zod';

/**
 * A backup is gzipped text: a header line, then for each table a line that names it, its rows in PostgreSQL's
 * COPY text format, COPY's own end mark, and a line with their count and SHA-256; at last an end line.
 */
export const FORMAT = 'control-plane-backup';
export const FORMAT_VERSION = 1;
/** No row can be this: COPY writes a backslash as two. */
export const ROWS_END = '\\.';

/** Processes of the machine that the backup was taken on. */
export const LEFT_OUT = ['local_processes'];

export const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  /** When the newest migration of the schema was made, in ms, as drizzle's journal has it. */
  schema: z.number().int(),
  taken_at: z.string(),
});
export const tableSchema = z.object({ table: z.string().min(1), columns: z.array(z.string().min(1)).min(1) });
export const tableEndSchema = z.object({ rows: z.number().int().min(0), sha256: z.string().length(64) });
export const endSchema = z.object({ end: z.literal(true), tables: z.number().int(), rows: z.number().int() });

/** A name as SQL takes it, whatever is in it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `COPY` of one table in one direction, all columns named. */
export function copyStatement(table: string, columns: readonly string[], direction: 'to stdout' | 'from stdin'): string {
  return `copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) ${direction}`;
}
