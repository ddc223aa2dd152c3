import type { StoredHypothesis, Verdict } from '#/lib/domain/diagnosis.ts';
import { message } from '#/lib/domain/text.ts';
import type { Acquittal, Claim, Rank } from './claim.ts';
import type { Culprit } from './changes.ts';
import { hasGap, type Observations, type Source } from './observations.ts';

export type Ranked = { claim: Claim; confidence: number };

/** From here on a claim is held to be true, and from here on it is more than a guess. */
const PROVEN = 0.85;
const LIKELY = 0.5;
/** How much of the remaining doubt one independent observation takes away. */
const CORROBORATION = 0.35;
/** Sources whose answer could have contradicted a cause found in a deployment: without one of them nothing is proven. */
const DECISIVE = ['instances', 'logs', 'deployment', 'changes'] as const satisfies readonly Source[];
const LESSER = ['metrics', 'traces', 'graph', 'peers'] as const satisfies readonly Source[];

/** Without one of these nobody can say that nothing is wrong: instances may be ready while every request fails. */
const SPEAKING = ['instances', 'metrics'] as const satisfies readonly Source[];

const order = { mechanism: 2, symptom: 1, fallback: 0 } as const satisfies Record<Rank, number>;

/** How sure a claim is, 0..1: its own weight, what bears it out, and what could not be read. */
export function confidenceOf(observations: Observations, claim: Claim, culprit: Culprit | null): number {
  const independent = new Set(claim.support.map((item) => item.source));
  if (culprit) independent.add('changes');
  const doubt = (1 - claim.strength) * (1 - CORROBORATION) ** independent.size;
  const missing = DECISIVE.filter((source) => hasGap(observations, source)).length;
  const lesser = LESSER.filter((source) => hasGap(observations, source)).length;
  return round((1 - doubt) * 0.85 ** missing * 0.98 ** lesser);
}

/** Best first: what names a mechanism with some weight before a symptom, a symptom before the fallback. */
export function rankClaims(items: Ranked[]): Ranked[] {
  const weight = ({ claim, confidence }: Ranked) => (confidence >= 0.4 ? order[claim.rank] : -1);
  return items.toSorted((a, b) => weight(b) - weight(a) || b.confidence - a.confidence);
}

/** The verdict on the best claim. Proven needs two independent observations besides the decisive one, and no blind spot. */
export function verdictOn(observations: Observations, best: Ranked | null, culprit: Culprit | null, trouble: boolean | null): Verdict {
  if (!best) return trouble === false && !SPEAKING.some((source) => hasGap(observations, source)) ? 'no_fault' : 'inconclusive';
  const { claim, confidence } = best;
  const independent = new Set(claim.support.map((item) => item.source)).size + (culprit ? 1 : 0);
  const blind = DECISIVE.some((source) => hasGap(observations, source));
  if (claim.rank === 'mechanism' && confidence >= PROVEN && independent >= 2 && !blind) return 'proven';
  return confidence >= LIKELY ? 'likely' : 'inconclusive';
}

/** Every cause that was thought of, with what became of it. */
export function hypotheses(ranked: Ranked[], acquittals: Acquittal[], verdict: Verdict): StoredHypothesis[] {
  const [best] = ranked;
  const decided = verdict === 'proven' || verdict === 'likely';
  const held = ranked.map(({ claim, confidence }, index): Omit<StoredHypothesis, 'id'> => {
    const shared = { title: claim.title, mode: claim.mode, service: claim.service.name, score: confidence, evidence_ids: claim.evidence };
    if (!decided || !best) return { ...shared, status: 'open', reason: claim.deciding };
    if (index === 0) return { ...shared, status: 'supported', reason: claim.detail };
    const symptom = order[claim.rank] < order[best.claim.rank];
    if (symptom) return { ...shared, status: 'rejected', reason: message('report.hypothesis.explained_by', { cause: best.claim.title }) };
    return best.confidence - confidence < 0.15
      ? { ...shared, status: 'open', reason: claim.deciding }
      : { ...shared, status: 'rejected', reason: message('report.hypothesis.weaker', { cause: best.claim.title }) };
  });
  const ruledOut = acquittals.map((item): Omit<StoredHypothesis, 'id'> => ({
    title: item.title,
    mode: item.mode,
    service: item.service.name,
    status: 'rejected',
    score: 0,
    reason: item.reason,
    evidence_ids: item.evidence,
  }));
  return [...held, ...ruledOut].map((item, index) => ({ ...item, id: `h${index + 1}` }));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
