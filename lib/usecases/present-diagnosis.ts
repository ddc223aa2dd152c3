import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Language } from '#/lib/domain/text.ts';
import { redactJson } from '#/lib/domain/redact.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { timingsOf } from './end-diagnosis.ts';
import { renderReport } from './render-report.ts';
import type { Veil } from './veil.ts';
import type { DiagnosisRow } from './visible-diagnosis.ts';

/** Where a diagnosis is found: as JSON, as a stream, as a page. */
export function diagnosisLinks(id: string): Diagnosis['links'] {
  return { self: `/api/v1/diagnoses/${id}`, events: `/api/v1/diagnoses/${id}/events`, html: `/diagnoses/${id}` };
}

/** A diagnosis as it crosses the wire, in the reader's language and without what the veil hides. */
export function presentDiagnosis(row: DiagnosisRow, language: Language, veil: Veil): Diagnosis {
  return {
    id: row.id,
    session_id: row.id,
    conversation_id: row.conversationId,
    status: row.status,
    trigger: row.trigger,
    subject: row.subject,
    question: renderMessage(row.question, language),
    context: redactJson(row.context),
    report: row.report && renderReport(row.report, language, veil),
    error: row.error && { code: row.error.code, message: renderMessage(row.error.message, language) },
    timings: timingsOf(row),
    links: diagnosisLinks(row.id),
  };
}
