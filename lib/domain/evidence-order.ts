import type { Evidence, Report } from './diagnosis.ts';

/** So many cards stand in sight; the rest is folded. */
const MOST = 5;
const REFERENCE = /\[(\d{1,3})\]/g;

/** The text of a report that cites its evidence sentence by sentence. */
function note(report: Report): string {
  return report.root_cause?.explanation ?? report.answer;
}

/**
 * The evidence as a reader meets it, `shown` being the two to five items that carry the verdict: first what
 * the note cites, in the order of its sentences, then what else the root cause cites, the best hypothesis
 * and the findings by severity. A reader's numbers count this order from 1.
 */
export function orderEvidence(report: Report): { shown: Evidence[]; rest: Evidence[] } {
  const severity = { critical: 0, warning: 1, info: 2 };
  const hypotheses = [...report.hypotheses].filter((item) => item.status !== 'rejected').sort((a, b) => b.score - a.score);
  const findings = [...report.findings].sort((a, b) => severity[a.severity] - severity[b.severity]);
  const cited = new Set([
    ...[...note(report).matchAll(REFERENCE)].map((match) => `e${match[1] ?? ''}`),
    ...(report.root_cause?.evidence_ids ?? []),
    ...hypotheses.slice(0, 1).flatMap((item) => item.evidence_ids),
    ...findings.filter((item) => item.severity !== 'info' || report.root_cause === null).flatMap((item) => item.evidence_ids),
  ]);
  const first = [...cited].flatMap((id) => report.evidence.filter((item) => item.id === id));
  const others = report.evidence.filter((item) => !cited.has(item.id));
  return { shown: first.slice(0, MOST), rest: [...first.slice(MOST), ...others] };
}

/** The number that a reader knows each item by, from its id. */
export function evidenceNumbers(report: Report): Map<string, number> {
  const { shown, rest } = orderEvidence(report);
  return new Map([...shown, ...rest].map((item, index) => [item.id, index + 1]));
}

/** A text that cites evidence by its id with the reader's numbers instead; what the report does not hold stays as it was written. */
export function renumbered(text: string, numbers: ReadonlyMap<string, number>): string {
  return text.replaceAll(REFERENCE, (whole, number: string) => {
    const own = numbers.get(`e${number}`);
    return own === undefined ? whole : `[${own}]`;
  });
}
