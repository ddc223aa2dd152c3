import { fisherGreater } from './fisher.ts';
import { message, type Message } from './text.ts';

/** What was measured in one step of some seconds; counts are whole. */
export type Sample = { /** unix ms */ at: number; requests: number; errors: number; /** seconds */ p95: number | null };
export type RouteCounts = { route: string; requests: number; errors: number };
/** How a service behaved while one state of it served. */
export type Behaviour = { samples: Sample[]; routes: RouteCounts[] };
/** An error-level log template that the time before did not have. */
export type NewError = { text: string; count: number; /** unix ms of its first line */ since: number };

export type Compared = {
  before: Behaviour;
  after: Behaviour;
  /** How much slower services became meanwhile that the change cannot reach; 1 when none did or none is there. */
  control: number;
  newErrors: NewError[];
};

export type Requests = { before: number; after: number };
/** Whether what serves now is worse than what served before, with both numbers: shares 0..1, or seconds. */
export type Comparison =
  | { verdict: 'not_compared'; why: 'no_baseline' | 'little_before' | 'little_after'; requests: Requests }
  | { verdict: 'no_worse'; requests: Requests; errors: { before: number; after: number } }
  | {
      verdict: 'worse';
      what: 'errors' | 'latency' | 'new_errors';
      /** The one route that got worse; null when it shows in the whole. */
      route: string | null;
      before: number;
      after: number;
      requests: Requests;
      /** unix ms of the first measurement that shows it */
      since: number;
      newError: NewError | null;
    };

/** Requests below which nothing is concluded. */
const LEAST_BEFORE = 30;
const LEAST_AFTER = 20;
/** Of two steps alone. */
const LEAST_OVER_TWO = 45;
/** Chance alone may show such a rise once in ten thousand looks, of which a watch has a few; what guards against bursts is below. */
const ALPHA = 0.0001;
/** With an error in the log that was never there before, less is enough. */
const ALPHA_WITH_LOG = 0.02;
const LEAST_ERRORS = 3;
/** Share of requests by which errors must have risen. */
const LEAST_RISE = 0.02;
/** New error lines that speak for themselves: this many, and this share of requests. */
const LEAST_LINES = 5;
const LEAST_LINE_SHARE = 0.05;
const SLOWER = 3;
const SLOWER_SECONDS = 0.1;
const SLOW_STEPS = 3;
const ALPHA_SLOW = 0.001;
const FAR = { slower: 5, deviations: 4 };
const VERY_FAR = { slower: 6.5, deviations: 10 };
const STEPS_BEFORE = 6;
const STEP_REQUESTS = 4;

/**
 * Compares two behaviours. A false alarm takes a good release down, so that a rise counts only when chance
 * does not explain it (Fisher), when it is large in itself, when it shows in more than one step, and when
 * no window of equal length before was as bad; slowness only over three steps in a row, as rarely as such
 * steps came before (an exceedance test), and measured against services that the change cannot reach.
 */
export function compare(compared: Compared): Comparison {
  const { before, after } = compared;
  const requests = { before: total(before).requests, after: total(after).requests };
  if (before.samples.length === 0) return { verdict: 'not_compared', why: 'no_baseline', requests };
  if (requests.before < LEAST_BEFORE) return { verdict: 'not_compared', why: 'little_before', requests };
  if (requests.after < LEAST_AFTER) return { verdict: 'not_compared', why: 'little_after', requests };
  return (
    moreErrors(compared, requests) ??
    slower(compared, requests) ??
    newErrorLines(compared, requests) ?? {
      verdict: 'no_worse',
      requests,
      errors: { before: shareOf(total(before)), after: shareOf(total(after)) },
    }
  );
}

type Counts = { requests: number; errors: number };
type Worse = Extract<Comparison, { verdict: 'worse' }>;

function moreErrors({ before, after, newErrors }: Compared, requests: Requests): Worse | null {
  const bad = after.samples.filter((sample) => sample.errors > 0);
  const first = bad[0];
  // One step of errors may be the moment of the exchange itself.
  if (!first || bad.length < 2) return null;
  const newError = newErrors.find((item) => item.count >= LEAST_ERRORS) ?? null;
  const alpha = newError ? ALPHA_WITH_LOG : ALPHA;
  const whole = { before: total(before), after: total(after) };
  const shared = { verdict: 'worse', what: 'errors', requests, since: first.at, newError } as const;
  const burst = worstWindow(before.samples, after.samples.length);
  if (risen(whole.before, whole.after, alpha) && shareOf(whole.after) > burst)
    return { ...shared, route: null, before: shareOf(whole.before), after: shareOf(whole.after) };
  const tested = after.routes.length;
  for (const route of after.routes) {
    const earlier = before.routes.find((item) => item.route === route.route) ?? { requests: 0, errors: 0 };
    // A route that nobody called before has nothing to be compared with.
    if (earlier.requests < STEP_REQUESTS * 2 || !risen(earlier, route, alpha / tested)) continue;
    return {
      ...shared,
      route: route.route,
      before: shareOf(earlier),
      after: shareOf(route),
      requests: { before: earlier.requests, after: route.requests },
    };
  }
  return null;
}

function risen(before: Counts, after: Counts, alpha: number): boolean {
  const [was, is] = [shareOf(before), shareOf(after)];
  if (after.errors < LEAST_ERRORS || is - was < LEAST_RISE || is < 2 * was) return false;
  return fisherGreater({ failed: before.errors, all: before.requests }, { failed: after.errors, all: after.requests }) < alpha;
}

/** The highest share of failures in any stretch of that many steps: an old trouble that comes and goes. */
function worstWindow(samples: readonly Sample[], length: number): number {
  const starts = Array.from({ length: Math.max(1, samples.length - length + 1) }, (_, index) => index);
  return Math.max(0, ...starts.map((start) => shareOf(total({ samples: samples.slice(start, start + length) }))));
}

/** Over three steps; or over two that lie very far beyond, when the first is the exchange itself, half of which is the time before. */
function slower(compared: Compared, requests: Requests): Worse | null {
  const lately = latencies(compared.after.samples).slice(-SLOW_STEPS);
  const settled = lately.filter((sample) => sample.at !== compared.after.samples[0]?.at);
  return slowOver(compared, lately, requests) ?? (settled.length < lately.length ? slowOver(compared, settled, requests) : null);
}

function slowOver({ before, after, control }: Compared, lately: (Sample & { p95: number })[], requests: Requests): Worse | null {
  const usual = latencies(before.samples).map((sample) => sample.p95);
  const [first] = lately;
  const whole = lately.length >= SLOW_STEPS;
  if (
    usual.length < STEPS_BEFORE ||
    !first ||
    lately.length < SLOW_STEPS - 1 ||
    total({ samples: lately }).requests < (whole ? LEAST_AFTER : LEAST_OVER_TWO)
  )
    return null;
  const was = quantileOf(usual, 0.5);
  const least = Math.min(...lately.map((sample) => sample.p95));
  if (least <= Math.max(SLOWER * control * was, was + SLOWER_SECONDS)) return null;
  // What has just begun warms up: its first step must be slow as well, but is no witness.
  const witnesses = first.at === after.samples[0]?.at ? lately.length - 1 : lately.length;
  const asSlow = usual.filter((seconds) => seconds * control >= least).length;
  const rare = whole && ((asSlow + 1) / (usual.length + 1)) ** witnesses < ALPHA_SLOW;
  if (!rare && (asSlow > 0 || !farBeyond(usual, least / control, whole ? FAR : VERY_FAR))) return null;
  const is = lately.reduce((sum, sample) => sum + sample.p95 * sample.requests, 0) / total({ samples: lately }).requests;
  return { verdict: 'worse', what: 'latency', route: null, before: was, after: is, requests, since: first.at, newError: null };
}

/** A short time before cannot show how rare such steps are; then the distance speaks, in its own deviations (Hampel's, of the logarithm). */
function farBeyond(usual: readonly number[], seconds: number, far: typeof FAR): boolean {
  const logs = usual.map((value) => Math.log(Math.max(value, 1e-6)));
  const level = quantileOf(logs, 0.5);
  const spread =
    1.4826 *
    quantileOf(
      logs.map((value) => Math.abs(value - level)),
      0.5,
    );
  return Math.log(seconds) - level >= Math.max(Math.log(far.slower), far.deviations * spread);
}

function newErrorLines({ newErrors }: Compared, requests: Requests): Worse | null {
  const found = newErrors.find((item) => item.count >= LEAST_LINES && item.count >= LEAST_LINE_SHARE * requests.after);
  if (!found) return null;
  return {
    verdict: 'worse',
    what: 'new_errors',
    route: null,
    before: 0,
    after: found.count,
    requests,
    since: found.since,
    newError: found,
  };
}

function latencies(samples: readonly Sample[]): (Sample & { p95: number })[] {
  return samples.flatMap((sample) => (sample.p95 !== null && sample.requests >= STEP_REQUESTS ? [{ ...sample, p95: sample.p95 }] : []));
}

function total({ samples }: { samples: readonly Sample[] }): Counts {
  return samples.reduce((sum, item) => ({ requests: sum.requests + item.requests, errors: sum.errors + item.errors }), {
    requests: 0,
    errors: 0,
  });
}

function shareOf({ requests, errors }: Counts): number {
  return requests === 0 ? 0 : errors / requests;
}

/** The value below which that share of the values lies, without interpolation. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Why a watch fails by this comparison, with both numbers; null when it does not. */
export function worseReason(comparison: Comparison | null): Message | null {
  if (comparison?.verdict !== 'worse') return null;
  const { what, route, requests } = comparison;
  const counts = { requests: requests.after, requestsBefore: requests.before };
  switch (what) {
    case 'errors': {
      const values = { now: percent(comparison.after), before: percent(comparison.before), ...counts };
      return route === null ? message('reason.watch_errors', values) : message('reason.watch_errors_route', { ...values, route });
    }
    case 'latency':
      return message('reason.watch_slower', { now: milliseconds(comparison.after), before: milliseconds(comparison.before), ...counts });
    case 'new_errors':
      return message('reason.watch_new_errors', { count: comparison.after, text: comparison.newError?.text ?? '', ...counts });
  }
}

/** How a watch that found nothing says what it has compared. */
export function healthyReason(comparison: Comparison | null): Message {
  if (comparison?.verdict === 'no_worse') {
    const { errors, requests } = comparison;
    return message('reason.healthy_compared', { now: percent(errors.after), before: percent(errors.before), requests: requests.after });
  }
  if (comparison?.verdict === 'not_compared') return message(`reason.healthy_${comparison.why}`, { ...comparison.requests });
  return message('reason.healthy_after_watch');
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
