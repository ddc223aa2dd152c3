import { describe, expect, test } from 'vitest';
import { compare, type Compared, type Sample } from './comparison.ts';

/** Mulberry32: the same noise in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Service = {
  perSecond: number;
  errors: number;
  medianMs: number;
  /** how often a step is a hiccup of the machine, and how slow it is then */ hiccups: number;
  slowdown: number;
};
const usual: Service = { perSecond: 3.5, errors: 0.002, medianMs: 12, hiccups: 0.1, slowdown: 8 };

/** Steps of five seconds of a service with random arrivals, log-normal latencies, independent errors and hiccups. */
function run(random: () => number, count: number, service: Service, cold = false): Sample[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, index) => {
    const mean = service.perSecond * 5;
    const requests = Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const slow = random() < service.hiccups || (cold && index === 0) ? service.slowdown : 1;
    const taken = Array.from({ length: requests }, () => (service.medianMs / 1000) * Math.exp(0.6 * normal()) * slow).sort((a, b) => a - b);
    const errors = taken.filter(() => random() < service.errors).length;
    return { at: index * 5_000, requests, errors, p95: taken[Math.floor(0.95 * requests)] ?? null };
  });
}

const compared = (before: Sample[], after: Sample[], given: Partial<Compared> = {}) =>
  compare({ before: { samples: before, routes: [] }, after: { samples: after, routes: [] }, control: 1, newErrors: [], ...given });

/** Of so many releases, how many would fail their watch; it looks after every step. */
function failedOf(releases: number, watched: number, before: Service, after: Service, known = 36): number {
  const random = noise(releases + watched);
  return Array.from({ length: releases }).filter(() => {
    const [old, now] = [run(random, known, before), run(random, watched, after, true)];
    return now.some((_, index) => compared(old, now.slice(0, index + 1)).verdict === 'worse');
  }).length;
}

describe('noise fails no good release', () => {
  test.each<[string, Service, number]>([
    ['a quiet service', usual, 3],
    ['a long watch', usual, 12],
    ['hardly any traffic', { ...usual, perSecond: 0.8 }, 12],
    ['much traffic', { ...usual, perSecond: 60 }, 3],
    ['an old trouble of one request in twenty', { ...usual, errors: 0.05 }, 12],
    ['a machine that stalls a quarter of the time', { ...usual, hiccups: 0.25, slowdown: 20 }, 3],
  ])('%s', (_, service, watched) => {
    const releases = service.perSecond > 10 ? 100 : 1_000;
    expect(failedOf(releases, watched, service, service)).toBeLessThanOrEqual(2);
  });
});

test('nor does it where only a minute is known of the time before', () => {
  expect(failedOf(2_000, 3, { ...usual, hiccups: 0.05 }, { ...usual, hiccups: 0.05 }, 12)).toBeLessThanOrEqual(6);
});

describe('what is really worse fails within a watch of three steps', () => {
  test.each<[string, Partial<Service>]>([
    ['p95 tenfold', { medianMs: 120 }],
    ['half of the requests failing', { errors: 0.5 }],
  ])('%s', (_, worse) => {
    expect(failedOf(500, 3, { ...usual, hiccups: 0 }, { ...usual, hiccups: 0, ...worse })).toBeGreaterThan(495);
  });
  test('p95 tenfold, where only a minute is known of the time before', () => {
    const calm = { ...usual, hiccups: 0 };
    expect(failedOf(500, 3, calm, { ...calm, medianMs: 120 }, 12)).toBeGreaterThan(450);
  });
  test('one request in ten failing, at the traffic of a small shop', () => {
    const quiet = { ...usual, perSecond: 5, errors: 0 };
    expect(failedOf(500, 3, quiet, { ...quiet, errors: 0.1 })).toBeGreaterThan(460);
  });
});

const steady = (count: number, given: Partial<Sample> = {}): Sample[] =>
  Array.from({ length: count }, (_, index) => ({ at: index * 5_000, requests: 17, errors: 0, p95: 0.025, ...given }));

test('both numbers are named, the requests they stand on, and since when', () => {
  const after = steady(3).map((sample, index) => ({ ...sample, at: 500_000 + index * 5_000, errors: index === 0 ? 0 : 3 }));
  expect(compared(steady(36), after)).toEqual({
    verdict: 'worse',
    what: 'errors',
    route: null,
    before: 0,
    after: 6 / 51,
    requests: { before: 612, after: 51 },
    since: 505_000,
    newError: null,
  });
});

test('one route that fails is found among many that do not', () => {
  const after = steady(3, { errors: 1, requests: 100 });
  const routes = (errors: number, scale: number) => [
    { route: '/pay', requests: 10 * scale, errors },
    { route: '/look', requests: 290 * scale, errors: 0 },
  ];
  const found = compare({
    before: { samples: steady(36, { requests: 100 }), routes: routes(0, 12) },
    after: { samples: after, routes: routes(5, 1) },
    control: 1,
    newErrors: [],
  });
  expect(found).toMatchObject({ verdict: 'worse', what: 'errors', route: '/pay', after: 0.5 });
});

test('a service that fails in bursts, as it did before, is no worse in a burst', () => {
  const before = steady(36).map((sample, index) => ({ ...sample, errors: index % 12 < 3 ? 8 : 0 }));
  expect(compared(before, steady(3, { errors: 8 })).verdict).toBe('no_worse');
  expect(compared(before, steady(3, { errors: 16 })).verdict).toBe('worse');
});

test('errors of the one moment of the exchange do not count', () => {
  const [first, ...others] = steady(3);
  expect(compared(steady(36), [{ ...steady(1, { errors: 9 })[0], ...{ at: first?.at ?? 0 } } as Sample, ...others]).verdict).toBe(
    'no_worse',
  );
});

test('slowness that came to services out of reach as well is the machine’s', () => {
  const slow = steady(3, { p95: 0.25 });
  expect(compared(steady(36), slow)).toMatchObject({ verdict: 'worse', what: 'latency', before: 0.025 });
  expect(compared(steady(36), slow, { control: 4 }).verdict).toBe('no_worse');
});

test('slower, but fast all the same, is no worse', () => {
  expect(compared(steady(36, { p95: 0.004 }), steady(3, { p95: 0.06 })).verdict).toBe('no_worse');
});

test('a new error in the log tips a doubtful rise, and many of them speak for themselves', () => {
  const few = steady(3).map((sample, index) => ({ ...sample, errors: index > 0 ? 2 : 0 }));
  const before = steady(36, { errors: 0 }).map((sample, index) => ({ ...sample, errors: index % 6 === 0 ? 1 : 0 }));
  const line = (count: number) => [{ text: 'TypeError: x', count, since: 5_000 }];
  expect(compared(before, few).verdict).toBe('no_worse');
  expect(compared(before, few, { newErrors: line(3) })).toMatchObject({ verdict: 'worse', what: 'errors', newError: { count: 3 } });
  expect(compared(steady(36), steady(3), { newErrors: line(4) }).verdict).toBe('no_worse');
  expect(compared(steady(36), steady(3), { newErrors: line(6) })).toMatchObject({ verdict: 'worse', what: 'new_errors', after: 6 });
});

test.each([
  ['nothing before', [], steady(3), 'no_baseline'],
  ['hardly anything before', steady(1), steady(3), 'little_before'],
  ['hardly anything since', steady(36), steady(1), 'little_after'],
])('%s is not compared', (_, before, after, why) => {
  expect(compared(before, after)).toMatchObject({ verdict: 'not_compared', why });
});

test('latency that was not measured is a gap, no slowness', () => {
  expect(compared(steady(36, { p95: null }), steady(3, { p95: 9 })).verdict).toBe('no_worse');
  expect(compared(steady(36), steady(3, { p95: null })).verdict).toBe('no_worse');
});
