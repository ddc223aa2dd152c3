import type { StoredFinding, StoredHypothesis, StoredReport } from '#/lib/domain/diagnosis.ts';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { considerChanges } from './changes.ts';
import type { Acquittal, Action, Claim } from './claim.ts';
import { changeEvidence, type Cite } from './evidence.ts';
import { inTrouble } from './failing.ts';
import { findOnset } from './onset.ts';
import type { ChangeFacts, Observations } from './observations.ts';
import { message, sentences } from '#/lib/domain/text.ts';
import { confidenceOf, hypotheses, rankClaims, verdictOn } from './rank.ts';
import { detectors } from './registry.ts';
import { buildReport } from './report.ts';
import { judgeRollback, type RollbackJudgement } from './rollback.ts';
import { toldBefore } from './told-before.ts';

export type Diagnosed = { findings: StoredFinding[]; hypotheses: StoredHypothesis[]; report: StoredReport };

/**
 * Detects, ranks and reports: from observations alone, the same for the same observations. What it
 * cites beyond the observations' own evidence it adds to the book through `cite`.
 */
export function diagnose(observations: Observations, book: { cite: Cite; items: () => Evidence[] }): Diagnosed {
  const detections = Object.values(detectors).map((detector) => detector.detect(observations, book.cite));
  const claims = detections.flatMap((detection) => detection.claims).map((claim) => datedBack(observations, claim));
  const acquittals: Acquittal[] = detections.flatMap((detection) => detection.acquittals);

  const judged = claims.map((claim) => {
    const onset = findOnset(observations, claim);
    return { claim, onset, ...considerChanges(observations, claim, onset?.at ?? claim.at) };
  });
  const ranked = rankClaims(judged.map(({ claim, culprit }) => ({ claim, confidence: confidenceOf(observations, claim, culprit) })));
  const best = ranked[0] ?? null;
  const chosen = judged.find((item) => item.claim === best?.claim) ?? withoutClaim(observations);
  const verdict = verdictOn(observations, best, chosen.culprit, inTrouble(observations));
  const decided = verdict === 'proven' || verdict === 'likely';
  // Without a verdict no change is accused: what was held against one stays a question.
  const outcome = decided ? chosen : { ...chosen, culprit: null, considered: withoutClaim(observations, chosen.onset).considered };
  if (decided && best && chosen.undecided.length > 0) best.claim.actions.unshift(separate(chosen.undecided));
  const { culprit } = outcome;
  const culpritEvidence = culprit ? book.cite(changeEvidence(culprit.change, excerpt(culprit.change), culprit.paths)) : null;

  const rollback = judgeRollback(observations, best?.claim ?? null, culprit);
  const findings = [
    ...claims.map((claim, index) => finding(claim, `f${index + 1}`, claim === best?.claim)),
    ...futile(observations, rollback, claims.length + 1),
  ];
  const held = withFutility(hypotheses(ranked, acquittals, verdict), findings, best?.confidence ?? 0);
  const report = buildReport({
    observations,
    best,
    verdict,
    findings,
    hypotheses: held,
    considered: outcome.considered,
    culprit,
    culpritEvidence,
    rollback,
    onset: chosen.onset,
    evidence: book.items(),
  });
  return { findings, hypotheses: held, report };
}

/** What rests on an error of old began before the change, whatever its detector knows of that. */
function datedBack(observations: Observations, claim: Claim): Claim {
  const old = claim.before ? null : toldBefore(observations, claim);
  return old ? { ...claim, before: { at: old.at, evidence: old.evidence } } : claim;
}

function withoutClaim(observations: Observations, onset = findOnset(observations, null)) {
  return { onset, ...considerChanges(observations, null, onset?.at ?? null) };
}

/** That going back would not mend it is a finding of its own: it is what a person would try first. */
function futile({ service }: Observations, rollback: RollbackJudgement | null, number: number): StoredFinding[] {
  if (rollback?.wouldHelp !== false) return [];
  const { version, reason, evidence } = rollback;
  return [
    {
      id: `f${number}`,
      source: 'rollout.rollback_wont_help',
      title: message('report.cause.rollback_wont_help.title', { service: service.name, version }),
      detail: reason,
      severity: 'warning',
      service: service.name,
      evidence_ids: evidence,
      data: { version },
    },
  ];
}

/** The same as a hypothesis that is borne out, behind the causes: the root cause stays the mechanism. */
function withFutility(held: StoredHypothesis[], findings: readonly StoredFinding[], score: number): StoredHypothesis[] {
  const known = findings.filter((item) => item.source === 'rollout.rollback_wont_help');
  return [
    ...held,
    ...known.map(({ title, source, service, detail, evidence_ids }, index) => {
      const shared = { id: `h${held.length + index + 1}`, title, mode: source, service, score, evidence_ids };
      return { ...shared, status: 'supported' as const, reason: detail };
    }),
  ];
}

/** Of changes among which nothing decides one is undone alone: that decides. */
function separate(changes: readonly ChangeFacts[]): Action {
  return {
    kind: 'investigate',
    title: message('report.action.separate.title'),
    detail: message('report.action.separate.detail', { changes: sentences(...changes.map((change) => change.summary)) }),
    would_help: null,
  };
}

/** What is not the cause itself is told more quietly. */
function finding(claim: Claim, id: string, foremost: boolean): StoredFinding {
  return {
    id,
    source: claim.mode,
    title: claim.title,
    detail: claim.detail,
    severity: foremost ? claim.severity : claim.rank === 'mechanism' ? 'warning' : 'info',
    service: claim.service.name,
    evidence_ids: [...new Set([...claim.evidence, ...claim.support.map((item) => item.evidence)])],
    data: claim.data,
  };
}

/** The fields as a diff reads: old and new value of each. */
function excerpt(change: { changes: { path: string; before: unknown; after: unknown }[]; id: string }): string {
  const shown = (value: unknown) =>
    value === null || value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
  return change.changes.map((item) => `${item.path}: ${shown(item.before)} → ${shown(item.after)}`).join('\n') || change.id;
}
