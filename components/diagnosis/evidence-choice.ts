import type { Evidence, Report } from '#/lib/domain/diagnosis.ts';

const MOST = 5;

/**
 * The two to five items that carry the verdict: what the root cause cites first, then the findings
 * of the same service by severity, then the supported or best open hypothesis. The rest is folded.
 */
export function chooseEvidence(report: Report): { shown: Evidence[]; rest: Evidence[] } {
  const severity = { critical: 0, warning: 1, info: 2 };
  const hypotheses = [...report.hypotheses].filter((item) => item.status !== 'rejected').sort((a, b) => b.score - a.score);
  const findings = [...report.findings].sort((a, b) => severity[a.severity] - severity[b.severity]);
  const cited = [
    ...(report.root_cause?.evidence_ids ?? []),
    ...hypotheses.slice(0, 1).flatMap((item) => item.evidence_ids),
    ...findings.filter((item) => item.severity !== 'info' || report.root_cause === null).flatMap((item) => item.evidence_ids),
  ];
  const ids = [...new Set(cited)].slice(0, MOST);
  const shown = ids.flatMap((id) => report.evidence.filter((item) => item.id === id));
  return { shown, rest: report.evidence.filter((item) => !ids.includes(item.id)) };
}

/** `e12` is cited as 12. */
export function evidenceNumber(id: string): string {
  return id.replace(/^\D+/, '') || id;
}
