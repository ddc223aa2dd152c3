import { z } from 'zod';
import { eventTypeSchema } from './change.ts';
import { languageSchema, messageSchema } from './text.ts';
import { diagnosisStatuses, diagnosisTriggers } from './words.ts';

export const diagnosisStatusSchema = z.enum(diagnosisStatuses);
export type DiagnosisStatus = z.infer<typeof diagnosisStatusSchema>;

export const diagnosisTriggerSchema = z.enum(diagnosisTriggers);
export type DiagnosisTrigger = z.infer<typeof diagnosisTriggerSchema>;

export const verdictSchema = z.enum(['proven', 'likely', 'inconclusive', 'no_fault']);
export type Verdict = z.infer<typeof verdictSchema>;

/** RFC 3339 in UTC with milliseconds, as everywhere on the wire. */
export const instantSchema = z.iso.datetime({ precision: 3 });

export const timeRangeSchema = z.object({ start: instantSchema, end: instantSchema });
export type TimeRange = z.infer<typeof timeRangeSchema>;

export const evidenceKindSchema = z.enum(['log', 'metric', 'trace', 'object', 'event', 'change', 'diff', 'probe', 'status']);
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

/** One observation: who was asked, what, over which time, and the answer itself, kept with the report. */
export const evidenceSchema = z.object({
  /** `e1`, `e2` … within one diagnosis; the number that the text cites. */
  id: z.string(),
  kind: evidenceKindSchema,
  /** The tool that brought it, e.g. `search-logs`. */
  tool: z.string(),
  /** The question as it was put to the source, as text. */
  query: z.string(),
  time_range: timeRangeSchema.nullable(),
  /** The one line, number or field that matters, at most 2,000 characters. */
  excerpt: z.string(),
  /** The lines, points, spans or fields, bounded and redacted. Its shape goes with `kind`. */
  data: z.json(),
  link: z.string().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const actionKindSchema = z.enum(['rollback', 'restart', 'scale', 'config', 'flag', 'investigate', 'none']);

/** What could not be read or was not checked: missing data, never evidence. */
const gapOf = <T extends z.ZodType>(text: T) => z.object({ source: z.string(), reason: text });

const findingOf = <T extends z.ZodType>(text: T) =>
  z.object({
    id: z.string(),
    source: z.string(),
    title: text,
    detail: text,
    severity: z.enum(['info', 'warning', 'critical']),
    service: z.string(),
    evidence_ids: z.array(z.string()).min(1),
    data: z.json(),
  });

const hypothesisOf = <T extends z.ZodType>(text: T) =>
  z.object({
    id: z.string(),
    title: text,
    mode: z.string().nullable(),
    service: z.string(),
    status: z.enum(['supported', 'rejected', 'open']),
    /** 0..1, comparable within one report. */
    score: z.number().min(0).max(1),
    reason: text,
    evidence_ids: z.array(z.string()),
  });

const reportOf = <T extends z.ZodType>(text: T) =>
  z.object({
    summary: text,
    language: languageSchema.nullable(),
    /** null: a plain answer, not a diagnosis. */
    verdict: verdictSchema.nullable(),
    confidence: z.number().min(0).max(1),
    root_cause: z
      .object({
        /** An id of the catalogue of failure modes, or null. */
        mode: z.string().nullable(),
        title: text,
        explanation: text,
        service: z.string(),
        namespace: z.string(),
        cluster: z.string(),
        object: z.string(),
        change_id: z.string().nullable(),
        evidence_ids: z.array(z.string()).min(1),
      })
      .nullable(),
    answer: text,
    hypotheses: z.array(hypothesisOf(text)),
    findings: z.array(findingOf(text)),
    evidence: z.array(evidenceSchema),
    changes_considered: z.array(
      z.object({
        change_id: z.string(),
        at: instantSchema,
        event_type: eventTypeSchema,
        service: z.string().nullable(),
        author: z.string(),
        summary: text,
        verdict: z.enum(['suspected', 'rejected']),
        reason: text,
      }),
    ),
    onset: z.object({ at: instantSchema, kind: z.enum(['since_change', 'since_creation', 'after_healthy']), basis: text }).nullable(),
    blast_radius: z.array(z.object({ service: z.string(), namespace: z.string(), since: instantSchema, signal: text })),
    first_failing_service: z.string().nullable(),
    timeline: z.array(z.object({ at: instantSchema, kind: z.string(), text, evidence_id: z.string().optional() })),
    recommended_actions: z.array(
      z.object({
        kind: actionKindSchema,
        title: text,
        detail: text,
        /** What the action is applied to: a deployment id, a service, a config key. */
        target: z.string().optional(),
        command: z.string().optional(),
        would_help: z.boolean().nullable(),
      }),
    ),
    /** The first action's title, as one string. */
    recommended_action: text,
    gaps: z.array(gapOf(text)),
    engine: z.object({ name: z.string(), version: z.string(), model: z.string().nullable() }),
    status: z.literal('COMPLETED'),
  });

/** Every id that a claim cites must be an item of `evidence`: the schema itself refuses anything else. */
function citesItsEvidence(report: {
  evidence: Evidence[];
  root_cause: { evidence_ids: string[] } | null;
  findings: { evidence_ids: string[] }[];
  hypotheses: { evidence_ids: string[] }[];
}): boolean {
  const known = new Set(report.evidence.map((item) => item.id));
  const claims = [...report.findings, ...report.hypotheses, ...(report.root_cause ? [report.root_cause] : [])];
  return claims.every((claim) => claim.evidence_ids.every((id) => known.has(id)));
}

const CITATION = { message: 'a claim cites evidence that is not in the report' };

/** The immutable result of a diagnosis, as stored: without a language. */
export const storedReportSchema = reportOf(messageSchema).refine(citesItsEvidence, CITATION);
export type StoredReport = z.infer<typeof storedReportSchema>;

/** The same as a reader gets it. */
export const reportSchema = reportOf(z.string()).refine(citesItsEvidence, CITATION);
export type Report = z.infer<typeof reportSchema>;

export const storedFindingSchema = findingOf(messageSchema);
export type StoredFinding = z.infer<typeof storedFindingSchema>;
export const findingSchema = findingOf(z.string());

export const storedHypothesisSchema = hypothesisOf(messageSchema);
export type StoredHypothesis = z.infer<typeof storedHypothesisSchema>;
export const hypothesisSchema = hypothesisOf(z.string());

export const storedGapSchema = gapOf(messageSchema);
export type StoredGap = z.infer<typeof storedGapSchema>;

/** Measured moments of one diagnosis; null until reached. */
export const timingsSchema = z.object({
  requested_at: instantSchema,
  started_at: instantSchema.nullable(),
  first_event_at: instantSchema.nullable(),
  first_finding_at: instantSchema.nullable(),
  verdict_at: instantSchema.nullable(),
  notified_at: instantSchema.nullable(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** What a diagnosis is about; every part may be unknown. Unknown keys of the caller's context are kept. */
export const subjectSchema = z.object({
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  service: z.string().nullable(),
  deployment_id: z.string().nullable(),
  version: z.string().nullable(),
});
export type Subject = z.infer<typeof subjectSchema>;
