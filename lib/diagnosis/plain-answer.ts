import type { Evidence, StoredGap, StoredReport } from '#/lib/domain/diagnosis.ts';
import { ENGINE } from '#/lib/domain/engine.ts';
import { lines, message, paragraphs, type Message } from '#/lib/domain/text.ts';
import { moment } from './moment.ts';
import type { ChangeFacts } from './observations.ts';

/** How many changes an answer spells out. */
const SPELLED_OUT = 20;

/** A report that answers a question and is no diagnosis: its verdict is null. */
export function plainAnswer(input: { summary: Message; answer: Message; evidence?: Evidence[]; gaps?: StoredGap[] }): StoredReport {
  return {
    summary: input.summary,
    language: null,
    verdict: null,
    confidence: 0,
    root_cause: null,
    answer: input.answer,
    hypotheses: [],
    findings: [],
    evidence: input.evidence ?? [],
    changes_considered: [],
    onset: null,
    blast_radius: [],
    first_failing_service: null,
    timeline: [],
    recommended_actions: [],
    recommended_action: message('report.action.none.title'),
    gaps: input.gaps ?? [],
    engine: ENGINE,
    status: 'COMPLETED',
  };
}

/** Which service is meant cannot be told: the candidates are named. */
export function whichService(candidates: readonly string[], asked: string | null): StoredReport {
  const names = candidates.slice(0, SPELLED_OUT).join(', ');
  const summary =
    candidates.length === 0
      ? message('report.plain.no_services')
      : asked
        ? // The name itself is left out: whether it is hidden or does not exist must read the same.
          message('report.plain.unknown_service', { candidates: names })
        : message('report.plain.which_service', { candidates: names });
  return plainAnswer({ summary, answer: summary });
}

/** What changed, newest first, each with its time and author. */
export function changesAnswer(input: {
  service: string | null;
  changes: readonly ChangeFacts[];
  evidence: Evidence[];
  gaps: StoredGap[];
}): StoredReport {
  const { changes, service, evidence, gaps } = input;
  const place = service ?? '*';
  if (gaps.length > 0 && changes.length === 0) {
    const unread = message('report.plain.changes_unread');
    return plainAnswer({ summary: unread, answer: unread, gaps });
  }
  const summary = service
    ? message('report.plain.changes', { count: changes.length, service: place })
    : message('report.plain.changes_all', { count: changes.length });
  const changed = changes
    .slice(0, SPELLED_OUT)
    .map((change) => message('report.plain.change_line', { at: moment(change.at), summary: change.summary, author: change.author }));
  return plainAnswer({ summary, answer: changed.length > 0 ? paragraphs(summary, lines(...changed)) : summary, evidence, gaps });
}
