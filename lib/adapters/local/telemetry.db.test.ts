import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localLogs, localRollups, localSamples, localSpans } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import type { MetricsQuery } from '#/lib/ports.ts';
import { createLogs } from './logs.ts';
import { createMetrics } from './metrics.ts';
import { openAgentDatabase, type AgentDatabase } from './supervisor/database.ts';
import { createRetention } from './supervisor/retention.ts';
import { rollUp } from './supervisor/rollup.ts';
import { createTraces } from './traces.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const shop = { cluster: 'default', namespace: 'test', name: 'shop' };
const signal = new AbortController().signal;
const now = Math.floor(Date.now() / MINUTE) * MINUTE;

let database: TestDatabase;
let agent: AgentDatabase;
beforeAll(async () => {
  database = await testDatabase();
  agent = openAgentDatabase(database.url);
});
afterAll(async () => {
  await agent.end();
  await database.close();
});
beforeEach(async () => {
  for (const table of [localLogs, localSamples, localRollups, localSpans]) await database.db.delete(table);
});

const sample = (name: Signal, at: number, value: number, more: { version?: string; route?: string; service?: string } = {}) =>
  database.db.insert(localSamples).values({ service: 'test/shop', signal: name, at: new Date(at), value, ...more });
const range = (query: Partial<MetricsQuery> & { signal: Signal }) =>
  createMetrics(database.db, () => now).range({ service: shop, window: { start: now - MINUTE, end: now }, step: 15, ...query }, signal);

describe('golden signals', () => {
  it('lie on steps, and a step without a sample is null', async () => {
    await sample('traffic', now - 58_000, 2);
    await sample('traffic', now - 50_000, 4);
    await sample('traffic', now - 5_000, 8);
    await sample('traffic', now - 5_000, 100, { service: 'test/other' });
    const { series, source } = await range({ signal: 'traffic' });
    expect(source).toBe('local/samples');
    expect(series).toEqual([
      {
        labels: {},
        points: [
          [now - 60_000, 3],
          [now - 45_000, null],
          [now - 30_000, null],
          [now - 15_000, 8],
        ],
      },
    ]);
  });

  it('weigh ratios by the traffic behind them', async () => {
    await sample('traffic', now - 10_000, 90);
    await sample('error_rate', now - 10_000, 0);
    await sample('traffic', now - 5_000, 10);
    await sample('error_rate', now - 5_000, 1);
    expect((await range({ signal: 'error_rate', step: 60 })).series[0]?.points).toEqual([[now - 60_000, 0.1]]);
  });

  it('keep the peak of memory and the sum of restarts', async () => {
    for (const [at, value] of [
      [10_000, 5],
      [5_000, 3],
    ] as const) {
      await sample('memory', now - at, value);
      await sample('restarts', now - at, value);
    }
    expect((await range({ signal: 'memory', step: 60 })).series[0]?.points).toEqual([[now - 60_000, 5]]);
    expect((await range({ signal: 'restarts', step: 60 })).series[0]?.points).toEqual([[now - 60_000, 8]]);
  });

  it('are told apart by version and by route when asked', async () => {
    await sample('traffic', now - 5_000, 3);
    await sample('traffic', now - 5_000, 1, { version: '1' });
    await sample('traffic', now - 5_000, 2, { version: '2' });
    await sample('traffic', now - 5_000, 3, { route: '/a' });
    const byVersion = await range({ signal: 'traffic', step: 60, groupBy: 'version' });
    expect(byVersion.series).toEqual([
      { labels: { version: '1' }, points: [[now - 60_000, 1]] },
      { labels: { version: '2' }, points: [[now - 60_000, 2]] },
    ]);
    expect((await range({ signal: 'traffic', step: 60, groupBy: 'route' })).series).toEqual([
      { labels: { route: '/a' }, points: [[now - 60_000, 3]] },
    ]);
  });

  it('do not show a lack for the step that is still going on', async () => {
    await sample('traffic', now - 5_000, 1);
    const { series } = await range({ signal: 'traffic', window: { start: now - 15_000, end: now + 10_000 } });
    expect(series[0]?.points.map(([at]) => at)).toEqual([now - 15_000]);
  });

  it('go back further by the minute, joined with what is not rolled up yet', async () => {
    await database.db
      .insert(localRollups)
      .values([{ service: 'test/shop', signal: 'traffic', minute: new Date(now - 7 * HOUR), value: 5 }]);
    await sample('traffic', now - 2 * MINUTE, 9);
    const { series, source } = await range({ signal: 'traffic', window: { start: now - 8 * HOUR, end: now }, step: 10 });
    expect(source).toBe('local/rollups');
    const known = series[0]?.points.filter(([, value]) => value !== null);
    expect(known).toEqual([
      [now - 7 * HOUR, 5],
      [now - 2 * MINUTE, 9],
    ]);
  });

  it('take names for names', async () => {
    const { series } = await range({ signal: 'traffic', service: { ...shop, name: "shop' or '1'='1" } });
    expect(series[0]?.points.every(([, value]) => value === null)).toBe(true);
  });
});

describe('roll-ups', () => {
  it('hold one value a minute, once a minute is complete', async () => {
    const minute = Math.floor(Date.now() / MINUTE) * MINUTE - 2 * MINUTE;
    await sample('traffic', minute + 1_000, 90);
    await sample('error_rate', minute + 1_000, 0);
    await sample('traffic', minute + 2_000, 10);
    await sample('error_rate', minute + 2_000, 1);
    await sample('traffic', minute + 3_000, 5, { version: '1' });
    await sample('traffic', Date.now(), 777);
    await rollUp(agent);
    await rollUp(agent);
    const rows = await database.db.select().from(localRollups).orderBy(localRollups.signal);
    expect(rows).toEqual([
      { service: 'test/shop', signal: 'error_rate', minute: new Date(minute), value: 0.1 },
      { service: 'test/shop', signal: 'traffic', minute: new Date(minute), value: 50 },
    ]);
  });
});

const line = (at: number, text: string, more: Partial<typeof localLogs.$inferInsert> = {}) => ({
  service: 'test/shop',
  instance: 'shop-1',
  version: '1',
  stream: 'stdout' as const,
  level: 'info' as const,
  at: new Date(at),
  line: text,
  ...more,
});
const search = (query: object = {}) =>
  createLogs(database.db).search({ service: shop, window: { start: now - MINUTE, end: now }, limit: 10, ...query }, signal);

describe('log lines', () => {
  it('come newest first, in the order they were written within one millisecond', async () => {
    await database.db
      .insert(localLogs)
      .values([
        line(now - 20, 'a'),
        line(now - 10, 'b'),
        line(now - 10, 'c'),
        line(now - 2 * MINUTE, 'old'),
        line(now - 10, 'x', { service: 'test/other' }),
      ]);
    const { lines, truncated } = await search();
    expect(lines.map((item) => item.line)).toEqual(['c', 'b', 'a']);
    expect(truncated).toBe(false);
    expect((await search({ limit: 2 })).truncated).toBe(true);
  });

  it('are found by plain text, level, instance and version', async () => {
    await database.db
      .insert(localLogs)
      .values([
        line(now - 40, '100% of \\d_x'),
        line(now - 30, '1000 of abc', { level: 'error', version: '2' }),
        line(now - 20, 'nothing', { level: null, instance: 'shop-2' }),
      ]);
    const found = async (query: object) => (await search(query)).lines.map((item) => item.line);
    expect(await found({ contains: '100% OF' })).toEqual(['100% of \\d_x']);
    expect(await found({ contains: '\\D_' })).toEqual(['100% of \\d_x']);
    expect(await found({ level: 'warn' })).toEqual(['1000 of abc']);
    expect(await found({ instance: 'shop-2' })).toEqual(['nothing']);
    expect(await found({ version: '2' })).toEqual(['1000 of abc']);
  });

  it('are known to be incomplete where the agent dropped some', async () => {
    await database.db.insert(localLogs).values([line(now - 30, '[agent] 7 lines dropped: …', { level: 'warn' })]);
    expect((await search({ contains: 'anything' })).truncated).toBe(true);
  });
});

const span = (traceId: string, spanId: string, at: number, more: Partial<typeof localSpans.$inferInsert> = {}) => ({
  traceId,
  spanId,
  parentId: null,
  service: 'shop',
  name: 'GET /',
  kind: 'server' as const,
  start: new Date(at),
  durationMs: 10,
  status: 'OK' as const,
  attributes: { 'service.namespace': 'test' },
  ...more,
});

describe('traces', () => {
  const traces = () => createTraces(database.db);
  const find = async (query: object = {}) =>
    (await traces().search({ service: shop, window: { start: now - MINUTE, end: now }, limit: 10, ...query }, signal)).traces.map(
      (item) => [item.trace_id, item.spans.length],
    );

  it('are whole, newest first, and can be narrowed to the failed and the slow', async () => {
    await database.db
      .insert(localSpans)
      .values([
        span('t1', 's1', now - 300),
        span('t1', 's2', now - 299, { service: 'db', status: 'ERROR', parentId: 's1' }),
        span('t2', 's3', now - 200, { durationMs: 900 }),
        span('t3', 's4', now - 100, { service: 'other' }),
        span('t4', 's5', now - 50, { attributes: { 'service.namespace': 'elsewhere' } }),
      ]);
    expect(await find()).toEqual([
      ['t2', 1],
      ['t1', 2],
    ]);
    expect(await find({ onlyErrors: true })).toEqual([['t1', 2]]);
    expect(await find({ minDurationMs: 500 })).toEqual([['t2', 1]]);
    expect(await find({ limit: 1 })).toEqual([['t2', 1]]);
    expect((await traces().get('t1', signal)).spans.map((item) => [item.span_id, item.service, item.status])).toEqual([
      ['s1', 'shop', 'OK'],
      ['s2', 'db', 'ERROR'],
    ]);
  });
});

describe('retention', () => {
  it('deletes what is too old and, of a service, what is too much', async () => {
    const old = Date.now() - 7 * HOUR;
    const at = Date.now() - 1000;
    await database.db
      .insert(localLogs)
      .values([
        line(old, 'old'),
        ...Array.from({ length: 30 }, (_, index) => line(at + index, `${index}`)),
        line(at, 'kept', { service: 'test/other' }),
      ]);
    await sample('traffic', old, 1);
    await sample('traffic', at, 1);
    await database.db.insert(localSpans).values([span('t1', 's1', old), span('t2', 's2', at)]);
    await database.db
      .insert(localRollups)
      .values([9, 7].map((days) => ({ service: 'test/shop', signal: 'cpu', minute: new Date(now - days * 24 * HOUR), value: days })));
    await createRetention(agent, { rawHours: 6, rollupDays: 8 }, { local_logs: 20, local_samples: 100, local_spans: 100 }).prune();
    const lines = await database.db.select().from(localLogs).orderBy(localLogs.id);
    expect(lines.map((row) => row.line)).toEqual([...Array.from({ length: 20 }, (_, index) => `${index + 10}`), 'kept']);
    expect(await database.db.select().from(localSamples)).toHaveLength(1);
    expect((await database.db.select().from(localSpans)).map((row) => row.traceId)).toEqual(['t2']);
    expect((await database.db.select().from(localRollups)).map((row) => row.value)).toEqual([7]);
  });
});
