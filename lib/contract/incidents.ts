import { z } from 'zod';
import { diagnosisStatusSchema, instantSchema, verdictSchema } from '#/lib/domain/diagnosis.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { channelKinds, incidentStatuses, matcherOperators, severities } from '#/lib/domain/words.ts';
import { givenInstant } from './instant.ts';
import { pageQuery } from './paging.ts';

export const severitySchema = z.enum(severities);
export const incidentStatusSchema = z.enum(incidentStatuses);

/** Query of `GET /api/v1/incidents`. */
export const incidentListSchema = z.object({
  service: z.string().max(200).optional(),
  namespace: nameSchema.optional(),
  status: incidentStatusSchema.optional(),
  severity: severitySchema.optional(),
  assignee: z.string().max(200).optional(),
  /** Only those that are not resolved. */
  open: z.stringbool().optional(),
  ...pageQuery,
});

export const incidentPathSchema = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** One incident as a list shows it. */
export const incidentSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  severity: severitySchema,
  status: incidentStatusSchema,
  /** As its alerts name it, also when no such service is registered. */
  service: z.string().nullable(),
  namespace: z.string().nullable(),
  cluster: z.string(),
  registered: z.boolean(),
  /** The earliest start that a sender gave, by its clock. */
  started_at: instantSchema,
  received_at: instantSchema,
  last_alert_at: instantSchema,
  open_alerts: z.number().int(),
  total_alerts: z.number().int(),
  acknowledged_at: instantSchema.nullable(),
  acknowledged_by: z.string().nullable(),
  assignee: z.string().nullable(),
  resolved_at: instantSchema.nullable(),
  resolved_by: z.string().nullable(),
  /** Why a diagnosis was or was not begun: a stable word, and the sentence for it. */
  decision: z.string().nullable(),
  decision_text: z.string().nullable(),
  diagnosis: z
    .object({
      id: z.string(),
      status: diagnosisStatusSchema,
      summary: z.string().nullable(),
      verdict: verdictSchema.nullable(),
      mode: z.string().nullable(),
    })
    .nullable(),
  /** Measured: received → first finding → verdict → notified. */
  timings: z.object({
    received_at: instantSchema,
    first_finding_at: instantSchema.nullable(),
    verdict_at: instantSchema.nullable(),
    notified_at: instantSchema.nullable(),
  }),
});
export type Incident = z.infer<typeof incidentSchema>;

export const alertEpisodeSchema = z.object({
  id: z.string(),
  name: z.string(),
  severity: severitySchema,
  status: z.enum(['firing', 'stale', 'resolved']),
  source: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  generator_url: z.string().nullable(),
  starts_at: instantSchema,
  ends_at: instantSchema.nullable(),
  received_at: instantSchema,
  last_seen_at: instantSchema,
  /** How often it was received. */
  received: z.number().int(),
  /** Seconds that the sender's clock is ahead; null when it is not by much. */
  skew_seconds: z.number().int().nullable(),
});

/** One incident with everything that its page shows. */
export const incidentDetailSchema = incidentSchema.extend({
  alerts: z.array(alertEpisodeSchema),
  /** Alerts beyond those listed. */
  more_alerts: z.number().int(),
  timeline: z.array(
    z.object({ at: instantSchema, kind: z.string(), author: z.string().nullable(), text: z.string(), ref: z.string().nullable() }),
  ),
  notifications: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      kind: z.enum(channelKinds),
      status: z.enum(['pending', 'delivered', 'dead', 'cancelled']),
      attempts: z.number().int(),
      first_sent_at: instantSchema.nullable(),
      last_sent_at: instantSchema.nullable(),
      error: z.string().nullable(),
    }),
  ),
  /** Open incidents of services that this one calls or is called by: shown beside, not merged. */
  related: z.array(
    z.object({
      id: z.number().int(),
      title: z.string(),
      status: incidentStatusSchema,
      service: z.string(),
      relation: z.enum(['caller', 'callee']),
    }),
  ),
  /** Silences and maintenance windows that cover it now. */
  silences: z.array(z.string()),
  runbook_url: z.string().nullable(),
  dashboard_url: z.string().nullable(),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

const note = z.string().trim().min(1).max(4000);
export const acknowledgeSchema = z.strictObject({ note: note.optional() });
export const assignSchema = z.strictObject({ assignee: z.string().trim().min(1).max(200).nullable() });
export const noteSchema = z.strictObject({ text: note });
export const resolveSchema = z.strictObject({ note: note.optional() });

export const matcherSchema = z.strictObject({
  name: z.string().min(1).max(200),
  operator: z.enum(matcherOperators).default('='),
  value: z.string().max(1000),
});

/** Body of `POST /api/v1/silences`. */
export const silenceCreateSchema = z.strictObject({
  kind: z.enum(['silence', 'maintenance']).default('silence'),
  /** All must hold; `service` and `namespace` may be matched also where the alert names them differently. */
  matchers: z.array(matcherSchema).min(1, 'give at least one matcher').max(20),
  /** Now when left out. */
  starts_at: givenInstant().optional(),
  ends_at: givenInstant(),
  comment: z.string().max(2000).default(''),
});

export const silenceSchema = z.object({
  id: z.string(),
  kind: z.enum(['silence', 'maintenance']),
  matchers: z.array(matcherSchema),
  starts_at: instantSchema,
  ends_at: instantSchema,
  state: z.enum(['pending', 'active', 'expired']),
  comment: z.string(),
  created_by: z.string(),
  created_at: instantSchema,
});
export type Silence = z.infer<typeof silenceSchema>;

const aboutAlerts = {
  incident_ids: z.array(z.number().int().min(1)).min(1).max(50).optional(),
  service_name: z.string().max(127).optional(),
};

/** Body of `POST /diagnostics/alerts`: flat, or inside `context`. */
export const diagnoseAlertsSchema = z
  .looseObject({ ...aboutAlerts, context: z.looseObject(aboutAlerts).optional() })
  .refine((body) => (body.incident_ids ?? body.context?.incident_ids) !== undefined, {
    path: ['incident_ids'],
    message: 'say which incidents, here or inside context',
  });
