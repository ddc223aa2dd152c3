import { z } from 'zod';

/** What kind of change an audit record tells of. */
export const eventTypes = [
  'DEPLOYMENT',
  'CONFIG_UPDATE',
  'FEATURE_FLAG',
  'ROLLBACK',
  'SCALE',
  'RESTART',
  'SECRET_ROTATION',
  'TEAM_CHANGE',
  'SERVICE_UPDATE',
  'MAINTENANCE',
  'OTHER',
] as const;
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

/** What a secret's value is replaced by wherever a person, a log or a message could see it. */
export const REDACTED = '••••••';
