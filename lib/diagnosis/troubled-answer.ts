import type { Evidence, StoredReport } from '#/lib/domain/diagnosis.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import { lines, message, paragraphs, type Message } from '#/lib/domain/text.ts';
import { citing } from './evidence.ts';
import { plainAnswer } from './plain-answer.ts';

/** A service that is not well, with what was found about it. */
export type Looked = { service: ServiceRef & { health: 'failing' | 'degraded' }; report: StoredReport };

/** How many names an answer spells out. */
const SPELLED_OUT = 20;

/** Nobody is unwell as last judged: said so, with the names that can be asked about. */
export function noneTroubled(names: readonly string[]): StoredReport {
  const summary = message('report.troubled.none', { count: names.length, candidates: names.slice(0, SPELLED_OUT).join(', ') });
  return plainAnswer({ summary, answer: summary });
}

/** The report on the worst of several, which names the others and what was found about each. */
export function troubledAnswer(input: {
  first: Looked;
  rest: readonly Looked[];
  /** Names of those that were not looked into. */
  unseen: readonly string[];
  evidence: Evidence[];
}): StoredReport {
  const { first, rest, unseen, evidence } = input;
  const { service, report } = first;
  const own = new Set(report.evidence.map((item) => item.id));
  const summary = message('report.troubled.summary', {
    service: service.name,
    health: healthWord(service),
    others: rest.length + unseen.length,
    summary: report.summary,
  });
  const intro = message('report.troubled.intro', { service: service.name, health: healthWord(service) });
  const others = rest.map((other) => otherLine(other, report));
  const left = unseen.slice(0, SPELLED_OUT).join(', ');
  return {
    ...report,
    summary,
    answer: paragraphs(
      intro,
      ...partsOf(report.answer),
      ...(others.length > 0 ? [message('report.troubled.others'), lines(...others)] : []),
      ...(unseen.length > 0 ? [message('report.troubled.unseen', { count: unseen.length, names: left })] : []),
    ),
    evidence: [...report.evidence, ...evidence.filter((item) => !own.has(item.id))],
  };
}

function otherLine({ service, report }: Looked, first: StoredReport): Message {
  const { root_cause: cause } = report;
  const values = { service: service.name, health: healthWord(service) };
  if (cause && cause.mode === first.root_cause?.mode && cause.service === first.root_cause.service)
    return message('report.troubled.same', { ...values, ref: citing(cause.evidence_ids.slice(0, 2)) });
  return message('report.troubled.other', { ...values, summary: report.summary, ref: citing(cause?.evidence_ids.slice(0, 2) ?? []) });
}

function healthWord({ health }: Looked['service']): Message {
  return message(`report.troubled.health.${health}`);
}

/** The paragraphs of an answer, so that they do not stand within one of its own. */
function partsOf(answer: Message): Message[] {
  return answer.key === 'paragraphs' ? Object.values(answer.values).filter((part) => typeof part === 'object') : [answer];
}
