import { z } from 'zod';
import { instantSchema } from '#/lib/domain/diagnosis.ts';
import { incidentStatusSchema, severitySchema } from './incidents.ts';

/** `GET /api/v1/inbox`: the newest word on each incident of late, for the reader alone. */
export const inboxSchema = z.object({
  items: z.array(
    z.object({
      incident_id: z.number().int(),
      title: z.string(),
      severity: severitySchema,
      status: incidentStatusSchema,
      service: z.string().nullable(),
      at: instantSchema,
      kind: z.string(),
      author: z.string().nullable(),
      text: z.string(),
      unread: z.boolean(),
    }),
  ),
  /** Incidents with news later than `read_at`, among those of late. */
  unread: z.number().int(),
  /** When the reader looked last; null: never. */
  read_at: instantSchema.nullable(),
  /** Incidents that are not resolved. */
  open: z.number().int(),
});
export type Inbox = z.infer<typeof inboxSchema>;
