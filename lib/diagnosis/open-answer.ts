import type { StoredHypothesis } from '#/lib/domain/diagnosis.ts';
import { lines, message, type Message } from '#/lib/domain/text.ts';
import { citing } from './evidence.ts';
import { loggedErrors } from './log-errors.ts';
import { moment } from './moment.ts';
import type { Observations } from './observations.ts';
import { findStep } from './onset-detection.ts';
import { signalOf } from './signals.ts';

/** So many of a kind are listed; the rest stands in the report's own parts. */
const MOST = 3;
/** What is told of a signal: the least rise that matters, in its unit, and what makes a whole number of it for a reader. */
const RISES = [
  { signal: 'error_rate', floor: 0.02, scale: 100 },
  { signal: 'latency_p95', floor: 0.1, scale: 1000 },
  { signal: 'saturation', floor: 0.2, scale: 100 },
] as const;

/** What is known where no cause is proven: signals that rose, errors that the log repeats, and each candidate with what would decide. */
export function whatIsOpen(observations: Observations, hypotheses: readonly StoredHypothesis[]): Message[] {
  return [...listed('rose', risen(observations)), ...listed('repeats', repeated(observations)), ...listed('candidates', open(hypotheses))];
}

function listed(name: 'rose' | 'repeats' | 'candidates', items: Message[]): Message[] {
  return items.length > 0 ? [lines(message(`report.open.${name}`), ...items)] : [];
}

function risen(observations: Observations): Message[] {
  return RISES.flatMap(({ signal, floor, scale }) => {
    const line = signalOf(observations, observations.service, signal);
    const step = line && findStep(line.points, floor);
    if (!line || !step) return [];
    const values = { before: Math.round(step.before * scale), now: Math.round(step.after * scale) };
    return [message(`report.open.${signal}`, { ...values, at: moment(step.at, observations.now), ref: citing([line.evidence]) })];
  });
}

/** Errors told more than once; whether they were told before as well is what a reader asks first. */
function repeated(observations: Observations): Message[] {
  const errors = loggedErrors(observations).filter(({ template }) => template.count > 1);
  return errors.slice(0, MOST).map(({ template, kind, countBefore, said, log, before }) => {
    const ref = citing([log.evidence, ...(before ? [before.evidence] : [])]);
    return message(`report.open.error_${kind}`, { text: said, count: template.count, before: countBefore, ref });
  });
}

function open(hypotheses: readonly StoredHypothesis[]): Message[] {
  return hypotheses
    .filter((item) => item.status === 'open')
    .slice(0, MOST)
    .map((item) =>
      message('report.open.candidate', { title: item.title, deciding: item.reason, ref: citing(item.evidence_ids.slice(0, 2)) }),
    );
}
