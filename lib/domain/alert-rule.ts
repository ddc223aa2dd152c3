import type { Severity } from './alert.ts';
import type { Point, Signal } from './telemetry.ts';
import type { ruleComparisons } from './words.ts';

/** How a signal is held against a rule's threshold; `times_baseline`: against so many times its own usual value. */
export type RuleComparison = (typeof ruleComparisons)[number];

/** `pending`: it holds, but not for long enough yet. No data is a state of its own, never zero. */
export type RuleState = 'ok' | 'pending' | 'firing' | 'no_data';

export type Rule = {
  signal: Signal;
  comparison: RuleComparison;
  /** In the signal's unit, or how many times the baseline. */
  threshold: number;
  forSeconds: number;
  severity: Severity;
};

/** What every service is watched by until somebody changes it. */
export const DEFAULT_RULES: readonly (Rule & { name: string })[] = [
  { name: 'HighErrorRate', signal: 'error_rate', comparison: 'above', threshold: 0.05, forSeconds: 30, severity: 'critical' },
  { name: 'SlowResponses', signal: 'latency_p95', comparison: 'times_baseline', threshold: 3, forSeconds: 60, severity: 'warning' },
  { name: 'Saturated', signal: 'saturation', comparison: 'above', threshold: 0.9, forSeconds: 60, severity: 'warning' },
];

/** Seconds of the past that say what is usual, ending where the rule's own time begins. */
export const BASELINE_SECONDS = 3_600;
/** Fewer points of the past than this say nothing about what is usual. */
const BASELINE_POINTS = 10;
/** Latency below this, in seconds, is nobody's trouble however many times the usual it is. */
const LATENCY_FLOOR = 0.1;
/** A rule that fires goes on until it has not held for so long, so that a value at the threshold does not flicker. */
const CALM_SECONDS = 30;

/** The value that is usual: the median of the past, null when too little is known of it. */
export function baselineOf(points: readonly Point[]): number | null {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value])).toSorted((a, b) => a - b);
  return values.length < BASELINE_POINTS ? null : (values[Math.floor(values.length / 2)] ?? null);
}

/** Whether a value breaks the rule; null when it cannot be said. */
export function breaks(rule: Rule, value: number | null, baseline: number | null): boolean | null {
  if (value === null) return null;
  switch (rule.comparison) {
    case 'above':
      return value > rule.threshold;
    case 'below':
      return value < rule.threshold;
    case 'times_baseline': {
      if (baseline === null) return null;
      const quiet = rule.signal.startsWith('latency') && value < LATENCY_FLOOR;
      return !quiet && baseline > 0 && value > rule.threshold * baseline;
    }
  }
}

export type RuleMemory = {
  state: RuleState;
  /** unix ms */ since: number;
  /** Since when it has not held while it fires; unix ms. */ calmSince: number | null;
};

/**
 * The state after one more look. A rule fires once it has held without a break for its time, and ends once it has
 * not held for `CALM_SECONDS`. What cannot be seen neither fires nor ends anything: a firing rule stays so.
 */
export function nextRuleState(rule: Rule, memory: RuleMemory, broken: boolean | null, now: number): RuleMemory {
  const to = (state: RuleState): RuleMemory =>
    memory.state === state ? { ...memory, calmSince: null } : { state, since: now, calmSince: null };
  if (memory.state === 'firing') {
    if (broken !== false) return { ...memory, calmSince: null };
    const calmSince = memory.calmSince ?? now;
    return now - calmSince >= CALM_SECONDS * 1000 ? { state: 'ok', since: now, calmSince: null } : { ...memory, calmSince };
  }
  if (broken === null) return to('no_data');
  if (!broken) return to('ok');
  const since = memory.state === 'pending' ? memory.since : now;
  return now - since >= rule.forSeconds * 1000
    ? { state: 'firing', since: now, calmSince: null }
    : { state: 'pending', since, calmSince: null };
}

/** When the rule would have fired over points of the past, oldest first; an end of null is still going on. Times are unix ms. */
export function wouldHaveFired(rule: Rule, points: readonly Point[]): { start: number; end: number | null }[] {
  const fired: { start: number; end: number | null }[] = [];
  let memory: RuleMemory = { state: 'no_data', since: 0, calmSince: null };
  for (const [index, [at, value]] of points.entries()) {
    const past = rule.comparison === 'times_baseline' ? points.slice(Math.max(0, index - 60 - Math.ceil(rule.forSeconds / 60)), index) : [];
    const before = memory.state;
    memory = nextRuleState(rule, memory, breaks(rule, value, baselineOf(past)), at);
    if (memory.state === 'firing' && before !== 'firing') fired.push({ start: at, end: null });
    const last = fired.at(-1);
    if (before === 'firing' && memory.state !== 'firing' && last) last.end = at;
  }
  return fired;
}
