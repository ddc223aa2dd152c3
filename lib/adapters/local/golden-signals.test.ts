import { describe, expect, it } from 'vitest';
import { parseExposition } from './exposition.ts';
import { gather, growth, poolShare, processSignals, readCounters, requestSignals, type SignalValue } from './golden-signals.ts';
import { quantile } from './histogram.ts';

const read = (text: string, ignored: string[] = []) => readCounters(parseExposition(text).samples, new Set(ignored));
const series = (route: string, status: number, buckets: [string, number][]) =>
  [
    ...buckets.map(
      ([le, count]) => `http_request_duration_seconds_bucket{le="${le}",method="GET",route="${route}",status_code="${status}"} ${count}`,
    ),
    `http_request_duration_seconds_count{method="GET",route="${route}",status_code="${status}"} ${buckets.at(-1)?.[1] ?? 0}`,
  ].join('\n');
const pick = (values: SignalValue[], signal: string, route = '') =>
  values.find((item) => item.signal === signal && item.route === route)?.value;

describe('quantiles of a histogram', () => {
  const buckets = new Map([
    [0.1, 10],
    [0.5, 20],
    [Number.POSITIVE_INFINITY, 20],
  ]);

  it('are interpolated within their bucket', () => {
    expect(quantile(buckets, 0.25)).toBeCloseTo(0.05);
    expect(quantile(buckets, 0.75)).toBeCloseTo(0.3);
  });
  it('are the highest finite bound beyond it', () => {
    expect(
      quantile(
        new Map([
          [1, 5],
          [Number.POSITIVE_INFINITY, 10],
        ]),
        0.99,
      ),
    ).toBe(1);
  });
  it('are unknown without observations or bounds', () => {
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect(
      quantile(
        new Map([
          [1, 0],
          [Number.POSITIVE_INFINITY, 0],
        ]),
        0.5,
      ),
    ).toBeNull();
    expect(quantile(new Map([[Number.POSITIVE_INFINITY, 9]]), 0.5)).toBeNull();
  });
  it('survive counters that were read while they grew', () => {
    expect(
      quantile(
        new Map([
          [0.1, 10],
          [0.5, 9],
          [Number.POSITIVE_INFINITY, 10],
        ]),
        0.5,
      ),
    ).toBeCloseTo(0.05);
  });
});

describe('request signals', () => {
  const before = read(
    [
      series('/a', 200, [
        ['0.1', 10],
        ['+Inf', 10],
      ]),
      series('/a', 500, [
        ['0.1', 0],
        ['+Inf', 2],
      ]),
    ].join('\n'),
  );
  const after = read(
    [
      series('/a', 200, [
        ['0.1', 40],
        ['+Inf', 40],
      ]),
      series('/a', 500, [
        ['0.1', 0],
        ['+Inf', 12],
      ]),
    ].join('\n'),
  );
  const values = requestSignals([{ seconds: 5, routes: gather(growth(before, after)) }]);

  it('are what happened between two readings, not since the start', () => {
    expect(pick(values, 'traffic')).toBe(8);
    expect(pick(values, 'error_rate')).toBe(0.25);
    expect(pick(values, 'latency_p50')).toBeCloseTo(0.1 * (20 / 30));
  });

  it('exist by route too', () => {
    expect(pick(values, 'traffic', '/a')).toBe(8);
    expect(pick(values, 'error_rate', '/a')).toBe(0.25);
  });

  it('count from zero again after a restart', () => {
    const reset = gather(growth(after, before));
    expect(reset.get('/a')?.requests).toBe(12);
  });

  it('add up over instances before shares and quantiles are taken', () => {
    const busy = gather(
      read(
        series('/a', 200, [
          ['0.1', 90],
          ['+Inf', 90],
        ]),
      )
        .values()
        .toArray(),
    );
    const failing = gather(
      read(
        series('/a', 503, [
          ['0.1', 10],
          ['+Inf', 10],
        ]),
      )
        .values()
        .toArray(),
    );
    const both = requestSignals([
      { seconds: 5, routes: busy },
      { seconds: 5, routes: failing },
    ]);
    expect(pick(both, 'error_rate')).toBeCloseTo(0.1);
    expect(pick(both, 'traffic')).toBeCloseTo(20);
  });

  it('are a rate of zero and nothing else without traffic', () => {
    expect(requestSignals([{ seconds: 5, routes: gather(growth(after, after)) }])).toEqual([{ signal: 'traffic', route: '', value: 0 }]);
  });

  it('leave out probes and other metrics', () => {
    expect(read(`${series('/readyz', 200, [['+Inf', 5]])}\nhttp_request_duration_seconds_sum 4\nup 1`, ['/readyz'])).toEqual(new Map());
  });

  it('understand the names of OpenTelemetry', () => {
    const text = 'http_server_request_duration_seconds_count{http_route="/x",http_response_status_code="502"} 4';
    expect(gather(read(text).values().toArray()).get('/x')).toMatchObject({ requests: 4, errors: 4 });
  });

  it('gather routes beyond a bound under one name', () => {
    const text = Array.from({ length: 60 }, (_, index) => series(`/r${index}`, 200, [['+Inf', 1]])).join('\n');
    const routes = gather(read(text).values().toArray());
    expect(routes.size).toBe(31);
    expect(routes.get('(other)')?.requests).toBe(30);
  });
});

describe('process signals', () => {
  it('sum over instances, and saturation is the worst one’s', () => {
    const values = processSignals([
      { seconds: 5, cpuSeconds: 1, peakBytes: 50, limitBytes: 100, restarts: 1, poolShare: null },
      { seconds: 5, cpuSeconds: 0.5, peakBytes: 90, limitBytes: 100, restarts: 0, poolShare: 0.25 },
    ]);
    expect(pick(values, 'cpu')).toBeCloseTo(0.3);
    expect(pick(values, 'memory')).toBe(140);
    expect(pick(values, 'restarts')).toBe(1);
    expect(pick(values, 'saturation')).toBeCloseTo(0.9);
  });

  it('take a connection pool in use for saturation', () => {
    const use = { seconds: 5, cpuSeconds: 0.1, peakBytes: 10, limitBytes: 100, restarts: 0 };
    expect(pick(processSignals([{ ...use, poolShare: 1 }]), 'saturation')).toBe(1);
    expect(pick(processSignals([{ ...use, poolShare: null }]), 'saturation')).toBeCloseTo(0.1);
  });

  it('say nothing when nothing runs', () => {
    expect(processSignals([])).toEqual([]);
  });
});

describe('the share of the fullest pool', () => {
  const pool = (name: string, used: number, max: number) => [
    `db_client_connection_count{db_client_connection_pool_name="${name}",state="used"} ${used}`,
    `db_client_connection_count{db_client_connection_pool_name="${name}",state="idle"} ${max - used}`,
    `db_client_connection_max{db_client_connection_pool_name="${name}"} ${max}`,
  ];
  const shareOf = (...lines: string[]) => poolShare(parseExposition(`${lines.join('\n')}\n`).samples);

  it('is of the connections in use', () => {
    expect(shareOf(...pool('orders', 1, 10), ...pool('sessions', 3, 4))).toBe(0.75);
    expect(shareOf(...pool('orders', 0, 10))).toBe(0);
  });

  it('is unknown without a pool, and of a pool without a bound', () => {
    expect(shareOf('up 1')).toBeNull();
    expect(shareOf('db_client_connection_count{state="used"} 4')).toBeNull();
    expect(shareOf('db_client_connection_max 0', 'db_client_connection_count{state="used"} 4')).toBeNull();
  });
});
