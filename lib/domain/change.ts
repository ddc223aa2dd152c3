import { z } from 'zod';
import { eventTypes } from './words.ts';

/** What kind of change an audit record tells of. */
export const eventTypeSchema = z.enum(eventTypes);
export type EventType = z.infer<typeof eventTypeSchema>;

/**
 * One altered field. `path` is dotted (`version`, `config.LEDGER_URL`, `flags.new-tax-engine`);
 * null means that it was absent. A secret's value is never here, only that it changed.
 */
export const fieldChangeSchema = z.object({
  path: z.string().min(1).max(500),
  before: z.json().nullable(),
  after: z.json().nullable(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;
