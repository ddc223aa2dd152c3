import { z } from 'zod';
import {
  diagnosisStatusSchema,
  diagnosisTriggerSchema,
  reportSchema,
  subjectSchema,
  timeRangeSchema,
  timingsSchema,
} from '#/lib/domain/diagnosis.ts';
import { languageSchema } from '#/lib/domain/text.ts';

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
  time_range: timeRangeSchema.optional(),
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

/** Which deployment is meant; what else is said of it must agree with it. */
export const deploymentTargetSchema = z.looseObject({
  deployment_id: z.string().min(1).max(100),
  service_name: z.string().max(127).optional(),
  namespace: z.string().max(63).optional(),
  image_tag: z.string().max(500).optional(),
});
export type DeploymentTarget = z.infer<typeof deploymentTargetSchema>;
/** Body of `POST /diagnostics/deployment`: flat, or inside `context`. */
export const diagnoseDeploymentSchema = z.union([z.looseObject({ context: deploymentTargetSchema }), deploymentTargetSchema]);

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
export const diagnosisEventsSchema = diagnosisReadSchema.extend({ after: z.string().max(20).optional() });
