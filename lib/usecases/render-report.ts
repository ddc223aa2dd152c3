import type { DiagnosisEvent, StoredEvent } from '#/lib/contract/events.ts';
import type { Report, StoredFinding, StoredHypothesis, StoredReport } from '#/lib/domain/diagnosis.ts';
import { message, type Language, type Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { OPEN, veilEvidence, type Veil } from './veil.ts';

/** A stored report in the reader's language, without what the veil hides. */
export function renderReport(report: StoredReport, language: Language, veil: Veil = OPEN): Report {
  const say = (text: Message) => renderMessage(veil.text(text), language);
  const evidence = report.evidence.map((item) => veilEvidence(item, veil));
  const changes = report.changes_considered.filter((item) => !veil.hides(item.service));
  const harmed = report.blast_radius.filter((item) => !veil.hides(`${item.namespace}/${item.service}`));
  const withheld =
    evidence.some((item, index) => item !== report.evidence[index]) ||
    changes.length < report.changes_considered.length ||
    harmed.length < report.blast_radius.length;
  const cause = report.root_cause;
  const hidden = cause !== null && veil.hides(cause.service);
  return {
    ...report,
    language,
    evidence,
    summary: say(report.summary),
    answer: say(report.answer),
    root_cause: cause && {
      ...cause,
      ...(hidden ? { service: '', object: '', change_id: null } : {}),
      title: say(cause.title),
      explanation: say(cause.explanation),
    },
    first_failing_service: veil.hides(report.first_failing_service) ? null : report.first_failing_service,
    hypotheses: report.hypotheses.map((item) => renderHypothesis(item, language, veil)),
    findings: report.findings.map((item) => renderFinding(item, language, veil)),
    changes_considered: changes.map((item) => ({ ...item, summary: say(item.summary), reason: say(item.reason) })),
    onset: report.onset && { ...report.onset, basis: say(report.onset.basis) },
    blast_radius: harmed.map((item) => ({ ...item, signal: say(item.signal) })),
    timeline: report.timeline.map((item) => ({ ...item, text: say(item.text) })),
    recommended_actions: report.recommended_actions.map((item) => ({
      ...item,
      target: veil.hides(item.target ?? null) ? undefined : item.target,
      title: say(item.title),
      detail: say(item.detail),
    })),
    recommended_action: say(report.recommended_action),
    gaps: [
      ...report.gaps.map((item) => ({ ...item, reason: say(item.reason) })),
      ...(withheld ? [{ source: 'teams', reason: renderMessage(message('report.gap.withheld'), language) }] : []),
    ],
  };
}

function renderFinding(item: StoredFinding, language: Language, veil: Veil): Report['findings'][number] {
  const own = veil.hides(item.service) ? { service: '', data: null } : {};
  return {
    ...item,
    ...own,
    title: renderMessage(veil.text(item.title), language),
    detail: renderMessage(veil.text(item.detail), language),
  };
}

function renderHypothesis(item: StoredHypothesis, language: Language, veil: Veil): Report['hypotheses'][number] {
  const own = veil.hides(item.service) ? { service: '' } : {};
  return {
    ...item,
    ...own,
    title: renderMessage(veil.text(item.title), language),
    reason: renderMessage(veil.text(item.reason), language),
  };
}

/** A stored event in the reader's language, without what the veil hides. */
export function renderEvent(stored: StoredEvent, language: Language, veil: Veil = OPEN): DiagnosisEvent {
  const say = (text: Message) => renderMessage(veil.text(text), language);
  switch (stored.event) {
    case 'accepted':
      return { event: stored.event, data: { ...stored.data, question: say(stored.data.question) } };
    case 'step':
      return { event: stored.event, data: { ...stored.data, title: say(stored.data.title) } };
    case 'tool-result':
      return { event: stored.event, data: { ...stored.data, summary: say(stored.data.summary) } };
    case 'finding':
      return { event: stored.event, data: renderFinding(stored.data, language, veil) };
    case 'hypothesis':
      return { event: stored.event, data: renderHypothesis(stored.data, language, veil) };
    case 'text':
      return { event: stored.event, data: { delta: say(stored.data.delta) } };
    case 'restarted':
      return { event: stored.event, data: { ...stored.data, reason: say(stored.data.reason) } };
    case 'report':
      return { event: stored.event, data: { report: renderReport(stored.data.report, language, veil) } };
    case 'failed':
      return { event: stored.event, data: { ...stored.data, message: say(stored.data.message) } };
    case 'tool-call':
      return { event: stored.event, data: veil.names(stored.data.input) ? { ...stored.data, input: {} } : stored.data };
    case 'evidence':
      return { event: stored.event, data: veilEvidence(stored.data, veil) };
    case 'replay-complete':
    case 'done':
      return stored;
  }
}
