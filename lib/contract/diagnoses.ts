import { z } from 'zod';
import { diagnosisStatusSchema, diagnosisTriggerSchema, reportSchema, subjectSchema, timingsSchema } from '#/lib/domain/diagnosis.ts';
import { languageSchema } from '#/lib/domain/text.ts';
import { givenRangeSchema } from './instant.ts';

/** `context` of `/execute`: all optional, unknown keys kept and shown. */
export const executeContextSchema = z.looseObject({
  service_name: z.string().max(127).optional(),
  service: z.string().max(127).optional(),
  namespace: z.string().max(63).optional(),
  cluster: z.string().max(63).optional(),
  deployment_id: z.string().max(100).optional(),
  trigger_event: z.string().max(200).optional(),
  trigger_source: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  alert_name: z.string().max(500).optional(),
  summary: z.string().max(4000).optional(),
  image_tag: z.string().max(500).optional(),
  time_range: givenRangeSchema.optional(),
  language: languageSchema.optional(),
});
export type ExecuteContext = z.infer<typeof executeContextSchema>;

/** Body of `POST /execute`. */
export const executeSchema = z.looseObject({
  user_query: z.string().trim().min(1, 'ask something').max(4000, 'a question may have at most 4,000 characters'),
  context: executeContextSchema.optional(),
  conversation_id: z.string().max(100).optional(),
  session_id: z.string().max(100).optional(),
});

const targetFields = {
  deployment_id: z.string().min(1).max(100).optional(),
  service_name: z.string().max(127).optional(),
  service: z.string().max(127).optional(),
  namespace: z.string().max(63).optional(),
  image_tag: z.string().max(500).optional(),
  language: languageSchema.optional(),
};
/** Body of `POST /diagnostics/deployment`: flat, or inside `context`. What is said of the deployment must agree with it. */
export const diagnoseDeploymentSchema = z
  .looseObject({ ...targetFields, context: z.looseObject(targetFields).optional() })
  .refine((body) => (body.deployment_id ?? body.context?.deployment_id) !== undefined, {
    path: ['deployment_id'],
    message: 'say which deployment, here or inside context',
  });

/** 202 of the calls that start a diagnosis. */
export const executeAcceptedSchema = z.object({
  status: z.literal('accepted'),
  session_id: z.string(),
  conversation_id: z.string(),
  message: z.string(),
  links: z.object({ self: z.string(), events: z.string(), html: z.string() }),
});

export const diagnosisSchema = z.object({
  id: z.string(),
  session_id: z.string(),
  conversation_id: z.string(),
  status: diagnosisStatusSchema,
  trigger: diagnosisTriggerSchema,
  subject: subjectSchema,
  question: z.string(),
  /** What the caller said beside the question, unknown keys kept and secrets redacted. */
  context: z.record(z.string(), z.json()),
  report: reportSchema.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  timings: timingsSchema,
  links: z.object({ self: z.string(), events: z.string(), html: z.string() }),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export const feedbackSchema = z.strictObject({ helpful: z.boolean(), reason: z.string().max(2000).optional() });

/** Path of what hangs on one diagnosis. */
export const diagnosisPathSchema = z.object({ id: z.string().min(1).max(100) });
/** Query of what is read in a language; the reader's own when it is left out. */
export const diagnosisReadSchema = z.object({ language: languageSchema.optional() });
/** Query of the event stream; `after` stands in for `Last-Event-ID` where no header can be set. */
export const diagnosisEventsSchema = diagnosisReadSchema.extend({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'give the number of an event')
    .optional(),
});
