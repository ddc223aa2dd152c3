import type { Evidence, StoredFinding, StoredHypothesis, StoredReport, Verdict } from '#/lib/domain/diagnosis.ts';
import { ENGINE } from '#/lib/domain/engine.ts';
import { literal, message, paragraphs, sentences, type Message } from '#/lib/domain/text.ts';
import type { Action, Claim } from './claim.ts';
import type { Considered, Culprit } from './changes.ts';
import { citing } from './evidence.ts';
import { recommend } from './recommend.ts';
import { inTrouble } from './failing.ts';
import { harmed, noteOn, reachOf } from './note.ts';
import type { findOnset } from './onset.ts';
import type { Observations } from './observations.ts';
import { whatIsOpen } from './open-answer.ts';
import type { Ranked } from './rank.ts';
import type { RollbackJudgement } from './rollback.ts';
import { measured, signalOf } from './signals.ts';

/** What the stages before have found; the report only puts it into words and order. */
export type Conclusions = {
  observations: Observations;
  best: Ranked | null;
  verdict: Verdict;
  findings: StoredFinding[];
  hypotheses: StoredHypothesis[];
  considered: Considered[];
  culprit: Culprit | null;
  culpritEvidence: string | null;
  rollback: RollbackJudgement | null;
  onset: ReturnType<typeof findOnset>;
  evidence: Evidence[];
};

/** Confidence in "nothing is wrong", less for every source that could not be asked. */
const NO_FAULT = 0.9;

/** Puts the conclusions into the report of the contract. */
export function buildReport(conclusions: Conclusions): StoredReport {
  const { observations, verdict, best, onset, culprit, rollback } = conclusions;
  const cause = verdict === 'proven' || verdict === 'likely' ? best : null;
  const { claim: candidate } = best ?? {};
  const actions = recommend(observations, { verdict, cause: cause?.claim ?? null, candidate: candidate ?? null, rollback });
  const cited = cause ? citedBy(cause.claim, conclusions.culpritEvidence) : [];
  const confidence = verdict === 'no_fault' ? NO_FAULT * 0.9 ** observations.gaps.length : (best?.confidence ?? 0);
  return {
    summary: summarise(conclusions, cause?.claim ?? null),
    language: null,
    verdict,
    confidence: Math.round(Math.min(confidence, 1) * 100) / 100,
    root_cause: cause && {
      mode: cause.claim.mode,
      title: cause.claim.title,
      explanation: noteOn(observations, cause.claim, conclusions),
      service: cause.claim.service.name,
      namespace: cause.claim.service.namespace,
      cluster: cause.claim.service.cluster,
      object: cause.claim.object,
      change_id: culprit?.change.id ?? null,
      evidence_ids: cited,
    },
    answer: answer(conclusions, cause?.claim ?? null, actions),
    hypotheses: conclusions.hypotheses,
    findings: conclusions.findings,
    evidence: foremost(conclusions.evidence, cited),
    changes_considered: conclusions.considered,
    onset: onset && { ...onset, at: new Date(onset.at).toISOString() },
    blast_radius: blastRadius(conclusions),
    first_failing_service: cause?.claim.service.name ?? (verdict === 'inconclusive' ? observations.service.name : null),
    timeline: timeline(conclusions, cause?.claim ?? null),
    recommended_actions: actions,
    recommended_action: actions[0]?.title ?? literal(''),
    gaps: observations.gaps,
    engine: ENGINE,
    status: 'COMPLETED',
  };
}

function subjectName({ service, deployment }: Observations): string {
  return deployment ? `${service.name} ${deployment.value.version}` : service.name;
}

function summarise({ observations, verdict, best }: Conclusions, cause: Claim | null): Message {
  if (cause) return cause.title;
  if (verdict === 'no_fault') return message('report.summary.no_fault', { service: subjectName(observations) });
  if (!inTrouble(observations)) return message('report.summary.unknown', { service: subjectName(observations) });
  return best
    ? message('report.summary.inconclusive_candidate', { service: subjectName(observations), candidate: best.claim.title })
    : message('report.summary.inconclusive', { service: subjectName(observations) });
}

function answer(conclusions: Conclusions, cause: Claim | null, actions: Action[]): Message {
  const { observations, verdict, best, rollback } = conclusions;
  const [first] = actions;
  const futile =
    rollback?.wouldHelp === false
      ? [message('report.answer.rollback_wont_help', { version: rollback.version, reason: rollback.reason })]
      : [];
  const next = first && first.kind !== 'none' ? [message('report.answer.next', { title: first.title, detail: first.detail })] : [];
  const gaps =
    observations.gaps.length > 0 ? [message('report.answer.gaps', { sources: observations.gaps.map((gap) => gap.source).join(', ') })] : [];
  if (cause) {
    const note = noteOn(observations, cause, conclusions);
    return paragraphs(message(`report.answer.${verdict}`, { title: cause.title }), note, ...futile, ...next, ...gaps);
  }
  if (verdict === 'no_fault') return paragraphs(health(observations), ...numbers(observations), ...gaps);
  if (!best && !inTrouble(observations))
    return paragraphs(message('report.answer.unknown', { service: subjectName(observations) }), ...gaps);
  const open = whatIsOpen(observations, conclusions.hypotheses);
  const reach = reachOf(observations, conclusions.onset);
  const felt = reach.length > 0 ? [sentences(...reach)] : [];
  return paragraphs(
    message('report.answer.inconclusive', { service: subjectName(observations) }),
    ...open,
    ...felt,
    ...futile,
    ...next,
    ...gaps,
  );
}

function health({ service, health, instances }: Observations): Message {
  const ready = health?.value.ready ?? instances?.value.filter((instance) => instance.ready).length ?? null;
  if (ready === null) return message('report.summary.no_fault', { service: service.name });
  return message('report.answer.healthy', {
    service: service.name,
    version: health?.value.version ?? '—',
    ready,
    desired: health?.value.desired ?? ready,
    ref: citing([health, instances].flatMap((item) => (item ? [item.evidence] : []))),
  });
}

/** What its requests show lately, where all three signals were measured. */
function numbers(observations: Observations): Message[] {
  const lines = (['traffic', 'error_rate', 'latency_p95'] as const).map((signal) => signalOf(observations, observations.service, signal));
  const [traffic, errors, p95] = lines.map((line) => measured(line?.points ?? []).at(-1)?.value);
  if (traffic === undefined || errors === undefined || p95 === undefined) return [];
  return [
    message('report.answer.healthy_numbers', {
      traffic: Math.round(traffic * 10) / 10,
      errors: Math.round(errors * 1000) / 10,
      p95: Math.round(p95 * 1000),
      ref: citing(lines.flatMap((line) => (line ? [line.evidence] : []))),
    }),
  ];
}

/** Evidence that a reader wants first: what decides, then what bears it out. */
function citedBy(claim: Claim, change: string | null): string[] {
  return [...new Set([...claim.evidence, ...(change ? [change] : []), ...claim.support.map((item) => item.evidence)])];
}

function foremost(evidence: Evidence[], cited: string[]): Evidence[] {
  const place = (item: Evidence) => (cited.includes(item.id) ? cited.indexOf(item.id) : cited.length);
  return evidence.toSorted((a, b) => place(a) - place(b));
}

function blastRadius({ observations, onset }: Conclusions): StoredReport['blast_radius'] {
  return harmed(observations.peers, onset).map(({ value, since }) => ({
    service: value.service.name,
    namespace: value.service.namespace,
    since: new Date(since).toISOString(),
    signal: message('report.blast.errors', { percent: Math.round((value.errorRate ?? 0) * 1000) / 10 }),
  }));
}

function timeline({ observations, onset, considered, evidence }: Conclusions, cause: Claim | null): StoredReport['timeline'] {
  const { deployment } = observations;
  const entries: { at: number; kind: string; text: Message; evidence_id?: string }[] = considered
    .filter((change) => change.verdict === 'suspected' || change.change_id === deployment?.value.changeId)
    .map((change) => ({ at: Date.parse(change.at), kind: 'change', text: change.summary }));
  if (deployment?.value.startedAt)
    entries.push({
      at: deployment.value.startedAt,
      kind: 'start',
      text: message('report.timeline.started', { version: deployment.value.version }),
    });
  if (deployment?.value.watchingSince)
    entries.push({ at: deployment.value.watchingSince, kind: 'ready', text: message('report.timeline.ready') });
  if (onset) entries.push({ at: onset.at, kind: 'onset', text: message('report.timeline.onset') });
  const decisive = cause?.evidence[0];
  if (cause?.at && decisive && evidence.some((item) => item.id === decisive))
    entries.push({ at: cause.at, kind: 'evidence', text: cause.title, evidence_id: decisive });
  if (deployment?.value.failureSeenAt)
    entries.push({ at: deployment.value.failureSeenAt, kind: 'failure', text: message('report.timeline.failed') });
  return entries.toSorted((a, b) => a.at - b.at).map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
}
