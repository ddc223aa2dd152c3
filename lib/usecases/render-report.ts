import type { DiagnosisEvent, StoredEvent } from '#/lib/contract/events.ts';
import type { Report, StoredFinding, StoredHypothesis, StoredReport } from '#/lib/domain/diagnosis.ts';
import type { Language, Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';

/** A stored report in the reader's language. */
export function renderReport(report: StoredReport, language: Language): Report {
  const say = (text: Message) => renderMessage(text, language);
  return {
    ...report,
    language,
    summary: say(report.summary),
    answer: say(report.answer),
    root_cause: report.root_cause && {
      ...report.root_cause,
      title: say(report.root_cause.title),
      explanation: say(report.root_cause.explanation),
    },
    hypotheses: report.hypotheses.map((item) => renderHypothesis(item, language)),
    findings: report.findings.map((item) => renderFinding(item, language)),
    changes_considered: report.changes_considered.map((item) => ({ ...item, summary: say(item.summary), reason: say(item.reason) })),
    onset: report.onset && { ...report.onset, basis: say(report.onset.basis) },
    blast_radius: report.blast_radius.map((item) => ({ ...item, signal: say(item.signal) })),
    timeline: report.timeline.map((item) => ({ ...item, text: say(item.text) })),
    recommended_actions: report.recommended_actions.map((item) => ({ ...item, title: say(item.title), detail: say(item.detail) })),
    recommended_action: say(report.recommended_action),
    gaps: report.gaps.map((item) => ({ ...item, reason: say(item.reason) })),
  };
}

function renderFinding(item: StoredFinding, language: Language): Report['findings'][number] {
  return { ...item, title: renderMessage(item.title, language), detail: renderMessage(item.detail, language) };
}

function renderHypothesis(item: StoredHypothesis, language: Language): Report['hypotheses'][number] {
  return { ...item, title: renderMessage(item.title, language), reason: renderMessage(item.reason, language) };
}

/** A stored event in the reader's language. */
export function renderEvent(stored: StoredEvent, language: Language): DiagnosisEvent {
  const say = (text: Message) => renderMessage(text, language);
  switch (stored.event) {
    case 'accepted':
      return { event: stored.event, data: { ...stored.data, question: say(stored.data.question) } };
    case 'step':
      return { event: stored.event, data: { ...stored.data, title: say(stored.data.title) } };
    case 'tool-result':
      return { event: stored.event, data: { ...stored.data, summary: say(stored.data.summary) } };
    case 'finding':
      return { event: stored.event, data: renderFinding(stored.data, language) };
    case 'hypothesis':
      return { event: stored.event, data: renderHypothesis(stored.data, language) };
    case 'text':
      return { event: stored.event, data: { delta: say(stored.data.delta) } };
    case 'restarted':
      return { event: stored.event, data: { ...stored.data, reason: say(stored.data.reason) } };
    case 'report':
      return { event: stored.event, data: { report: renderReport(stored.data.report, language) } };
    case 'failed':
      return { event: stored.event, data: { ...stored.data, message: say(stored.data.message) } };
    case 'tool-call':
    case 'evidence':
    case 'replay-complete':
    case 'done':
      return stored;
  }
}
