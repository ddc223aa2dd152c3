import { z } from 'zod';
import {
  evidenceSchema,
  findingSchema,
  hypothesisSchema,
  reportSchema,
  storedFindingSchema,
  storedHypothesisSchema,
  storedReportSchema,
  subjectSchema,
  timingsSchema,
} from '#/lib/domain/diagnosis.ts';
import { messageSchema } from '#/lib/domain/text.ts';

/**
 * The stream of one diagnosis, server-sent events whose `event:` is the key and `data:` the value.
 * Made twice from one definition: with Messages as it is stored, with strings as a reader gets it.
 */
const eventsOf = <T extends z.ZodType, F extends z.ZodType, H extends z.ZodType, R extends z.ZodType>(
  text: T,
  finding: F,
  hypothesis: H,
  report: R,
) => ({
  accepted: z.object({ session_id: z.string(), conversation_id: z.string(), engine: z.string(), subject: subjectSchema, question: text }),
  step: z.object({ id: z.string(), title: text, status: z.enum(['started', 'done', 'failed', 'skipped']) }),
  'tool-call': z.object({ call_id: z.string(), tool: z.string(), input: z.json() }),
  'tool-result': z.object({
    call_id: z.string(),
    tool: z.string(),
    status: z.enum(['success', 'no_data', 'error']),
    summary: text,
    evidence_ids: z.array(z.string()),
    duration_ms: z.number(),
  }),
  evidence: evidenceSchema,
  finding,
  hypothesis,
  text: z.object({ delta: text }),
  /** The worker was lost and the work begins again: text and findings so far are void. */
  restarted: z.object({ attempt: z.number().int(), reason: text }),
  /** Sent without an id: what came before was history, what follows is live. */
  'replay-complete': z.object({}),
  report: z.object({ report }),
  done: z.object({ session_id: z.string(), status: z.enum(['completed', 'cancelled']), timings: timingsSchema }),
  failed: z.object({ code: z.string(), message: text }),
});

type Tagged<S extends Record<string, z.ZodType>> = { [K in keyof S & string]: { event: K; data: z.infer<S[K]> } }[keyof S & string];

/** Stored form: language-neutral. */
export const storedEventSchemas = eventsOf(messageSchema, storedFindingSchema, storedHypothesisSchema, storedReportSchema);
export type StoredEvent = Tagged<typeof storedEventSchemas>;

/** Wire form: rendered in the reader's language. */
export const eventSchemas = eventsOf(z.string(), findingSchema, hypothesisSchema, reportSchema);
export type DiagnosisEvent = Tagged<typeof eventSchemas>;
export type EventName = keyof typeof eventSchemas;

export const topics = ['services', 'deployments', 'incidents', 'diagnoses', 'changes', 'notifications'] as const;
export const topicSchema = z.enum(topics);
export type Topic = z.infer<typeof topicSchema>;

/** A small notice of `GET /api/v1/stream`: something changed, ask for it if you show it. */
export const noticeSchema = z.object({
  topic: topicSchema,
  id: z.string(),
  /** `namespace/name`, or null when it hangs on no service. */
  service: z.string().nullable(),
  kind: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;
